"""What may stand in a field beyond a scalar: lists, maps, quantities that vary, and unions told apart by their form."""

from typing import Protocol, TypeVar, cast

from opmodel.model.fields import ABSENCES, Fields, declared_by, note_absent_entries, read_fields
from opmodel.model.reading import EntryId, Reading, Reference
from opmodel.model.shapes import BAD, Bad, Json, Shape, Text
from opmodel.model.values import Case, Quantity
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar, Sequence

T = TypeVar("T")
U = TypeVar("U")
T_co = TypeVar("T_co", covariant=True)


class Measurable(Protocol[T_co]):
    """A shape whose values may be about, a range, or differ by a dimension: numbers and durations."""

    def read(self, node: Node, reading: Reading) -> T_co | Bad:
        """Return the amount at a node."""

    def parse(self, text: str) -> T_co | None:
        """Return the amount in a text, None if there is none."""

    def schema(self) -> dict[str, Json]:
        """Return its JSON Schema."""

    def words(self) -> str:
        """Say what fits."""

    @property
    def pattern(self) -> str:
        """The form of its text."""


class Varying(Shape[Quantity[T]]):
    """An amount that may be exact, about (`~40`), a range (`12..18`) or one per value of a dimension (`by:`)."""

    def __init__(self, amount: Measurable[T]) -> None:
        self._amount = amount

    def read(self, node: Node, reading: Reading) -> Quantity[T] | Bad:
        """Return the quantity; completeness over the dimension is a rule's business."""
        if isinstance(node, MapNode) and "by" in node.entries:
            return self._read_by(node, reading)
        case = self._case(node, reading, "")
        return BAD if case is BAD else Quantity((case,))

    def _case(self, node: Node, reading: Reading, key: str) -> Case[T] | Bad:
        if type(node) is Scalar and (node.text.startswith("~") or ".." in node.text):
            parts = [self._amount.parse(part) for part in node.text.removeprefix("~").split("..")]
            if len(parts) > 2 or any(part is None for part in parts):
                reading.wrong_type(node, f"{self._amount.words()}, about it (~) or a range of two (a..b)")
                return BAD
            low, high = parts[0], parts[-1]
            assert low is not None
            assert high is not None
            return Case(low, high, node.text.startswith("~"), key)
        value = self._amount.read(node, reading)
        return BAD if value is BAD else Case(value, value, key=key)

    def _read_by(self, node: MapNode, reading: Reading) -> Quantity[T] | Bad:
        dimension = node.get("by")
        if type(dimension) is not Scalar or dimension.is_null:
            reading.wrong_type(node, "a map with by: and the id of a dimension")
            return BAD
        at = tuple(reading.trail)
        reading.references.append(
            Reference(reading.entity, (*at, "by"), dimension.text, ("dimensions",), dimension, "varies_by")
        )
        cases: list[Case[T]] = []
        sound = True
        for name, (_, value) in node.entries.items():
            if name == "by":
                continue
            reading.trail.append(name)
            case = self._case(value, reading, name)
            reading.trail.pop()
            if case is BAD:
                sound = False
            else:
                cases.append(case)
        if not sound or not cases:
            return BAD
        quantity = Quantity(tuple(cases), dimension.text)
        reading.varying.append((reading.entity, at, cast("Quantity[object]", quantity), node))
        return quantity

    def schema(self) -> dict[str, Json]:
        """Accept the amount, about, a range, or a map by dimension."""
        pattern = self._amount.pattern
        text: dict[str, Json] = {"type": "string", "pattern": f"^~?(?:{pattern})(?:\\.\\.(?:{pattern}))?$"}
        forms: list[Json] = [self._amount.schema(), text]
        by: dict[str, Json] = {
            "type": "object",
            "required": ["by"],
            "minProperties": 2,
            "properties": {"by": {"type": "string", "description": "the dimension the value differs by"}},
            "additionalProperties": {"anyOf": forms},
        }
        return {"anyOf": [*forms, by]}

    def words(self) -> str:
        """Say what fits."""
        return f"{self._amount.words()}; ~, a range a..b and {{by: dimension}} are fine"


class Many(Shape[tuple[T, ...]]):
    """A list; with `lone` a single value may stand for a list of one."""

    def __init__(self, item: Shape[T], *, lone: bool = False) -> None:
        self.item, self._lone = item, lone

    def read(self, node: Node, reading: Reading) -> tuple[T, ...] | Bad:
        """Return the items; one that does not fit makes the whole list broken."""
        if isinstance(node, Sequence):
            values: list[T] = []
            for position, item in enumerate(node.items):
                reading.trail.append(position)
                value = self.item.read(item, reading)
                reading.trail.pop()
                if value is not BAD:
                    values.append(value)
            return tuple(values) if len(values) == len(node.items) else BAD
        if self._lone:
            value = self.item.read(node, reading)
            return BAD if value is BAD else (value,)
        text = node.text if type(node) is Scalar else ""
        reading.wrong_type(node, self.words(), f"write [{text}]" if text else "")
        return BAD

    def schema(self) -> dict[str, Json]:
        """Accept lists of the item, and the item where one may stand alone."""
        item = self.item.schema()
        many: dict[str, Json] = {"type": "array", "items": item}
        return {"anyOf": [many, item]} if self._lone else many

    def inner(self, name: str) -> Shape[object] | None:
        """Return what stands below a key of an item."""
        return self.item.inner(name)

    def words(self) -> str:
        """Say what fits."""
        return f"{self.item.words()}, or a list of them" if self._lone else f"a list ([...]), each {self.item.words()}"


def build(kind: type[T], values: dict[str, object]) -> T:
    """Make a frozen value from what was written; everything else is the default on its class."""
    made = object.__new__(kind)
    made.__dict__.update(values)
    return made


class Group(Shape[T]):
    """A map with declared keys; where the group names a short key, a bare value stands for it."""

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind

    @property
    def fields(self) -> Fields:
        """The declared keys."""
        return declared_by(self._kind).fields

    @property
    def may_be_empty(self) -> bool:
        """Whether a map without any key is a complete one."""
        return not self._short and not any(key.required for key in self.fields.keys.values())

    @property
    def _short(self) -> str:
        return declared_by(self._kind).short

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
        value = key.shape.read(node, reading)
        return None if value is BAD else {key.attribute: value}

    def schema(self) -> dict[str, Json]:
        """Accept the map, and the bare value of the short key."""
        whole = self.fields.schema()
        return {"anyOf": [self.fields.keys[self._short].shape.schema(), whole]} if self._short else whole

    def inner(self, name: str) -> Shape[object] | None:
        """Return the shape of a declared key."""
        found = self.fields.keys.get(name)
        return found.shape if found else None

    def words(self) -> str:
        """Say what fits."""
        keys = ", ".join(self.fields.keys)
        bare = f"{self.fields.keys[self._short].shape.words()}, or " if self._short else ""
        return f"{bare}a map with {keys}"


class Keyed(Shape[tuple[T, ...]]):
    """A map from an id to a group, read as a tuple of groups that carry the id in their key field.

    `unknown: [id]` and its kin inside the map say that the entry exists without its value.
    """

    def __init__(self, kind: type[T]) -> None:
        self._kind, self._group = kind, Group(kind)

    def read(self, node: Node, reading: Reading) -> tuple[T, ...] | Bad:
        """Return the groups in the order written."""
        if not isinstance(node, MapNode):
            reading.wrong_type(node, self.words())
            return BAD
        attribute, shape = declared_by(self._kind).map_key or ("", Text())
        made: list[T] = []
        sound = True
        for name, (key_node, value) in node.entries.items():
            if name in ABSENCES and not isinstance(value, Scalar):
                note_absent_entries(ABSENCES[name], value, reading)
                continue
            reading.trail.append(EntryId(name))
            identity = shape.read(key_node, reading)
            values = self._body(value, reading)
            reading.trail.pop()
            if identity is BAD or values is None:
                sound = False
            else:
                made.append(build(self._kind, {**values, attribute: identity}))
        return tuple(made) if sound else BAD

    def _body(self, value: Node, reading: Reading) -> dict[str, object] | None:
        nothing = type(value) is Scalar and value.is_null
        return {} if nothing and self._group.may_be_empty else self._group.values(value, reading)

    def schema(self) -> dict[str, Json]:
        """Accept maps from any id to the group."""
        entry = self._group.schema()
        either: list[Json] = [entry, {"type": "null"}]
        names: dict[str, Json] = {"type": "array", "items": {"type": "string"}}
        reasons: dict[str, Json] = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}
        absences: dict[str, Json] = {name: {"anyOf": [entry, names]} for name in ("unknown", "withheld")}
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
        self._kind: type[Sequence] | type[MapNode] = Sequence if lists else MapNode

    def read(self, node: Node, reading: Reading) -> T | U | Bad:
        """Return what the fitting shape reads."""
        return self._structure.read(node, reading) if isinstance(node, self._kind) else self._scalar.read(node, reading)

    def schema(self) -> dict[str, Json]:
        """Accept both."""
        return {"anyOf": [self._scalar.schema(), self._structure.schema()]}

    def inner(self, name: str) -> Shape[object] | None:
        """Return what stands below a key of the structure."""
        return self._structure.inner(name)

    def words(self) -> str:
        """Say what fits."""
        return f"{self._scalar.words()}, or {self._structure.words()}"
