"""The chance to win grows on the way to the signature."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Move
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.stages import Stage, StageType
from opmodel.model.values import Quantity
from opmodel.wording import bare

_AHEAD = (StageType.OPEN, StageType.WON)


@rule(Severity.WARNING, needs=("stages.probability", "lifecycles.entries"))
def check(context: Context) -> Iterator[Problem]:
    """Yield stages that records reach by a move forward and where they are less likely to be won than before."""
    known = {stage.id for stage in context.each(Stage) if stage.probability}
    told: set[str] = set()
    for path in context.each(Lifecycle):
        places = {stage.id: place for place, stage in enumerate(context.graph.journey.stages(path))}
        detours = _detours(path, places, context)
        for source in context.graph.journey.stages(path):
            if source.id not in known or _starts_high(source, path, places):
                continue
            for move in context.graph.journey.moves_out(source):
                target = move.target
                if target.id in known and target.id not in told and _leads_on(move, places, detours):
                    fall = _fall(source.probability, target.probability)
                    if fall:
                        told.add(target.id)
                        yield _problem(move, path, fall)


def _starts_high(stage: Stage, path: Lifecycle, places: dict[str, int]) -> bool:
    """Tell whether records come in at a stage in the middle: those are further than the order says."""
    return places[stage.id] > 0 and stage.id in {bare(entry.stage) for entry in path.entries}


def _detours(path: Lifecycle, places: dict[str, int], context: Context) -> frozenset[str]:
    """Return the stages from which everything that is still alive leads back."""
    found = []
    for stage in context.graph.journey.stages(path):
        alive = [places.get(one.id, len(places)) for one in context.graph.ways.out(stage) if one.type in _AHEAD]
        if alive and max(alive) <= places[stage.id]:
            found.append(stage.id)
    return frozenset(found)


def _leads_on(move: Move, places: dict[str, int], detours: frozenset[str]) -> bool:
    """Tell whether a move is a step of the main path: forward, and to no detour."""
    source, target = move.source, move.target
    is_onward = move.transition.kind.is_onward and source.is_open and target.type in _AHEAD
    return is_onward and target.id not in detours and places.get(target.id, -1) > places[source.id]


def _fall(before: Quantity[float] | None, after: Quantity[float] | None) -> tuple[str, str] | None:
    """Return two chances as written of which the second is smaller for certain."""
    for one in before.cases if before else ():
        for other in after.cases if after else ():
            alike = not (one.key and other.key) or one.key == other.key
            if alike and not (one.about or other.about) and other.high < one.low:
                of = f" ({one.key or other.key})" if one.key or other.key else ""
                return f"{one}%", f"{other}%{of}"
    return None


def _problem(move: Move, path: Lifecycle, fall: tuple[str, str]) -> Problem:
    before, after = fall
    source, target = move.source, move.target
    return Problem(
        target.where("probability"),
        f"lifecycle '{path.id}': the chance to win falls from {before} in stage '{source.id}' to {after} in stage "
        f"'{target.id}', although transition '{move.transition.id}' leads forward",
        "set both by the share of records that were won from there in the last year, or change the order of the stages",
        notes=((source.where("probability"), f"it was {before} before"),),
    )
