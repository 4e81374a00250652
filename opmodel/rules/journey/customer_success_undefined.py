"""What success is for the customer is written down."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.promises import Promise
from opmodel.model.sections.stages import Stage
from opmodel.wording import listed

_NEEDS = ("stages.customer_outcome", "stages.exit", "stages.definition", "promises.proven_by", "statuses.when")
_NAMED = 3
"""Stages that a message names."""


@rule(Severity.WARNING, needs=_NEEDS)
def check(context: Context) -> Iterator[Problem]:
    """Yield one problem where customers have stages of their own and nothing says what they are to get there."""
    outcomes, model = context.graph.outcomes, context.model
    stages = outcomes.after_signature()
    context.look(Stage)
    takes_up = model.takes_up(Definition) or model.takes_up(Promise) or any(map(outcomes.is_told, model.of(Stage)))
    unsure = any(context.is_unsure(stage) for stage in stages) or any(map(context.is_unsure, model.of(Promise)))
    if not stages or unsure or not takes_up:
        return
    context.judge(stages)
    if outcomes.says_success():
        return
    names = [f"'{stage.id}'" for stage in stages[:_NAMED]]
    more = [f"{len(stages) - _NAMED} more"] if len(stages) > _NAMED else []
    one = len(stages) == 1
    yield Problem(
        stages[0].where(),
        f"what success is for the customer is not defined: stage{'' if one else 's'} {listed((*names, *more))} "
        f"{'says' if one else 'say'} neither what the customer gets nor when a customer is well",
        "write `customer_outcome: ...` or the `exit:` of the stages, a definition of a successful customer, or the "
        "status of one at risk with its `when:`",
        notes=tuple((stage.where(), "and here") for stage in stages[1:_NAMED]),
        discriminator="success",
    )
