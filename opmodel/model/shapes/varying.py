"""Amounts that may be about, a range, or differ by a dimension."""

from typing import Protocol, TypeVar, cast

from opmodel.model.fields import ABSENCES, absent_entries, note_absent_entries
from opmodel.model.reading import EntryId, Reading, Reference
from opmodel.model.shapes import BAD, Bad, Json, Shape
from opmodel.model.values import Case, Duration, Quantity
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar

T = TypeVar("T")
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

    @property
    def amount(self) -> Measurable[T]:
        """What one of its values is."""
        return self._amount

    def read(self, node: Node, reading: Reading) -> Quantity[T] | Bad:
        """Return the quantity; completeness over the dimension is a rule's business."""
        if isinstance(node, MapNode):
            return self._read_by(node, reading)
        case = self._case(node, reading, "")
        return BAD if case is BAD else Quantity((case,))

    def _case(self, node: Node, reading: Reading, key: str) -> Case[T] | Bad:
        if type(node) is Scalar and (node.text.startswith("~") or ".." in node.text):
            return self._span(node, reading, key)
        value = self._amount.read(node, reading)
        return BAD if value is BAD else Case(value, value, key=key)

    def _span(self, node: Scalar, reading: Reading, key: str) -> Case[T] | Bad:
        """Read an amount that is about, or a range."""
        parts = [self._amount.parse(part) for part in node.text.removeprefix("~").split("..")]
        low, high = parts[0], parts[-1]
        if len(parts) > 2 or low is None or high is None:
            reading.wrong_type(node, f"{self._amount.words()}, about it (~) or a range of two (a..b)")
            return BAD
        if _size(low) > _size(high):
            reading.wrong_type(node, "a range from the smaller to the larger", "swap its two ends")
            return BAD
        return Case(low, high, node.text.startswith("~"), key)

    def _read_by(self, node: MapNode, reading: Reading) -> Quantity[T] | Bad:
        dimension, at = node.get("by"), tuple(reading.trail)
        if type(dimension) is not Scalar or dimension.is_null:
            reading.wrong_type(node, self.words(), "name the dimension: {by: segment, small: ..., large: ...}")
            return BAD
        reading.references.append(
            Reference(
                reading.entity,
                (*at, "by"),
                dimension.text,
                ("dimensions",),
                dimension,
                "varies_by",
                reading.stated,
            )
        )
        cases, sound = self._cases(node, reading)
        if sound and not cases:
            text = f"{reading.spoken} names the dimension '{dimension.text[:60]}' and gives no value"
            reading.fault("wrong-type", node, text, "write one for each value of the dimension")
        if not sound or not cases:
            return BAD
        quantity = Quantity(cases, dimension.text)
        reading.varying.append((reading.entity, at, cast("Quantity[object]", quantity), node))
        return quantity

    def _cases(self, node: MapNode, reading: Reading) -> tuple[tuple[Case[T], ...], bool]:
        """Return the cases that could be read and whether that was all of them."""
        cases: list[Case[T]] = []
        sound = True
        for name, value in node.values.items():
            if name == "by":
                continue
            if name in ABSENCES:
                note_absent_entries(ABSENCES[name], value, reading)
                continue
            reading.trail.append(EntryId(name))
            case = self._case(value, reading, name)
            reading.trail.pop()
            if case is BAD:
                sound = False
            else:
                cases.append(case)
        return tuple(cases), sound

    def schema(self) -> dict[str, Json]:
        """Accept the amount, about, a range, or a map by dimension."""
        one = f"(?:{self._amount.pattern})"
        text: dict[str, Json] = {"type": "string", "pattern": f"^(?:~{one}(?:\\.\\.{one})?|{one}\\.\\.{one})$"}
        forms: list[Json] = [self._amount.schema(), text]
        dimension: Json = {
            "type": ["string", "number", "boolean"],
            "description": "the dimension the value differs by",
        }
        properties: dict[str, Json] = {"by": dimension, **absent_entries()}
        by: dict[str, Json] = {
            "type": "object",
            "required": ["by"],
            "properties": properties,
            "additionalProperties": {"anyOf": forms},
            "not": {"propertyNames": {"enum": list(properties)}},
        }
        return {"anyOf": [*forms, by]}

    def words(self) -> str:
        """Say what fits."""
        return f"{self._amount.words()}; ~, a range a..b and {{by: dimension}} are fine"


def _size(amount: object) -> float:
    """Return what two ends of a range are compared by; a number and a duration have no common measure."""
    return amount.hours if isinstance(amount, Duration) else cast("float", amount)
