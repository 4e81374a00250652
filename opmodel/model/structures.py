"""What may stand in a field beyond a scalar: lists, maps, and unions told apart by their form."""

from typing import TypeVar, cast

from opmodel.model.fields import ABSENCES, Fields, Key, absent_entries, declared_by, note_absent_entries, read_fields
from opmodel.model.reading import EntryId, Reading
from opmodel.model.shapes import BAD, Bad, Json, Shape, Text
from opmodel.model.values import Why
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar, Sequence

T = TypeVar("T")
U = TypeVar("U")


class Many(Shape[tuple[T, ...]]):
    """A list; with `lone` a single value may stand for a list of one, `exactly` is its length where it is fixed.

    The order of an `ordered` one says something: two that differ in it alone are not the same.
    """

    def __init__(self, item: Shape[T], *, lone: bool = False, exactly: int = 0, ordered: bool = False) -> None:
        self.item, self.lone, self.exactly, self.ordered = item, lone, exactly, ordered

    def read(self, node: Node, reading: Reading) -> tuple[T, ...] | Bad:
        """Return the items; one that does not fit makes the whole list broken."""
        if type(node) is Sequence:
            values: list[T] = []
            trail, read = reading.trail, self.item.read
            for position, item in enumerate(node.items):
                trail.append(position)
                value = read(item, reading)
                trail.pop()
                if value is not BAD:
                    values.append(value)
            if self.exactly and len(node.items) != self.exactly:
                text = f"{reading.spoken} must be a list of {self.exactly}, and it has {len(node.items)}"
                reading.fault("wrong-type", node, text)
                return BAD
            return tuple(values) if len(values) == len(node.items) else BAD
        if self.lone:
            value = self.item.read(node, reading)
            return BAD if value is BAD else (value,)
        text = node.text if type(node) is Scalar else ""
        reading.wrong_type(node, self.words(), f"write [{text}]" if text else "")
        return BAD

    def schema(self) -> dict[str, Json]:
        """Accept lists of the item, and the item where one may stand alone."""
        item = self.item.schema()
        many: dict[str, Json] = {"type": "array", "items": item}
        if self.exactly:
            many |= {"minItems": self.exactly, "maxItems": self.exactly}
        return {"anyOf": [many, item]} if self.lone else many

    def inner(self, name: str) -> Shape[object] | None:
        """Return what stands below a key of an item."""
        return self.item.inner(name)

    def words(self) -> str:
        """Say what fits."""
        if self.lone:
            return f"{self.item.words()}, or a list of them"
        return f"a list{f' of {self.exactly}' if self.exactly else ''} in [ ], each {self.item.words()}"


_new, _set = object.__new__, object.__setattr__


def build(kind: type[T], values: dict[str, object]) -> T:
    """Make a frozen value that takes over what was written; everything else is the default on its class."""
    made = _new(kind)
    _set(made, "__dict__", values)
    return made


class Group(Shape[T]):
    """A map with declared keys; where the group names a short key, a bare value stands for it.

    `fields` are the declared keys.
    """

    def __init__(self, kind: type[T]) -> None:
        declared = declared_by(kind)
        self.fields: Fields = declared.fields
        self._kind, self._short = kind, declared.short

    @property
    def may_be_empty(self) -> bool:
        """Whether a map without any key is a complete one."""
        return not self._short and not any(key.required for key in self.fields.keys.values())

    @property
    def short(self) -> Key | None:
        """The key that a bare value stands for."""
        return self.fields.keys.get(self._short)

    def read(self, node: Node, reading: Reading) -> T | Bad:
        """Return the group."""
        values = self.values(node, reading)
        return BAD if values is None else build(self._kind, values)

    def values(self, node: Node, reading: Reading) -> dict[str, object] | None:
        """Return what is written by attribute."""
        if isinstance(node, MapNode):
            return read_fields(self.fields, node, reading)
        if not self._short:
            reading.wrong_type(node, self.words())
            return None
        key = self.fields.keys[self._short]
        outer, reading.key = reading.key, key.edge or reading.key
        value = key.shape.read(node, reading)
        reading.key = outer
        return None if value is BAD else {key.attribute: value}

    def schema(self) -> dict[str, Json]:
        """Accept the map, and the bare value of the short key."""
        doc = (self._kind.__doc__ or "").partition("\n")[0]
        whole: dict[str, Json] = {"title": self._kind.__name__, "description": doc, **self.fields.schema()}
        return {"anyOf": [self.fields.keys[self._short].shape.schema(), whole]} if self._short else whole

    def inner(self, name: str) -> Shape[object] | None:
        """Return the shape of a declared key."""
        found = self.fields.keys.get(name)
        return found.shape if found else None

    def words(self) -> str:
        """Say what fits."""
        names = list(self.fields.keys)
        keys = ", ".join(names if len(names) <= 8 else [*names[:6], "and other keys"])
        bare = f"{self.fields.keys[self._short].shape.words()}, or " if self._short else ""
        return f"{bare}a map with {keys}"


class Keyed(Shape[tuple[T, ...]]):
    """A map from an id to a group, read as a tuple of groups that carry the id in their key field.

    `unknown: [id]` and its kin inside the map say that the entry exists without its value; so does, where each entry
    stands `alone`, one that cannot be read. The order of the entries of an `ordered` one says something.
    """

    def __init__(self, kind: type[T], *, alone: bool = False, ordered: bool = False) -> None:
        self._kind, self._group, self._alone, self.ordered = kind, Group(kind), alone, ordered
        attribute, identity = declared_by(kind).map_key or ("", cast("Shape[object]", Text()))
        self._attribute, self._identity = attribute, identity

    def read(self, node: Node, reading: Reading) -> tuple[T, ...] | Bad:
        """Return the groups in the order written."""
        if not isinstance(node, MapNode):
            reading.wrong_type(node, self.words())
            return BAD
        made: list[T] = []
        sound = True
        for key_node, value in node.entries():
            name = key_node.text
            if name in ABSENCES and self._is_absence(ABSENCES[name], value):
                note_absent_entries(ABSENCES[name], value, reading)
                continue
            reading.trail.append(EntryId(name))
            identity = self._identity.read(key_node, reading)
            values = self._body(value, reading)
            if identity is not BAD and values is not None:
                values[self._attribute] = identity
                made.append(build(self._kind, values))
            elif self._alone:
                reading.absent(Why.BROKEN)
            else:
                sound = False
            reading.trail.pop()
        return tuple(made) if sound else BAD

    @property
    def group(self) -> Group[T]:
        """What stands below each id."""
        return self._group

    @property
    def identity(self) -> tuple[str, Shape[object]]:
        """The attribute of a group that holds its id, and what may stand there."""
        return self._attribute, self._identity

    @property
    def is_free(self) -> bool:
        """Whether any id may be written, not only one that the model declares."""
        return isinstance(self._identity, Text)

    def _is_absence(self, why: Why, value: Node) -> bool:
        """Tell an absence from an entry that has its name, such as a reason with the code `unknown`."""
        if isinstance(value, Scalar):
            return value.is_null or not declared_by(self._kind).short
        if isinstance(value, MapNode):
            return why is Why.NONE and not value.values.keys() <= self._group.fields.keys.keys()
        return why is not Why.NONE

    def _body(self, value: Node, reading: Reading) -> dict[str, object] | None:
        return {} if value.is_null and self._group.may_be_empty else self._group.values(value, reading)

    def schema(self) -> dict[str, Json]:
        """Accept maps from any id to the group."""
        entry = self._group.schema()
        either: list[Json] = [entry, {"type": "null"}]
        own: dict[str, Json] = {"propertyNames": {"enum": list(self._group.fields.keys)}}
        listed = absent_entries()
        reasons: Json = {"anyOf": [{"type": "null"}, {"allOf": [listed["none"], {"not": own}]}]}
        absences: dict[str, Json] = {name: {"anyOf": [entry, listed[name]]} for name in ("unknown", "withheld")}
        absences["none"] = {"anyOf": [entry, reasons]}
        return {
            "type": "object",
            "properties": absences,
            "additionalProperties": {"anyOf": either} if self._group.may_be_empty else entry,
        }

    def inner(self, name: str) -> Shape[object] | None:  # noqa: ARG002
        """Return the group: every id has one."""
        return cast("Shape[object]", self._group)

    def words(self) -> str:
        """Say what fits."""
        return f"a map from an id to {self._group.words()}"


class ByForm(Shape[T | U]):
    """One of two shapes, told apart by whether the text is a map (or, with `lists`, a list) or not."""

    def __init__(self, scalar: Shape[T], structure: Shape[U], *, lists: bool = False) -> None:
        self._scalar, self._structure = scalar, structure
        self.forms: tuple[Shape[T], Shape[U]] = (scalar, structure)
        self._kind: type[Sequence] | type[MapNode] = Sequence if lists else MapNode

    def read(self, node: Node, reading: Reading) -> T | U | Bad:
        """Return what the fitting shape reads."""
        if isinstance(node, self._kind):
            return self._structure.read(node, reading)
        if isinstance(self._scalar, Keyed) and not isinstance(node, MapNode):
            reading.wrong_type(node, self.words())
            return BAD
        return self._scalar.read(node, reading)

    def schema(self) -> dict[str, Json]:
        """Accept both."""
        return {"anyOf": [self._scalar.schema(), self._structure.schema()]}

    def inner(self, name: str) -> Shape[object] | None:
        """Return what stands below a key of either."""
        return self._structure.inner(name) or self._scalar.inner(name)

    def words(self) -> str:
        """Say what fits."""
        return f"{self._scalar.words()}, or {self._structure.words()}"
