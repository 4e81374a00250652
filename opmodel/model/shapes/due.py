"""Dates that follow from a record: `renewal_date - 90d`."""

import re
from dataclasses import dataclass

from opmodel.expressions import Mistake, Reference, parse_value
from opmodel.model.reading import Condition, Reading, Where
from opmodel.model.shapes.base import BAD, Bad, Json, Shape
from opmodel.model.values import Duration, duration
from opmodel.source import Node, Scalar

_FORM = re.compile(r"(?P<column>[^\s+-]+)(?:\s*(?P<sign>[+-])\s*(?P<offset>\S+))?\s*")
_RULE = "condition-not-understood"


@dataclass(frozen=True, slots=True)
class Due:
    """A date column, and how long before (negative) or after it."""

    column: Condition
    offset: Duration | None = None

    def __str__(self) -> str:
        """Return the text a person would write."""
        if self.offset is None:
            return self.column.text
        sign = "-" if self.offset.amount < 0 else "+"
        return f"{self.column.text} {sign} {str(self.offset).removeprefix('-')}"


class DueDate(Shape[Due]):
    """A date column of the entity's object, and a duration before or after it."""

    def read(self, node: Node, reading: Reading) -> Due | Bad:
        """Return the date; whether the column exists is judged once all objects are read."""
        if type(node) is not Scalar or node.is_null:
            reading.wrong_type(node, self.words())
            return BAD
        found = _FORM.fullmatch(node.text)
        column = parse_value(found["column"]) if found else None
        length = duration(found["offset"]) if found and found["offset"] else None
        if isinstance(column, Mistake) or not found or not isinstance(column, Reference) or _lacks(found, length):
            reading.fault(_RULE, node, f"{reading.spoken} must be {self.words()}", "write `renewal_date - 90d`")
            return BAD
        condition = Condition(found["column"], node, column, "column")
        reading.conditions.append((Where(reading.entity, tuple(reading.trail)), condition))
        before = length and found["sign"] == "-"
        return Due(condition, Duration(-length.amount, length.unit) if length and before else length)

    def schema(self) -> dict[str, Json]:
        """Accept text; the column itself is the reader's business."""
        return {"type": ["string", "number", "boolean"]}

    def words(self) -> str:
        """Say what fits."""
        return "a date column, and how long before or after it, as in renewal_date - 90d"


def _lacks(found: re.Match[str], length: Duration | None) -> bool:
    return bool(found["sign"]) and length is None
