"""A first look at a condition: one likely record often settles what a search would prove."""

from datetime import date

from opmodel.expressions.columns import Column, Columns, Kind, day
from opmodel.expressions.holds import Record, holds
from opmodel.expressions.regions.terms import ANCHOR, TODAY
from opmodel.expressions.tree import (
    And,
    AtLeast,
    Between,
    Comparison,
    Expression,
    IsNull,
    Literal,
    Membership,
    Or,
    Reference,
    Value,
    columns_of,
)

_DEEPEST = 6


def met_by_one(expression: Expression, columns: Columns) -> bool:
    """Tell whether a record made to meet the condition does meet it; False says nothing."""
    record: dict[str, Value | None] = {}
    if not _meet(expression, columns, (), record, _DEEPEST):
        return False
    leaves = _leaves(expression, columns, (), _DEEPEST)
    return leaves is not None and _allowed(record, leaves) and holds(expression, record, columns) is True


def missed_by_one(expression: Expression, columns: Columns) -> bool:
    """Tell whether the emptiest record the columns allow does not meet the condition; False says nothing."""
    if _needs_a_value(expression, columns):
        return True
    leaves = _leaves(expression, columns, (), _DEEPEST)
    if leaves is None:
        return False
    record = {name: _sample(column) for name, column in leaves.items() if not column.nullable}
    today = date.fromordinal(ANCHOR).isoformat()
    return holds(expression, {**record, TODAY: today}, columns) is not True


def _needs_a_value(node: Expression, columns: Columns) -> bool:
    """Tell whether a condition asks for the value of a column that may be empty; False says nothing."""
    match node:
        case And():
            return any(_needs_a_value(term, columns) for term in node.terms)
        case Or():
            return all(_needs_a_value(term, columns) for term in node.terms)
        case (
            Comparison(left=Reference() as asked)
            | Membership(operand=Reference() as asked)
            | Between(operand=Reference() as asked)
            | IsNull(operand=Reference() as asked, negated=True)
        ):
            column = _leaf(asked, columns, ())
            return column is not None and column.nullable
    return False


def _meet(
    node: Expression, columns: Columns, prefix: tuple[str, ...], record: dict[str, Value | None], depth: int
) -> bool:
    """Fill a record with values that meet each part by itself; False where the part is too involved for a look."""
    match node:
        case And():
            return all(_meet(term, columns, prefix, record, depth) for term in node.terms)
        case AtLeast():
            return all(_meet(term, columns, prefix, record, depth) for term in node.terms[: node.count])
        case Or():
            return _meet(node.terms[0], columns, prefix, record, depth)
        case Reference():
            return _meet_column(node, columns, prefix, record, depth)
        case Comparison(operator=sign, left=Reference() as left, right=Literal(value=value)):
            return _put(left, columns, prefix, record, sign, value)
        case Membership(operand=Reference() as operand, values=(Literal(value=value), *_), negated=False):
            return _put(operand, columns, prefix, record, "=", value)
        case Between(operand=Reference() as operand, low=Literal(value=value), negated=False):
            return _put(operand, columns, prefix, record, "=", value)
        case IsNull(operand=Reference() as operand, negated=filled):
            column = _leaf(operand, columns, prefix)
            if column is None:
                return False
            record.setdefault(_name(operand, prefix), _sample(column) if filled else None)
            return True
    return False


def _meet_column(
    node: Reference, columns: Columns, prefix: tuple[str, ...], record: dict[str, Value | None], depth: int
) -> bool:
    column = columns.find((*prefix, *node.path))
    if column is None or depth == 0:
        return False
    if column.test is not None:
        return _meet(column.test, columns, (*prefix, *node.path[:-1]), record, depth - 1)
    record.setdefault(_name(node, prefix), True)
    return True


def _put(
    node: Reference, columns: Columns, prefix: tuple[str, ...], record: dict[str, Value | None], sign: str, value: Value
) -> bool:
    column = _leaf(node, columns, prefix)
    if column is None:
        return False
    if sign in ("=", "<=", ">="):
        chosen: Value | None = value
    elif column.kind.counts and isinstance(value, int | float):
        chosen = value - 1 if sign == "<" else value + 1
    else:
        chosen = next((one for one in column.values if one != value), None) if sign == "<>" else None
    record.setdefault(_name(node, prefix), chosen)
    return chosen is not None


def _leaf(node: Reference, columns: Columns, prefix: tuple[str, ...]) -> Column | None:
    """Return a column that is filled by people and follows from no other."""
    column = columns.find((*prefix, *node.path))
    return column if column and not (column.test or column.derived or column.cases) else None


def _name(node: Reference, prefix: tuple[str, ...]) -> str:
    return ".".join((*prefix, *node.path))


def _leaves(node: Expression, columns: Columns, prefix: tuple[str, ...], depth: int) -> dict[str, Column] | None:
    """Return every column a condition depends on; None where one is unknown or follows from others in another way."""
    found: dict[str, Column] = {}
    for reference in columns_of(node):
        column = columns.find((*prefix, *reference.path))
        if column is None or column.derived or column.cases or depth == 0:
            return None
        if column.test is None:
            found[_name(reference, prefix)] = column
            continue
        below = _leaves(column.test, columns, (*prefix, *reference.path[:-1]), depth - 1)
        if below is None:
            return None
        found |= below
    return found


def _allowed(record: Record, leaves: dict[str, Column]) -> bool:
    return all(_fits(record.get(name), column) for name, column in leaves.items())


def _fits(value: Value | None, column: Column) -> bool:
    if value is None:
        return column.nullable
    if column.kind is Kind.ENUM:
        return value in column.values
    if column.kind.counts and isinstance(value, int | float):
        whole = column.kind is not Kind.INTEGER or value == int(value)
        low, high = column.minimum, column.maximum
        return whole and (low is None or value >= low) and (high is None or value <= high)
    return column.kind is not Kind.DATE or (isinstance(value, str) and day(value) is not None)


def _sample(column: Column) -> Value | None:
    """Return some value that a column may hold."""
    if column.kind is Kind.ENUM:
        return column.values[0] if column.values else None
    if column.kind.counts:
        low, high = column.minimum, column.maximum
        return 0 if (low is None or low <= 0) and (high is None or high >= 0) else low if low is not None else high
    if column.kind is Kind.DATE:
        return date(2026, 1, 1).isoformat()
    return True if column.kind is Kind.BOOLEAN else "x"
