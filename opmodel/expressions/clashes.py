"""Values that do not go together in a comparison, and what to write instead."""

from dataclasses import dataclass

from opmodel.expressions.columns import Column, Columns, Kind, day
from opmodel.expressions.sql import literal_sql, to_sql
from opmodel.expressions.suggestions import Suggestions
from opmodel.expressions.tree import TYPE_MISMATCH, Expression, Literal, Mistake, Reference

_TEXTS = (Kind.TEXT, Kind.ENUM, Kind.USER)
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison and the kind of its value."""

    node: Expression
    kind: Kind

    @property
    def text(self) -> str | None:
        """The text, if the side is a quoted one."""
        return self.node.value if isinstance(self.node, Literal) and isinstance(self.node.value, str) else None


def between(left: Side, right: Side, operator: str, columns: Columns, suggestions: Suggestions) -> Mistake | None:
    """Return why two sides cannot be compared, or None if they can."""
    if left.kind is not right.kind and (right.kind in (Kind.ENUM, Kind.DATE) or left.text is not None):
        left, right = right, left
    ordered = operator not in ("=", "<>")
    if left.kind is Kind.DATE:
        return _with_date(left, right)
    if left.kind in _TEXTS and right.kind in _TEXTS:
        return _with_text(left, right, columns, suggestions, ordered=ordered)
    if left.kind.counts and right.kind.counts:
        return None
    if left.kind is right.kind is Kind.BOOLEAN:
        message = f"{shown(left.node)} is true or false, which has no order"
        return _mistake(left, right, message, "use = or <>") if ordered else None
    return _mistake(left, right, _differ(left, right), _way_out(left, right))


def comparison_with(name: str, column: Column) -> str:
    """Return how to make a condition of a column that is none."""
    if column.kind is Kind.DATE:
        return f"compare it, as in {name} < current_date, or write {name} is not null"
    if column.kind.counts:
        return f"compare it, as in {name} > 0"
    value = literal_sql(column.values[0]) if column.values else "'text'"
    return f"compare it, as in {name} = {value}, or write {name} is not null"


def shown(node: Expression) -> str:
    """Return an expression as messages quote it: names in quotes, literals as they are."""
    return f"'{to_sql(node)}'" if isinstance(node, Reference) else to_sql(node)


def _with_date(left: Side, right: Side) -> Mistake | None:
    if right.kind is Kind.DATE:
        return None
    if right.text is not None:
        if day(right.text) is not None:
            return None
        return _mistake(
            right,
            right,
            f"{shown(left.node)} is a date and {shown(right.node)} is none",
            ("write a day as '2026-11-21'"),
        )
    way_out = ""
    if right.kind.counts:
        way_out = f"write current_date + {to_sql(right.node)} for a day, or subtract two dates for a number of days"
    return _mistake(left, right, _differ(left, right), way_out)


def _with_text(left: Side, right: Side, columns: Columns, suggestions: Suggestions, *, ordered: bool) -> Mistake | None:
    if ordered and Kind.USER in (left.kind, right.kind):
        who = left if left.kind is Kind.USER else right
        return _mistake(left, right, f"{shown(who.node)} is a user, and users have no order", "use = or <>")
    column = columns.find(left.node.path) if isinstance(left.node, Reference) else None
    if column is None or not column.values:
        return None
    if right.text is not None and right.text not in column.values:
        meant = suggestions.nearest(right.text, column.values)
        listed = ", ".join(column.values[:_LISTED]) + (" ..." if len(column.values) > _LISTED else "")
        way_out = f"did you mean {literal_sql(meant)}?" if meant else f"its values are {listed}"
        return _mistake(right, right, f"{shown(left.node)} has no value {literal_sql(right.text)}", way_out)
    other = columns.find(right.node.path) if isinstance(right.node, Reference) else None
    if ordered and other and other.values != column.values:
        message = f"{shown(left.node)} and {shown(right.node)} have different values, so neither is above the other"
        return _mistake(left, right, message, "use = or <>")
    return None


def _differ(left: Side, right: Side) -> str:
    return f"{shown(left.node)} is {left.kind.value} and {shown(right.node)} is {right.kind.value}"


def _way_out(left: Side, right: Side) -> str:
    if right.text is not None and left.kind.counts:
        number = right.text.replace(",", "").strip()
        return f"write {number} without quotes" if number.isdigit() else "compare it with a number"
    if left.kind is Kind.BOOLEAN and isinstance(right.node, Literal):
        name = to_sql(left.node)
        return f"write {name}, or not {name}"
    if left.kind in _TEXTS and isinstance(right.node, Literal):
        return f"write '{to_sql(right.node)}' in quotes"
    return ""


def _mistake(left: Side, right: Side, message: str, way_out: str) -> Mistake:
    start, end = min(left.node.start, right.node.start), max(left.node.end, right.node.end)
    return Mistake(TYPE_MISMATCH, start, end, message, way_out)
