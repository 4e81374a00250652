"""Every stage before the signature has a way to lose."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.stages import Side, Stage, StageType
from opmodel.wording import listed

_ENDS = (StageType.LOST, StageType.DISQUALIFIED)
_LISTED = 8
"""Stages of a long lifecycle are named up to here."""


@rule(Severity.WARNING, needs=("stages.stall.to",))
def check(context: Context) -> Iterator[Problem]:
    """Yield lifecycles with stages from which a record can only move on; what else is missing there speaks first."""
    graph = context.graph
    if not graph.ways.whole:
        return
    stuck = {stage.id for stage in (*graph.gaps.dead_ends, *(one for group in graph.ways.traps for one in group))}
    told = stuck | graph.gaps.without_way_out
    unreached = {stage.id for group in graph.ways.unreached for stage in group}
    seen: set[str] = set()
    losing = _objects_that_are_lost(context)
    for path in context.look(Lifecycle):
        if path.object in losing and not _has_end(path, context):
            continue
        stages = [stage for stage in graph.journey.stages(path) if _is_judged(stage, context) and stage.id not in seen]
        context.judge(stages)
        lacking = [stage for stage in stages if not graph.ways.can_lose(stage) and stage.id not in told]
        seen.update(stage.id for stage in lacking)
        ends = [stage for stage in graph.journey.stages(path) if stage.type is StageType.LOST]
        is_told = len(lacking) == len(stages) and any(end.id in unreached for end in ends)
        if lacking and not is_told:
            yield _problem(path, lacking, ends, context)


def _objects_that_are_lost(context: Context) -> set[str]:
    """Return the objects with a lifecycle in which they are lost: one beside it, such as a trial, need not say so."""
    return {path.object for path in context.model.of(Lifecycle) if _has_end(path, context)}


def _has_end(path: Lifecycle, context: Context) -> bool:
    return any(stage.type in _ENDS for stage in context.graph.journey.stages(path))


def _is_judged(stage: Stage, context: Context) -> bool:
    if not stage.is_open or stage.side is not Side.ACQUISITION or not context.graph.ways.out(stage):
        return False
    return context.can_judge(stage) and not context.graph.ways.is_passed_through(stage)


def _problem(path: Lifecycle, lacking: list[Stage], ends: list[Stage], context: Context) -> Problem:
    record = context.graph.journey.a_record(lacking[0])
    more = (f"{len(lacking) - _LISTED} more",) if len(lacking) > _LISTED else ()
    names = listed((*(f"'{stage.id}'" for stage in lacking[:_LISTED]), *more))
    where = f"stage {names}" if len(lacking) == 1 else f"stages {names}"
    sources = ", ".join(stage.id for stage in lacking[:_LISTED]) + (", ..." if more else "")
    end = ends[0].id if ends else "..."
    return Problem(
        path.where("stages"),
        f"lifecycle '{path.id}': from {where} {record} can only move on: no move loses, recycles or disqualifies it",
        f"declare below transitions: how it ends without a sale, for instance `lose_{lacking[0].id}: "
        f"{{from: {sources if len(lacking) == 1 else f'[{sources}]'}, to: {end}, kind: lose}}`",
        notes=tuple((stage.where(), "no way to lose from here") for stage in lacking[:_LISTED]),
    )
