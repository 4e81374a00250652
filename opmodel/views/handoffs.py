"""Who hands records to whom: how many handoffs between two roles or functions, how fast, and what they lack."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opmodel.drawing import Drawing, Edge, Shape
from opmodel.engine import Scene
from opmodel.finding import Findings
from opmodel.graph import Graph, Handoff
from opmodel.model import Entity, Model, is_draft
from opmodel.model.sections.functions import Function
from opmodel.model.sections.roles import Role
from opmodel.views._handover import lack, lacks, told
from opmodel.views._words import declared, place, time, unread
from opmodel.wording import bare, counted, spelled

_MOST_ROLES, _MOST_PARTIES = 14, 24
"""More roles than this are shown as functions; of more functions than this, those with most at stake are shown."""

_NOBODY = Shape("role/", "No owner", "vacant")
_READ = ("transition", "stage", "role", "function")


def draw(scene: Scene, _: Findings) -> Drawing:
    """Draw a matrix of roles, or of functions where there are too many roles."""
    model, graph = scene.model, scene.graph
    handoffs = graph.journey.handoffs
    by_role = _Parties(model, graph, by_function=False)
    parties = by_role if len(by_role.shapes(handoffs)) <= _MOST_ROLES else _Parties(model, graph, by_function=True)
    cells = parties.cells(handoffs)
    shapes, hidden = _shown(parties.shapes(handoffs), cells)
    known = {shape.id for shape in shapes}
    notes = []
    if hidden:
        lost = sum(len(cell) for pair, cell in cells.items() if not known.issuperset(pair))
        notes.append(f"{counted(hidden, 'further function')} with {counted(lost, 'handoff')}")
    return Drawing(
        "handoffs",
        f"{model.name}: who hands over to whom",
        "matrix",
        " ".join(_said(handoffs, parties)),
        shapes,
        tuple(_cell(pair, cell, graph) for pair, cell in cells.items() if known.issuperset(pair)),
        left_out=(*notes, *unread(model, _READ)),
        axes=("gives", "takes"),
    )


_Cells = Mapping[tuple[str, str], list[Handoff]]


@dataclass(frozen=True, slots=True)
class _Parties:
    """Givers and receivers of handoffs: roles, or the functions they work in."""

    model: Model
    graph: Graph
    by_function: bool

    def shapes(self, handoffs: tuple[Handoff, ...]) -> tuple[Shape, ...]:
        """Return who takes part, in the order they are written down."""
        refs = {ref for handoff in handoffs for pair in self._pairs(handoff) for ref in pair}
        entities: tuple[Entity, ...] = (*declared(self.model.of(Function)), *declared(self.model.of(Role)))
        shapes = [self._shape(entity) for entity in entities if entity.ref in refs]
        rest = sorted(refs - {shape.id for shape in shapes} - {_NOBODY.id})
        shapes += [Shape(ref, spelled(bare(ref)), "role") for ref in rest]
        return (*([_NOBODY] if _NOBODY.id in refs else []), *shapes)

    def cells(self, handoffs: tuple[Handoff, ...]) -> _Cells:
        """Return the handoffs from each party to each other; one that several roles share counts for each."""
        found: dict[tuple[str, str], list[Handoff]] = {}
        for handoff in handoffs:
            for pair in dict.fromkeys(self._pairs(handoff)):
                found.setdefault(pair, []).append(handoff)
        return found

    def _pairs(self, handoff: Handoff) -> Iterator[tuple[str, str]]:
        for giver in handoff.givers or ("",):
            yield from ((self._party(giver), self._party(receiver)) for receiver in handoff.receivers)

    def _party(self, name: str) -> str:
        if not name:
            return _NOBODY.id
        function = self.graph.people.function(name)
        if function and (self.by_function or self.graph.people.role(name) is None):
            return f"function/{function}"
        return f"role/{bare(name)}"

    def _shape(self, entity: Entity) -> Shape:
        function = self.model.get(Function, self.graph.people.function(entity.id))
        second = function.label if function and isinstance(entity, Role) else ""
        kind = "function" if isinstance(entity, Function) else "role"
        return Shape(entity.ref, entity.label, kind, second, place=place(entity))


def _shown(shapes: tuple[Shape, ...], cells: _Cells) -> tuple[tuple[Shape, ...], int]:
    """Keep who takes part in most handoffs, those that lack something first; return how many are left out."""
    weight = {shape.id: (0, 0) for shape in shapes}
    for pair, cell in cells.items():
        lacking = sum(bool(lacks(handoff)) for handoff in cell)
        for ref in dict.fromkeys(pair):
            weight[ref] = (weight[ref][0] + lacking, weight[ref][1] + len(cell))
    kept = set(sorted(weight, key=weight.__getitem__, reverse=True)[:_MOST_PARTIES])
    return tuple(shape for shape in shapes if shape.id in kept), len(shapes) - len(kept)


def _cell(pair: tuple[str, str], handoffs: list[Handoff], graph: Graph) -> Edge:
    """Draw a cell: how many handoffs, and below what they lack or how long they may take."""
    missing = [word for handoff in handoffs for word in lack(handoff, graph).split(", ") if word]
    clocks = [time(handoff.transition.sla.within) for handoff in handoffs if handoff.transition.sla]
    refs = tuple(dict.fromkeys(handoff.transition.ref for handoff in handoffs))
    drafts = all(is_draft(handoff.transition) for handoff in handoffs)
    second = " · ".join(dict.fromkeys(missing)) or ("draft" if drafts else ", ".join(dict.fromkeys(clocks)))
    back = all(handoff.transition.kind.is_return for handoff in handoffs)
    single = len(refs) == 1 and len(handoffs) == 1
    return Edge(
        refs[0] if single else f"handoffs/{pair[0]}/{pair[1]}",
        *pair,
        "recycle" if back else "handoff",
        str(len(handoffs)),
        second,
        place=place(handoffs[0].transition),
        alarm=bool(missing),
        draft=drafts,
        entities=() if single else refs,
    )


def _said(handoffs: tuple[Handoff, ...], parties: _Parties) -> Iterator[str]:
    if not handoffs:
        yield "No handoff is declared: no move leads to a stage that somebody else answers for."
        return
    yield f"{told(parties.graph)}."
    if parties.by_function:
        yield "Roles are shown as the functions they work in."
