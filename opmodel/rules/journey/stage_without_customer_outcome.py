"""A stage is done when the customer has something, and somebody outside the company could tell."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import is_draft
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.stages import Side, Stage


@rule(Severity.WARNING, needs=("stages.customer_outcome", "stages.exit"))
def check(context: Context) -> Iterator[Problem]:
    """Yield open stages that say nothing about the customer, where other stages of their path and side do."""
    context.look(Stage)
    told: dict[str, Stage] = {}
    for path in context.model.of(Lifecycle):
        for side in Side if not is_draft(path) else ():
            stages = [stage for stage in context.graph.journey.stages(path) if stage.side is side and stage.is_open]
            if any(context.graph.outcomes.is_told(stage) for stage in stages):
                told.update({stage.id: stage for stage in stages})
    for name in sorted(told):
        stage = told[name]
        if context.known(stage) and not context.graph.outcomes.is_told(stage):
            yield Problem(
                stage.where(),
                f"stage '{name}' does not say what the customer has when it is done, and nothing the buyer can confirm "
                "ends it",
                "write it in the customer's words (`customer_outcome: ...`), or mark the exit that the buyer can "
                "confirm: `buyer_verifiable: true`",
            )
