"""What is written in an entity itself: its keys in the order they are declared, and what it says is absent."""

from collections.abc import Iterator, Mapping
from collections.abc import Sequence as Series
from typing import cast

from opmodel.handbook.links import Links
from opmodel.handbook.values import Line
from opmodel.handbook.writing import Writing, absences_of, absent, form_of, is_map, keys_of, spoken
from opmodel.model import Entity, Where, section_of
from opmodel.model.entity import Entity as Base
from opmodel.model.fields import Key, declared_by
from opmodel.model.reading import Trail
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage
from opmodel.model.shapes import Shape
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import Group, Keyed
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Sequence
from opmodel.wording import listed

_FIRST = ("name", "description")
NOT_WRITTEN = "not written"


class Own:
    """Writes one entity's own lines."""

    def __init__(self, links: Links, entity: Entity) -> None:
        self._links, self._entity = links, entity
        self._model = links.graph.model
        self._writing = Writing(links.meant)

    def lines(self) -> Iterator[Line]:
        """Yield a line for each key that is written, said to be absent, or part of a sound entry."""
        section, node = section_of(type(self._entity)), self._entity.node
        if section.entries:
            yield from self._below(section.entries.shape, node, (), 0)
        absences = {name: (why, reason, place) for name, why, reason, place in absences_of(node)}
        for name, key in () if section.entries else _ordered(section.fields.keys).items():
            below = node.get(name)
            if below is not None and not below.is_null:
                yield from self._key(key, below, (name,), 0)
            elif name in absences:
                why, reason, place = absences[name]
                yield Line(spoken(name), absent(why, reason), place.file, place.span.line)
            elif line := self._inherited(name):
                yield line
            elif key.expected:
                yield self._line(spoken(name), NOT_WRITTEN, ())

    def _inherited(self, name: str) -> Line | None:
        """Say what holds because another entity says it: the owner of a lifecycle, the function of a general role."""
        graph, entity = self._links.graph, self._entity
        if isinstance(entity, Stage) and name == "owner" and graph.journey.owners(entity):
            paths = [path for path in graph.journey.lifecycles(entity) if path.owner]
            return self._taken(name, paths, "who answers for")
        if isinstance(entity, Role) and name == "function" and graph.people.function(entity.id):
            kinds = (self._model.get(Role, kind) for kind in graph.people.kinds(entity.id))
            return self._taken(name, [kind for kind in kinds if kind and kind.function][:1], "that of")
        return None

    def _taken(self, name: str, others: Series[Entity], words: str) -> Line:
        values = listed(self._links.named(self._links.target(other.ref, (name,))) for other in others)
        span = self._model.span(others[0].where(name))
        said = f"{values}, {words} {listed(self._links.named(other.ref) for other in others)}"
        return Line(name, said, span.file, span.line)

    def _key(self, key: Key, node: Node, trail: Trail, depth: int) -> Iterator[Line]:
        if not _has_lines(key.shape, node):
            yield self._line(spoken(key.name), self._writing.value(key.shape, node, trail), trail, depth)
            return
        yield self._line(spoken(key.name), "", trail, depth)
        yield from self._below(key.shape, node, trail, depth + 1)

    def _below(self, shape: Shape[object], node: Node, trail: Trail, depth: int) -> Iterator[Line]:
        """Yield a line for each part of what stands at a node."""
        if isinstance(node, Sequence):
            item = cast("Shape[object]", getattr(shape, "item", shape))
            for at, one in enumerate(node.items):
                yield self._line("", self._writing.value(item, one, (*trail, at)), (*trail, at), depth)
            return
        assert isinstance(node, MapNode)
        shape = form_of(shape, node)
        if isinstance(shape, Group):
            for key, below, way in self._writing.pairs(keys_of(shape), node, trail):
                yield self._line(spoken(key.name), self._writing.value(key.shape, below, way), way, depth)
        else:
            yield from self._entries(shape, node, trail, depth)
        for name, why, reason, place in absences_of(node):
            yield Line(spoken(name), absent(why, reason), place.file, place.span.line, depth)

    def _entries(self, shape: Shape[object], node: MapNode, trail: Trail, depth: int) -> Iterator[Line]:
        group = cast("Shape[object]", shape.group if isinstance(shape, Keyed) else shape)
        absent_ones = {place.text for _, _, _, place in absences_of(node)}
        for head, below in node.entries():
            way = (*trail, head.text)
            if head.text in ("unknown", "withheld", "none") and absent_ones:
                continue
            text = "" if below.is_null else self._writing.value(group, below, way)
            over = " (not in force)" if self._is_over(shape, below, way) else ""
            yield self._line(self._writing.name(shape, head.text), text + over, way, depth)

    def _is_over(self, shape: Shape[object], node: Node, trail: Trail) -> bool:
        """Tell whether an entry with dates is out of force: what it names is there, and it no longer refers to it."""
        if not isinstance(node, MapNode) or "effective" not in node.values:
            return False
        is_known = self._writing.name(shape, str(trail[-1])) != spoken(str(trail[-1]))
        return is_known and not self._links.target(self._entity.ref, trail)

    def _line(self, label: str, text: str, trail: Trail, depth: int = 0) -> Line:
        span = self._model.span(Where(self._entity.ref, trail))
        return Line(label, text, span.file, span.line, depth)


def _ordered(keys: Mapping[str, Key]) -> dict[str, Key]:
    """Return the keys as a reader wants them: name and description, the section's own, those of every section."""
    common = declared_by(Base).fields.keys
    own = {name: key for name, key in keys.items() if key != common.get(name)}
    first = {name: keys[name] for name in _FIRST if name in keys}
    return {**first, **own, **{name: key for name, key in keys.items() if name not in own and name not in first}}


def _has_lines(shape: Shape[object], node: Node) -> bool:
    """Tell whether a value is written on several lines: a map, or a list of maps."""
    if isinstance(node, Sequence):
        return is_map(node) and len(node.items) > 1
    return isinstance(node, MapNode) and not isinstance(shape, Varying) and len(node.values) > 1
