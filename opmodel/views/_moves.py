"""Lines of the journey: moves and handoffs, what must not happen, what nobody declared, and light ways back."""

from collections import Counter
from collections.abc import Iterator, Mapping

from opmodel.drawing import Edge, Shape
from opmodel.graph import Graph, Handoff, Move
from opmodel.model import Model, is_draft
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Kind, Transition
from opmodel.views._handover import lack
from opmodel.views._words import place, time
from opmodel.wording import counted

_MOST_LIGHT_STAGES, _LIGHT_PER_STAGE = 30, 2
"""Light lines are drawn on a picture of at most so many stages with at most so many lines for each."""

_LIGHT = "time limit or refusal that sends a record", "time limits and refusals that send a record"

_MOST_PER_STAGE, _MOST_ANYWAY = 2.5, 30
"""More lines than this nobody follows with a finger."""


def moves(model: Model, graph: Graph, shapes: tuple[Shape, ...]) -> tuple[tuple[Edge, ...], tuple[str, ...]]:
    """Return the lines of the picture, as many as it can carry, and sentences about those left out."""
    journey = graph.journey
    handoffs = {_key(handoff.move): handoff for handoff in journey.handoffs}
    several = Counter(move.transition.id for move in (*journey.moves, *journey.barred))
    edges = [_edge(move, handoffs.get(_key(move)), graph, several) for move in journey.moves]
    edges += [_line(move, move.transition.kind, "", several, forbidden=True) for move in journey.barred]
    drawn, notes = _carried(edges, shapes)
    light, told = _light(model, {(edge.source, edge.target) for edge in edges})
    if len(shapes) <= _MOST_LIGHT_STAGES and len(drawn) + len(light) <= _LIGHT_PER_STAGE * len(shapes):
        drawn += light
    elif light:
        notes.append(f"{counted(len(light), *_LIGHT)} elsewhere")
    if told:
        notes.append(f"{counted(told, *_LIGHT)} where a line leads already")
    return (*drawn, *_gaps(graph)), tuple(notes)


def _carried(edges: list[Edge], shapes: tuple[Shape, ...]) -> tuple[list[Edge], list[str]]:
    """Leave out the longest lines where there are too many, handoffs last."""
    most = max(int(_MOST_PER_STAGE * len(shapes)), _MOST_ANYWAY)
    if len(edges) <= most:
        return edges, []
    place_of = {shape.id: at for at, shape in enumerate(shapes)}

    def rank(at: int) -> tuple[int, bool, int]:
        edge = edges[at]
        return abs(place_of[edge.source] - place_of[edge.target]), edge.kind != Kind.HANDOFF, at

    kept = sorted(sorted(range(len(edges)), key=rank)[:most])
    note = f"{counted(len(edges) - most, 'move')} between stages further apart, because no line could be followed"
    return [edges[at] for at in kept], [note]


def _key(move: Move) -> tuple[str, str, str]:
    return move.transition.id, move.source.id, move.target.id


def _edge(move: Move, handoff: Handoff | None, graph: Graph, several: Mapping[str, int]) -> Edge:
    missing = lack(handoff, graph) if handoff else ""
    kind = move.transition.kind
    if not kind.is_backward and (handoff or kind is Kind.HANDOFF):
        kind = Kind.HANDOFF if handoff else Kind.ADVANCE
    return _line(move, kind, missing or _pace(move.transition), several, alarm=bool(missing))


def _line(
    move: Move, kind: Kind, label: str, several: Mapping[str, int], *, alarm: bool = False, forbidden: bool = False
) -> Edge:
    """Draw one move; a transition with one move is its own line, else the ends of the move name it."""
    ref = move.transition.ref
    single = several[move.transition.id] == 1
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
    """Yield a broken line between neighbours that no move joins, once where several lifecycles lack it."""
    found = graph.gaps.found.values()
    ends = [pair for gap in found for pair in ((gap.before, gap.stage), (gap.stage, gap.after))]
    for source, target in dict.fromkeys((one.id, other.id) for one, other in ends if one and other):
        yield Edge(
            f"gap/{source}/{target}", f"stage/{source}", f"stage/{target}", "gap", "no move declared", alarm=True
        )


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
        back = transition.accept and transition.accept.reject_to
        target = model.get(Stage, back) if back else None
        if target is None:
            continue
        for source in filter(None, (model.get(Stage, name) for name in transition.from_)):
            name = f"{transition.ref}/refused/{source.id}"
            yield Edge(name, source.ref, target.ref, "reject", place=place(transition))
