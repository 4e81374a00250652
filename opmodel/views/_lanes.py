"""Lanes of the journey: who answers for each stage, in the order the roles are written down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opmodel.drawing import Lane
from opmodel.graph import Graph
from opmodel.model import Model, Why
from opmodel.model.sections.functions import Function
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage, StageType
from opmodel.views._words import declared
from opmodel.wording import bare, beside, spelled

NOBODY = ""
"""The lane of stages that nobody answers for; the picture puts it on top."""

UNREAD = Lane("lane/unread", "Not readable")
"""The lane of stages that are written but could not be read."""

_ABSENT = {
    Why.NONE: Lane("lane/none", "Nobody", "on purpose"),
    Why.WITHHELD: Lane("lane/withheld", "Owner withheld", "kept elsewhere"),
    Why.BROKEN: UNREAD,
}


@dataclass(frozen=True, slots=True)
class Lanes:
    """All lanes in use and the lane of every stage by its id."""

    lanes: tuple[Lane, ...]
    of: Mapping[str, str]


def lanes(stages: Iterable[Stage], model: Model, graph: Graph) -> Lanes:
    """Find the lanes: one per accountable role, one per set of roles that share a stage, then those without one."""
    stages = tuple(stages)
    found = {stage.id: _lane(stage, model, graph) for stage in stages}
    found |= {stage.id: _lane_before(stage, found, graph) for stage in stages if _is_free(stage, found)}
    order = {role.ref: place for place, role in enumerate(declared(model.of(Role)))}
    last = len(order)

    def key(lane: Lane) -> tuple[bool, int, int, str]:
        refs = lane.id.split("+")
        return lane.id.startswith("lane/"), min(order.get(ref, last) for ref in refs), len(refs), lane.id

    used = {lane.id: lane for lane in found.values() if lane is not None}
    of = {stage: lane.id if lane else NOBODY for stage, lane in found.items()}
    return Lanes(tuple(sorted(used.values(), key=key)), of)


def _is_free(stage: Stage, found: Mapping[str, Lane | None]) -> bool:
    """Tell whether nobody has to answer for a stage, and nobody does."""
    closed = stage.type not in (StageType.OPEN, StageType.HOLDING)
    return closed and found[stage.id] is None and "owner" not in stage.absences


def _lane_before(stage: Stage, found: Mapping[str, Lane | None], graph: Graph) -> Lane | None:
    """Return the lane most records come from, of equal ones the nearest, else the nearest of the lifecycle."""
    path = next(iter(graph.journey.lifecycles(stage)), None)
    order = [one.id for one in graph.journey.stages(path)] if path else []
    near = {name: place for place, name in enumerate(order)}
    sources = sorted((move.source for move in graph.journey.moves_in(stage)), key=lambda one: -near.get(one.id, -1))
    before = [name for name in reversed(order) if near[name] < near[stage.id]]
    come = [lane for lane in (found[source.id] for source in sources) if lane]
    if come:
        return max(come, key=come.count)
    return next((lane for lane in (found[name] for name in (*before, *order)) if lane), None)


def _lane(stage: Stage, model: Model, graph: Graph) -> Lane | None:
    owners = graph.journey.owners(stage)
    if not owners:
        absence = stage.absences.get("owner")
        return _ABSENT.get(absence.why) if absence else None
    several = tuple({lane.id: lane for lane in (_owner(name, model, graph) for name in owners)}.values())
    if len(several) == 1:
        return several[0]
    label = " and ".join(lane.label for lane in several)
    return Lane("+".join(lane.id for lane in several), label, f"{len(several)} owners")


def _owner(name: str, model: Model, graph: Graph) -> Lane:
    role = graph.people.role(name)
    if role is None:
        function = model.get(Function, name)
        if function is not None:
            return Lane(function.ref, function.label, "no lead")
        ref = f"role/{bare(name)}"
        return Lane(ref, spelled(bare(name)), "not readable" if ref in model.broken else "not declared")
    home = model.get(Function, graph.people.function(role.id))
    state = "vacant" if graph.people.is_vacant(role.id) else ""
    return Lane(role.ref, role.label, beside(home.label if home else "", state))
