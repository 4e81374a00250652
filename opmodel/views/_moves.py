"""Lines of the journey: moves and handoffs, what must not happen, what nobody declared, and light ways back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opmodel.drawing import Edge
from opmodel.graph import Graph, Handoff, Move
from opmodel.model import Model, is_draft
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Kind, Transition
from opmodel.views._handover import lack
from opmodel.views._words import counted, place, time

_BACK = frozenset({Kind.RECYCLE, Kind.REOPEN, Kind.LOSE, Kind.DISQUALIFY})
_MOST_LIGHT_STAGES, _LIGHT_PER_STAGE = 30, 2
"""Light lines are drawn on a picture of at most so many stages with at most so many lines for each."""

_LIGHT = "time limit or refusal that sends a record", "time limits and refusals that send a record"

_MOST_PER_STAGE, _MOST_ANYWAY = 4, 60
"""More lines than this nobody follows with a finger; handoffs are drawn before others."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Edges in the order of importance and what is not drawn."""

    edges: tuple[Edge, ...]
    left_out: tuple[str, ...]


def moves(model: Model, graph: Graph, stages: int) -> Moves:
    """Return the lines of the picture, as many as it can carry."""
    handoffs = {_key(handoff.move): handoff for handoff in graph.journey.handoffs}
    certain = [_edge(move, handoffs.get(_key(move)), graph) for move in graph.journey.moves]
    certain += [_barred(move, graph) for move in graph.journey.barred]
    gaps = list(_gaps(graph))
    drawn, hidden = _carried(certain, stages)
    light, told = _light(model, {(edge.source, edge.target) for edge in certain})
    notes = [hidden] if hidden else []
    if stages <= _MOST_LIGHT_STAGES and len(drawn) + len(light) <= _LIGHT_PER_STAGE * stages:
        drawn += light
    elif light:
        notes.append(f"where {counted(len(light), *_LIGHT)} to")
    if told:
        notes.append(f"{counted(told, *_LIGHT)} where a line leads already")
    return Moves((*drawn, *gaps), tuple(notes))


def _carried(edges: list[Edge], stages: int) -> tuple[list[Edge], str]:
    most = max(_MOST_PER_STAGE * stages, _MOST_ANYWAY)
    if len(edges) <= most:
        return edges, ""
    kept = set(
        sorted(range(len(edges)), key=lambda at: (edges[at].kind != Kind.HANDOFF, not edges[at].alarm, at))[:most]
    )
    hidden = counted(len(edges) - most, "move")
    return [edge for at, edge in enumerate(edges) if at in kept], f"{hidden}, which would hide all others"


def _key(move: Move) -> tuple[str, str, str]:
    return move.transition.id, move.source.id, move.target.id


def _edge(move: Move, handoff: Handoff | None, graph: Graph) -> Edge:
    transition, missing = move.transition, lack(handoff, graph) if handoff else ""
    kind = transition.kind
    if kind not in _BACK and (handoff or kind is Kind.HANDOFF):
        kind = Kind.HANDOFF if handoff else Kind.ADVANCE
    family = graph.journey.expand(transition)
    return _line(move, family, kind, missing or _pace(transition), alarm=bool(missing))


def _barred(move: Move, graph: Graph) -> Edge:
    family = [other for other in graph.journey.barred if other.transition is move.transition]
    return _line(move, family, move.transition.kind, "", forbidden=True)


def _line(
    move: Move, family: Iterable[Move], kind: Kind, label: str, *, alarm: bool = False, forbidden: bool = False
) -> Edge:
    """Draw one move; a transition with one move is its own line, else the ends of the move name it."""
    ref = move.transition.ref
    single = len(tuple(family)) == 1
    return Edge(
        ref if single else f"{ref}/{move.source.id}/{move.target.id}",
        move.source.ref,
        move.target.ref,
        kind.value,
        label,
        place=place(move.transition),
        alarm=alarm,
        draft=is_draft(move.transition),
        forbidden=forbidden,
        entities=() if single else (ref,),
    )


def _pace(transition: Transition) -> str:
    if transition.sla:
        return time(transition.sla.within)
    return "" if transition.rate is None else f"{transition.rate * 100:.3g}%"


def _gaps(graph: Graph) -> Iterator[Edge]:
    """Yield a broken line between neighbours that no move joins."""
    for gap in graph.gaps.found.values():
        ends = ((gap.before, gap.stage), (gap.stage, gap.after))
        for source, target in ((one, other) for one, other in ends if one and other):
            name = f"gap/{source.id}/{target.id}"
            yield Edge(name, source.ref, target.ref, "gap", "no move declared", alarm=True)


def _light(model: Model, joined: set[tuple[str, str]]) -> tuple[list[Edge], int]:
    """Return lines for what a clock or a refusal does, and how many run along another line."""
    found: dict[tuple[str, str], Edge] = {}
    told = 0
    for edge in (*_stalls(model), *_refusals(model)):
        pair = (edge.source, edge.target)
        if pair in joined or pair in found:
            told += 1
        elif edge.source != edge.target:
            found[pair] = edge
    return list(found.values()), told


def _stalls(model: Model) -> Iterator[Edge]:
    for stage in model.of(Stage):
        target = model.get(Stage, stage.stall.to) if stage.stall and stage.stall.to else None
        if stage.stall and target:
            label = time(stage.stall.after)
            yield Edge(f"{stage.ref}/stall", stage.ref, target.ref, "stall", label, place=place(stage))


def _refusals(model: Model) -> Iterator[Edge]:
    for transition in model.of(Transition):
        target = (
            model.get(Stage, transition.accept.reject_to) if transition.accept and transition.accept.reject_to else None
        )
        sources = (model.get(Stage, name) for name in transition.from_)
        for source in (stage for stage in sources if stage and target):
            assert target is not None
            name = f"{transition.ref}/refused/{source.id}"
            yield Edge(name, source.ref, target.ref, "reject", place=place(transition))
