"""What stood there and what stands there, in words."""

from opmodel.graph import Graph
from opmodel.handbook.links import Links
from opmodel.handbook.writing import Writing, absent
from opmodel.model import Absence, Entity, Why, section_of
from opmodel.model.reading import Trail, dotted
from opmodel.model.shapes import Shape, Sql
from opmodel.model.structures import Many
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar, Sequence

_LONG = 240


class Written:
    """Writes values of two models, each with what people call there what an id means."""

    def __init__(self, before: Graph, after: Graph) -> None:
        self._sides = {"before": Writing(Links(before).meant), "after": Writing(Links(after).meant)}

    def pair(self, before: Entity, after: Entity, shape: Shape[object], trail: Trail) -> tuple[str, str]:
        """Write a value on both sides; why it is absent where it is said to be."""
        return self._one("before", before, shape, trail), self._one("after", after, shape, trail)

    def summary(self, side: str, entity: Entity) -> str:
        """Write what an entity cannot be understood without, what a sound one has, and its conditions."""
        section, writing = section_of(type(entity)), self._sides[side]
        if section.entries:
            return _short(writing.value(section.entries.shape, entity.node, ()))
        said = (
            writing.pair(key, node, trail)
            for key, node, trail in writing.pairs(section.fields.keys, entity.node, ())
            if key.required or key.expected or isinstance(key.shape, Sql)
        )
        return _short(", ".join(said))

    def items(self, side: str, entity: Entity, shape: Many[object], trail: Trail) -> tuple[str, ...]:
        """Write each item of a list."""
        node = self.node(entity, trail)
        nodes = node.items if isinstance(node, Sequence) else [node] if node is not None else []
        return tuple(_short(self._sides[side].value(shape.item, one, trail)) for one in nodes)

    def node(self, entity: Entity, trail: Trail) -> Node | None:
        """Return what is written at a place, or the bare value that stands for the map around it; None for nothing."""
        here: Node = entity.node
        for step in trail:
            below: Node | None = None
            if isinstance(here, MapNode) and isinstance(step, str):
                below = here.get(step)
            elif isinstance(here, Sequence) and isinstance(step, int) and step < len(here.items):
                below = here.items[step]
            elif here is not entity.node:  # a bare value stands for a map with one key, or for a list of one
                return here
            if below is None or (isinstance(below, Scalar) and below.is_null):
                return None
            here = below
        return here

    def absence(self, absence: Absence | None) -> str:
        """Say why there is no value, nothing where nothing is said."""
        return absent(absence.why, absence.reason) if absence and absence.why is not Why.BROKEN else ""

    def _one(self, side: str, entity: Entity, shape: Shape[object], trail: Trail) -> str:
        node = self.node(entity, trail)
        if node is None:
            return self.absence(entity.absences.get(dotted(trail)))
        return _short(self._sides[side].value(shape, node, trail))


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1].rstrip()}…"
