"""Conditions and values in SQL as fields of the model."""

from typing import Literal, TypeAlias

from opmodel.expressions import Mistake, Reference, parse_condition, parse_value
from opmodel.model.reading import Condition, Reading, Where
from opmodel.model.shapes.base import BAD, Bad, Json, Shape
from opmodel.source import Node, Scalar

Use: TypeAlias = Literal["condition", "value", "column"]

_WORDS: dict[Use, str] = {
    "condition": "a condition in SQL such as score >= 80 and country = 'US'",
    "value": "a value in SQL such as amount - discount",
    "column": "the name of a column",
}


class Sql(Shape[Condition]):
    """A SQL text over the entity's object: a condition, a value, or the name of one column.

    Columns and types are judged once all objects are read, at the place of each word.
    """

    def __init__(self, use: Use = "condition") -> None:
        self._use = use

    def read(self, node: Node, reading: Reading) -> Condition | Bad:
        """Return the parsed text, or report what the safe subset does not understand."""
        if type(node) is not Scalar or node.is_null:
            reading.wrong_type(node, self.words())
            return BAD
        parsed = parse_condition(node.text) if self._use == "condition" else parse_value(node.text)
        if isinstance(parsed, Mistake):
            place = node.place(parsed.start, parsed.end)
            reading.fault(parsed.rule, place, f"{reading.spoken}: {parsed.message}", parsed.help)
            return BAD
        if self._use == "column" and not isinstance(parsed, Reference):
            reading.wrong_type(node, self.words())
            return BAD
        condition = Condition(node.text, node, parsed, self._use)
        reading.conditions.append((Where(reading.entity, tuple(reading.trail)), condition))
        return condition

    def schema(self) -> dict[str, Json]:
        """Accept text; the condition itself is the reader's business."""
        return {"type": ["string", "number", "boolean"]}

    def words(self) -> str:
        """Say what fits."""
        return _WORDS[self._use]
