"""What is written in an entity, in words: amounts as written, others by what people call them, absences said."""

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from opmodel.model.entity import Statement, StatementShape
from opmodel.model.fields import ABSENCES, Key, declared_by
from opmodel.model.reading import Trail
from opmodel.model.shapes import Flag, Number, OrWord, Shape, Text
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import ByForm, Group, Keyed, Many
from opmodel.model.values import Why
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar, Sequence

_UNITS = {"percent": "%", "percent of quota": "% of quota"}
_ABSENT = {Why.UNKNOWN: "nobody knows", Why.WITHHELD: "kept elsewhere", Why.NONE: "none on purpose"}


class Writing:
    """Writes nodes by the shapes that read them; `named` says what people call the entity that an id means.

    It takes the sections that may be meant and the id, and returns nothing where there is no such entity.
    """

    def __init__(self, named: Callable[[tuple[str, ...], str], str]) -> None:
        self._named = named

    def value(self, shape: Shape[object], node: Node, trail: Trail) -> str:
        """Write what stands at a node on one line."""
        form = whole = form_of(shape, node)
        if isinstance(node, Scalar):
            return self._scalar(form, node)
        if isinstance(node, Sequence):
            item = form.item if isinstance(form, Many) else form
            parts = [self.value(cast("Shape[object]", item), one, (*trail, at)) for at, one in enumerate(node.items)]
            return ("; " if is_map(node) else ", ").join(parts) or "none"
        if "by" in node.values and isinstance(form, Varying):
            cases = ((one.text, below) for one, below in _entries(node) if one.text != "by")
            parts = [f"{name} {self.value(whole, below, (*trail, name))}" for name, below in cases]
            return f"by {_text(node.get('by'))}: {', '.join((*parts, *_absences(node)))}"
        if isinstance(form, Keyed):
            return "; ".join((*self._keyed(form, node, trail), *_absences(node)))
        return ", ".join((*self._pairs(keys_of(form), node, trail), *_absences(node)))

    def pairs(self, keys: Mapping[str, Key], node: MapNode, trail: Trail) -> Iterator[tuple[Key, Node, Trail]]:
        """Yield what is written of some keys, in the order they are declared."""
        for name, key in keys.items():
            below = node.get(name)
            if below is not None and not below.is_null:
                yield key, below, (*trail, name)

    def name(self, shape: Shape[object], key: str) -> str:
        """Write the id of an entry in a map: what people call what it means, if it means something."""
        identity = shape.identity[1] if isinstance(shape, Keyed) else shape
        return self._meant(identity, key) or spoken(key)

    def _meant(self, shape: Shape[object], text: str) -> str:
        sections: object = getattr(shape, "sections", None)
        id_, mark, anchor = text.partition("#")
        name = self._named(sections, id_) if isinstance(sections, tuple) else ""
        return f"{name} {mark}{anchor}".strip() if name else ""

    def _pairs(self, keys: Mapping[str, Key], node: MapNode, trail: Trail) -> Iterator[str]:
        written = tuple(self.pairs(keys, node, trail))
        for key, below, way in written:
            yield self.pair(key, below, way)
        if not keys:
            for one, below in _entries(node):
                yield f"{one.text} {self.value(_FREE, below, (*trail, one.text))}"

    def pair(self, key: Key, node: Node, trail: Trail) -> str:
        """Write a key with its value: `share 90%`, `optional`, `accelerators (from 100% of quota, rate 2)`."""
        words, text = spoken(key.name), self.value(key.shape, node, trail)
        if isinstance(key.shape, Flag):
            return words if text == "yes" else f"not {words}"
        return f"{words} ({text})" if is_map(node) else f"{words} {text}"

    def _keyed(self, shape: Keyed[object], node: MapNode, trail: Trail) -> Iterator[str]:
        for one, below in _entries(node):
            name = self.name(cast("Shape[object]", shape), one.text)
            if below.is_null:
                yield name
            else:
                text = self.value(cast("Shape[object]", shape.group), below, (*trail, one.text))
                yield f"{name} {text}" if isinstance(below, Scalar) else f"{name} ({text})"

    def _scalar(self, shape: Shape[object], node: Scalar) -> str:
        if isinstance(shape, Flag):
            return {"true": "yes", "false": "no"}.get(node.text.lower(), node.text)
        if isinstance(shape, Varying):
            shape = cast("Shape[object]", shape.amount)
        if isinstance(shape, OrWord):
            shape = _unless_word(shape, node)
        if name := self._meant(shape, node.text):
            return name
        return " ".join(node.text.split()) + (_UNITS.get(shape.unit, "") if isinstance(shape, Number) else "")


def is_map(node: Node) -> bool:
    """Tell whether a node is a map, or a list with a map in it."""
    return isinstance(node, MapNode) or (isinstance(node, Sequence) and any(map(is_map, node.items)))


def spoken(name: str) -> str:
    """Write a key of the language as words."""
    return name.replace("_", " ")


def absent(why: Why, reason: str = "") -> str:
    """Say why there is no value."""
    return f"{_ABSENT[why]}: {reason}" if reason else _ABSENT[why]


def keys_of(shape: Shape[object]) -> Mapping[str, Key]:
    """Return the declared keys of the map that a shape reads, none where any key may stand."""
    if isinstance(shape, StatementShape):
        return declared_by(Statement).fields.keys
    return shape.fields.keys if isinstance(shape, Group) else {}


def absences_of(node: Node) -> Iterator[tuple[str, Why, str, Scalar]]:
    """Yield what a map says is absent: the key, why, the reason given, and the place."""
    for name, why in ABSENCES.items():
        below = node.get(name) if isinstance(node, MapNode) else None
        if isinstance(below, MapNode):
            for key, reason in below.entries():
                yield key.text, why, _text(reason), key
        elif isinstance(below, Sequence):
            for item in below.items:
                if isinstance(item, Scalar):
                    yield item.text, why, "", item


def _absences(node: MapNode) -> Iterator[str]:
    return (f"{spoken(name)}: {absent(why, reason)}" for name, why, reason, _ in absences_of(node))


def form_of(shape: Shape[object], node: Node) -> Shape[object]:
    """Return the shape that read a node: that of a bare value where it stands for a map or a list."""
    if isinstance(shape, ByForm):
        return form_of(next((form for form in shape.forms if _fits(form, node)), shape.forms[0]), node)
    if isinstance(shape, Many) and not isinstance(node, Sequence):
        return form_of(cast("Shape[object]", shape.item), node)
    if isinstance(shape, Group) and shape.short and not isinstance(node, MapNode):
        return form_of(shape.short.shape, node)
    return shape


def _fits(shape: Shape[object], node: Node) -> bool:
    if isinstance(node, Sequence):
        return isinstance(shape, Many)
    return isinstance(node, MapNode) == isinstance(shape, Group | Keyed | Varying)


def _unless_word(shape: OrWord[object], node: Scalar) -> Shape[object]:
    return _FREE if node.text == shape.word else shape.shape


def _entries(node: MapNode) -> Iterator[tuple[Scalar, Node]]:
    return ((key, below) for key, below in node.entries() if key.text not in ABSENCES)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


_FREE: Shape[object] = cast("Shape[object]", Text())
