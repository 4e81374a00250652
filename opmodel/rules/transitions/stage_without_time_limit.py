"""Every stage in which a record may be forgotten has a time limit."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule, told_once
from opmodel.finding import Severity
from opmodel.model.sections.stages import Side, Stage, StageType


@rule(Severity.WARNING, needs=("stages.stall.after", "stages.sla"))
def check(context: Context) -> Iterator[Problem]:
    """Yield stages without a limit, once any stage has one."""
    context.look(Stage)
    if not any(_has_limit(stage) for stage in context.model.of(Stage)):
        return
    found: dict[str, list[Problem]] = {}
    alone = {gap.stage.ref for gap in context.graph.gaps.found.values() if gap.path is None}
    for stage in context.each(Stage, where=_needs_limit):
        if not _has_limit(stage) and stage.ref not in alone:
            path = next((path.id for path in context.graph.journey.lifecycles(stage)), "")
            found.setdefault(path, []).append(_problem(stage, context))
    for path, problems in found.items():
        where = f"lifecycle '{path}'" if path else "stages without a lifecycle"
        text = f"{where}: {{count}} stages have no time limit ({{names}}), so what waits there can be forgotten"
        yield from told_once(problems, text, f"{_WAY_OUT}; {_STEADY}", discriminator=f"of {path}")


_WAY_OUT = "say when it counts as stalled and what happens then: `stall: {after: 30d, warn: ..., escalate: ...}`"
_STEADY = "a stage where customers are meant to stay takes `side: post_sale`"


def _problem(stage: Stage, context: Context) -> Problem:
    return Problem(
        stage.where(),
        f"stage '{stage.id}' has no time limit, so {context.graph.journey.a_record(stage)} can be forgotten there",
        f"{_WAY_OUT}; {'`to:` moves it on by itself' if stage.type is StageType.HOLDING else _STEADY}",
    )


def _has_limit(stage: Stage) -> bool:
    return stage.sla is not None or bool(stage.stall and stage.stall.after)


def _needs_limit(stage: Stage) -> bool:
    return stage.type is StageType.HOLDING or (stage.is_open and stage.side is Side.ACQUISITION)
