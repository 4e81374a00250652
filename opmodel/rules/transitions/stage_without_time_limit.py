"""Every stage in which a record may be forgotten has a time limit."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.stages import Side, Stage, StageType


@rule(Severity.WARNING, needs=("stages.stall.after", "stages.sla"))
def check(context: Context) -> Iterator[Problem]:
    """Yield stages without a limit, once any stage has one."""
    stages = tuple(context.each(Stage))
    if not any(_has_limit(stage) for stage in context.model.of(Stage)):
        return
    for stage in stages:
        if _needs_limit(stage) and not _has_limit(stage):
            record = context.graph.journey.a_record(stage)
            yield Problem(
                stage.where(),
                f"stage '{stage.id}' has no time limit, so {record} can be forgotten there",
                "say when it counts as stalled and what happens then: `stall: {after: 30d, warn: ..., escalate: ...}`; "
                + ("`to:` moves it on by itself" if stage.type is StageType.HOLDING else _STEADY),
            )


_STEADY = "a stage where customers are meant to stay takes `side: post_sale`"


def _has_limit(stage: Stage) -> bool:
    return stage.sla is not None or bool(stage.stall and stage.stall.after)


def _needs_limit(stage: Stage) -> bool:
    return stage.type is StageType.HOLDING or (stage.is_open and stage.side is Side.ACQUISITION)
