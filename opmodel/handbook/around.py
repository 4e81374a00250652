"""What stands around an entity: what it names, what names it, and what hangs on that."""

from collections.abc import Iterator
from dataclasses import replace

from opmodel.handbook.links import Links
from opmodel.handbook.through import through
from opmodel.handbook.values import Chapter, Line
from opmodel.handbook.writing import Writing, keys_of, spoken
from opmodel.model import Entity, Link, Where, section_of, singulars
from opmodel.model.fields import Key
from opmodel.model.reading import Trail
from opmodel.model.shapes import Shape, Sql
from opmodel.model.structures import Group
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar

ORDER = (
    *("lifecycles", "stages", "transitions", "statuses", "coverage", "responsibilities", "routing"),
    *("definitions", "criteria", "kpis", "influences", "levers", "incentives", "crediting", "tensions"),
    *("decisions", "escalations", "cadences", "capacities", "feedback", "promises", "workarounds"),
)
"""Sections in the order in which a handbook tells of them; all others follow."""
_PLAIN = frozenset(("function", "role", "source", "system", "calendar", "dimension"))
"""What says enough by its name."""

_FEW = 3
"""Keys of a map that are told in short; of more the first stands for all."""


class Around:
    """Writes the lines about an entity's neighbours."""

    def __init__(self, links: Links, entity: Entity) -> None:
        self._links, self._entity = links, entity
        self._model = links.graph.model
        self._writing = Writing(links.meant)

    def named(self) -> Iterator[Line]:
        """Yield a line for each thing that the entity names and that has more to say than its name."""
        found: dict[str, dict[str, None]] = {}
        for link in self._links.out(self._entity.ref):
            if link.target.partition("/")[0] not in _PLAIN and link.target != self._entity.ref:
                found.setdefault(link.target, {})[_words(link.edge)] = None
        for ref, edges in found.items():
            yield self._at(", ".join(edges), self._told(ref, self._summary(self._model.entities[ref])), ref)

    def chapters(self) -> Iterator[Chapter]:
        """Yield a chapter for each section whose entries name the entity, or hang on what measures or defines it."""
        found: dict[str, list[Line]] = {}
        for link in self._links.into(self._entity):
            found.setdefault(_section(link.source), []).append(self._incoming(link))
        for one in through(self._entity, self._links):
            said = self._told(one.ref, self._detail(one.ref, one.trail))
            line = self._at(f"through {self._links.named(one.between)}", said, one.ref, one.trail)
            found.setdefault(_section(one.ref), []).append(line)
        for section in (*(name for name in ORDER if name in found), *sorted(found.keys() - set(ORDER))):
            lines = sorted(_joined(found[section]), key=lambda line: _place_of(line.label))
            yield Chapter(spoken(section), tuple(lines))

    def _incoming(self, link: Link) -> Line:
        words = [spoken(one) for one in link.trail if isinstance(one, str)]
        is_deep = len(words) > 1 and not self._is_entry(link)
        where = f", {' '.join(words[:-1])}" if is_deep else ""
        said = self._told(link.source, self._detail(link.source, link.trail), where)
        return self._at(_words(link.edge), said, link.source, link.trail)

    def _is_entry(self, link: Link) -> bool:
        """Tell whether the reference is the id of an entry in a map, such as a KPI in a plan."""
        node = self._node(link.source, link.trail)
        return isinstance(node, MapNode)

    def _detail(self, ref: str, trail: Trail) -> str:
        """Write the innermost map that holds a reference; of one that stands by itself the entity in short."""
        writing = self._writing
        for length in range(len(trail), 0, -1):
            way = trail[:length]
            node, shape = self._node(ref, way), self._shape(ref, way)
            if isinstance(node, MapNode) and shape:
                keys = {name: key for name, key in keys_of(shape).items() if (*way, name) != trail}
                said = [writing.pair(*one) for one in writing.pairs(keys, node, way)]
                if said:
                    return ", ".join(said)
        return self._summary(self._model.entities[ref])

    def _summary(self, entity: Entity) -> str:
        """Write what an entity cannot be understood without, what a sound one has, and its conditions."""
        section, writing = section_of(type(entity)), self._writing
        if section.entries:
            return writing.value(section.entries.shape, entity.node, ())
        said = []
        for key, node, trail in writing.pairs(section.fields.keys, entity.node, ()):
            inner = _needed(key, node)
            if inner and isinstance(node, MapNode):
                said += [f"{spoken(key.name)} {writing.pair(*one)}" for one in writing.pairs(inner, node, trail)]
            elif (key.required or key.expected or isinstance(key.shape, Sql)) and not self._is_own(entity, node, trail):
                said.append(writing.pair(key, node, trail))
        return ", ".join(said)

    def _is_own(self, entity: Entity, node: Node, trail: Trail) -> bool:
        """Tell whether a value is no more than the entity of this page."""
        return isinstance(node, Scalar) and self._links.target(entity.ref, trail) == self._entity.ref

    def _node(self, ref: str, trail: Trail) -> Node | None:
        node: Node | None = self._model.entities[ref].node
        for step in trail:
            node = node.inside(step) if node is not None else None
        return node

    def _shape(self, ref: str, trail: Trail) -> Shape[object] | None:
        shape: Shape[object] | None = section_of(type(self._model.entities[ref])).body
        for step in trail:
            if isinstance(step, str):
                shape = shape.inner(step) if shape else None
        item = getattr(shape, "item", shape)
        return item if isinstance(item, Shape) else None

    def _told(self, ref: str, said: str, where: str = "") -> str:
        return f"{self._links.named(ref)}{where}: {said}" if said else f"{self._links.named(ref)}{where}"

    def _at(self, label: str, text: str, ref: str, trail: Trail = ()) -> Line:
        span = self._model.span(Where(ref, trail))
        return Line(label, text, span.file, span.line)


def _joined(lines: list[Line]) -> list[Line]:
    """Put what is said twice with other labels into one line: what a role recommends and performs."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.text, []).append(line)
    return [replace(same[0], label=", ".join(dict.fromkeys(one.label for one in same))) for same in found.values()]


def _needed(key: Key, node: Node) -> dict[str, Key]:
    """Return the keys of a map that say the most: of a time limit how long, of an acceptance who accepts."""
    if key.required or not isinstance(node, MapNode) or not isinstance(key.shape, Group):
        return {}
    keys = {name: one for name, one in keys_of(key.shape).items() if name in node.values}
    needed = {name: one for name, one in keys.items() if one.required or one.expected}
    first = dict(list(keys.items())[:1]) if key.expected and len(keys) > _FEW else {}
    return needed or first


def _section(ref: str) -> str:
    return singulars()[ref.partition("/")[0]].name


def _words(edge: str) -> str:
    return edge.replace("_", " ")


def _place_of(label: str) -> tuple[bool, str]:
    """Sort what names the entity itself before what hangs on it by something between."""
    return label.startswith("through "), label
