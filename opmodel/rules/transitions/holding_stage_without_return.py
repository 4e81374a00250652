"""Records come back from where they were set aside."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.stages import Stage, StageType
from opmodel.wording import listed


@rule(Severity.WARNING, needs=("stages.stall.to",))
def check(context: Context) -> Iterator[Problem]:
    """Yield holding stages that records enter and from which none is taken up again."""
    graph = context.graph
    told = {stage.id for group in (graph.ways.unreached if graph.ways.whole else ()) for stage in group}
    told |= set(graph.gaps.found)
    for stage in context.each(Stage, where=lambda stage: stage.type is StageType.HOLDING):
        if not graph.ways.whole or stage.id in told:
            continue
        is_entered = graph.ways.into(stage) or graph.ways.is_start(stage)
        if is_entered and not graph.ways.comes_back(stage):
            yield _problem(stage, context)


def _problem(stage: Stage, context: Context) -> Problem:
    journey = context.graph.journey
    record = journey.a_record(stage)
    ends = [target for target in context.graph.ways.out(stage) if target.type is not StageType.HOLDING]
    names = listed(f"'{end.id}'" for end in ends[:3])
    only = f", only on to {names}" if ends else ""
    paths = journey.lifecycles(stage)
    back = next((one.id for path in paths for one in journey.stages(path) if one.is_open), "...")
    return Problem(
        stage.where(),
        f"stage '{stage.id}' is holding and no move leads back from it{only}, so {record} that waits there is lost "
        "without anybody saying so",
        f"declare below transitions: what brings it back, for instance `wake_{stage.id}: "
        f"{{from: {stage.id}, to: {back}, kind: reopen}}`; where nobody is meant to come back give the stage "
        "`type: disqualified` or `type: lost`",
    )
