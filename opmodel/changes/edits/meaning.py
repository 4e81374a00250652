"""What a value means, without regard to how it is written: two that mean the same are equal here."""

import enum
import json
import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias, cast

from opmodel.expressions import to_sql
from opmodel.model import Condition, Model, Quantity
from opmodel.model.fields import Fields, declared_by, is_declared
from opmodel.model.shapes import OrWord, Ref, Shape
from opmodel.model.structures import ByForm, Group, Keyed, Many
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar, Sequence, plain_value

Meant: TypeAlias = "str | tuple[Meant, ...] | None"
"""Nested texts: easy to compare, and to name for good."""
_WORD = re.compile(r"\b[a-z][a-z0-9_]*\b")


def is_written_alike(one: Node, other: Node) -> bool:
    """Tell whether two nodes hold the same texts in the same order, so that nobody needs to know what they mean."""
    if one is other:
        return True
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return one.text == other.text and one.plain is other.plain
    if isinstance(one, MapNode) and isinstance(other, MapNode):
        pairs = zip(one.values.values(), other.values.values(), strict=True)
        return list(one.values) == list(other.values) and all(is_written_alike(*pair) for pair in pairs)
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        pairs = zip(one.items, other.items, strict=False)
        return len(one.items) == len(other.items) and all(is_written_alike(*pair) for pair in pairs)
    return False


class Meanings:
    """Says what values of one model mean; `renamed` maps entities of it (`stage/poc`) to what they are called now."""

    def __init__(self, model: Model, renamed: Mapping[str, str]) -> None:
        self._model, self._renamed = model, renamed
        self._ids = {_id(old): _id(new) for old, new in renamed.items()}

    def of(self, shape: Shape[object], value: object) -> Meant:
        """Return what a value read by a shape means."""
        if isinstance(shape, ByForm):
            is_map = isinstance(value, tuple) and bool(value) and is_declared(type(value[0]))
            wanted = (one for one in shape.forms if isinstance(one, Keyed | Group) is (is_map or _is_group(value)))
            shape = cast("Shape[object]", next(wanted, shape.forms[0]))
        if isinstance(shape, OrWord) and not isinstance(value, str):
            shape = cast("Shape[object]", shape.shape)
        if isinstance(shape, Ref) and isinstance(value, str):
            return self._named(shape, value)
        if isinstance(shape, Many) and isinstance(value, tuple):
            items = [self.of(cast("Shape[object]", shape.item), one) for one in value]
            return tuple(items) if shape.ordered else _sorted(items)
        if isinstance(shape, Keyed) and isinstance(value, tuple):
            entries = [(self.id_of(shape, one), self.group(shape.group.fields, one)) for one in value]
            return tuple(entries) if shape.ordered else _sorted(entries)
        if isinstance(shape, Group) and _is_group(value):
            return self.group(shape.fields, value)
        return self._plain(value)

    def id_of(self, shape: Keyed[object], entry: object) -> str:
        """Return the id of an entry in a map, under the name it has now."""
        attribute, identity = shape.identity
        return str(self.of(identity, getattr(entry, attribute)))

    def group(self, fields: Fields, value: object) -> Meant:
        """Return what a group means: what is not written is its default."""
        keys = fields.keys.values()
        return tuple((key.name, self.of(key.shape, getattr(value, key.attribute))) for key in keys)

    def _named(self, shape: Ref, text: str) -> str:
        name, mark, anchor = text.partition("#")
        found = self._model.targets.get((shape.sections, name), name)
        return f"{self._renamed.get(found, found)}{mark}{anchor}"

    def _plain(self, value: object) -> Meant:
        if value is None or is_declared(type(value)):
            return None if value is None else self.group(declared_by(type(value)).fields, value)
        match value:
            case Condition():
                return self._sql(value)
            case enum.Enum():
                return str(value.value)
            case bool() | str():
                return " ".join(str(value).split())
            case int() | float():
                return repr(float(value))
            case Quantity():
                return self._quantity(value)
            case tuple() | frozenset():
                return _sorted(self._plain(one) for one in value)
            case Scalar() | MapNode() | Sequence():
                return json.dumps(plain_value(value), sort_keys=True)
            case Mapping():
                return _sorted((str(name), self._plain(one)) for name, one in value.items())
        return str(value)

    def _quantity(self, value: Quantity[object]) -> Meant:
        dimension = _id(self._renamed.get(f"dimension/{value.dimension}", value.dimension))
        cases = ((one.key, str(one.about), self._plain(one.low), self._plain(one.high)) for one in value.cases)
        return (dimension, *_sorted(cases))

    def _sql(self, condition: Condition) -> str:
        text = to_sql(condition.tree) if condition.tree else " ".join(condition.text.split())
        return _WORD.sub(lambda word: self._ids.get(word[0], word[0]), text) if self._ids else text


def _sorted(items: "Iterable[Meant]") -> "tuple[Meant, ...]":
    return tuple(sorted(items, key=repr))


def _is_group(value: object) -> bool:
    return is_declared(type(value))


def _id(ref: str) -> str:
    return ref.rpartition("/")[2]
