"""A first look at a condition: one likely record often settles what a search would prove."""

from datetime import date

from opmodel.expressions.columns import Column, Columns, Kind, day
from opmodel.expressions.holds import NEGATED, Record, holds
from opmodel.expressions.regions.terms import ANCHOR
from opmodel.expressions.tree import (
    TODAY,
    And,
    AtLeast,
    Between,
    Comparison,
    Expression,
    IsNull,
    Literal,
    Membership,
    Not,
    Or,
    Reference,
    Value,
    columns_of,
)

_DEEPEST_SEEN = 6
"""Definitions within each other that a glance looks into."""
_SOME_DAY = date.fromordinal(ANCHOR).isoformat()


def met_by_one(expression: Expression, columns: Columns) -> bool:
    """Tell whether a record made to meet the condition does meet it; False says nothing."""
    filling = _Filling(columns)
    if not filling.meet(expression, (), _DEEPEST_SEEN):
        return False
    leaves = filling.leaves if filling.is_whole else _leaves(expression, columns)
    return (
        leaves is not None and _allowed(filling.record, leaves) and holds(expression, filling.record, columns) is True
    )


def missed_by_one(expression: Expression, columns: Columns) -> bool:
    """Tell whether the emptiest record the columns allow, or one made to, misses the condition; False says nothing."""
    if _needs_a_value(expression, columns):
        return True
    leaves = _leaves(expression, columns)
    if leaves is None:
        return False
    record = {name: _sample(column) for name, column in leaves.items() if not column.nullable}
    if holds(expression, {**record, TODAY: _SOME_DAY}, columns) is not True:
        return True
    filling = _Filling(columns)
    return (
        filling.miss(expression, (), _DEEPEST_SEEN)
        and _allowed(filling.record, leaves)
        and holds(expression, {**filling.record, TODAY: _SOME_DAY}, columns) is not True
    )


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


class _Filling:
    """Fills a record with values that meet each part by itself; a definition is met once per depth it stands at.

    `leaves` are the columns that were filled; they are all the condition depends on where `is_whole`.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._met: set[tuple[str, int]] = set()
        self.record: dict[str, Value | None] = {}
        self.leaves: dict[str, Column] = {}
        self.is_whole = True

    def meet(self, node: Expression, prefix: tuple[str, ...], depth: int) -> bool:
        """Meet a part as well; False where it is too involved for a look, and then the whole is."""
        match node:
            case And():
                return all(self.meet(term, prefix, depth) for term in node.terms)
            case Comparison(operator=sign, left=Reference() as left, right=Literal(value=value)):
                return self._put(left, prefix, sign, value) or self._meet_case(left, prefix, sign, value, depth)
            case Reference():
                return self._meet_column(node, prefix, depth)
            case IsNull(operand=Reference() as operand, negated=filled):
                return self._fill(operand, prefix, is_filled=filled)
            case Not():
                return self.miss(node.operand, prefix, depth)
            case Literal(value=True):
                return True
        self.is_whole = False
        return self._meet_one_way(node, prefix, depth)

    def miss(self, node: Expression, prefix: tuple[str, ...], depth: int) -> bool:
        """Miss a part; False where it is too involved for a look."""
        self.is_whole = False
        match node:
            case And():
                return self.miss(node.terms[0], prefix, depth)
            case Or():
                return all(self.miss(term, prefix, depth) for term in node.terms)
            case Comparison(operator=sign, left=Reference() as left, right=Literal(value=value)):
                sign = NEGATED[sign]
                return self._put(left, prefix, sign, value) or self._meet_case(left, prefix, sign, value, depth)
            case IsNull(operand=Reference() as operand, negated=filled):
                return self._fill(operand, prefix, is_filled=not filled)
            case Not():
                return self.meet(node.operand, prefix, depth)
        return False

    def _meet_case(self, node: Reference, prefix: tuple[str, ...], sign: str, value: Value, depth: int) -> bool:
        """Meet the condition of a value of a dimension: of the one named, or of another one."""
        self.is_whole = False
        column = self._columns.find((*prefix, *node.path))
        if column is None or sign not in ("=", "<>") or depth == 0:
            return False
        test = next((test for name, test in column.cases if (name == value) is (sign == "=")), None)
        return test is not None and self.meet(test, (*prefix, *node.path[:-1]), depth - 1)

    def _meet_one_way(self, node: Expression, prefix: tuple[str, ...], depth: int) -> bool:
        """Meet one of several ways in which a part can be met, whatever the others depend on."""
        match node:
            case AtLeast():
                return all(self.meet(term, prefix, depth) for term in node.terms[: node.count])
            case Or():
                return self.meet(node.terms[0], prefix, depth)
            case Membership(operand=Reference() as operand, values=(Literal(value=value), *_), negated=False):
                return self._put(operand, prefix, "=", value)
            case Between(operand=Reference() as operand, low=Literal(value=value), negated=False):
                return self._put(operand, prefix, "=", value)
        return False

    def _fill(self, node: Reference, prefix: tuple[str, ...], *, is_filled: bool) -> bool:
        column = _leaf(node, self._columns, prefix)
        if column is None:
            return False
        self._keep(_name(node, prefix), column, _sample(column) if is_filled else None)
        return True

    def _keep(self, name: str, column: Column, value: Value | None) -> None:
        self.leaves[name] = column
        self.record.setdefault(name, value)

    def _meet_column(self, node: Reference, prefix: tuple[str, ...], depth: int) -> bool:
        column = self._columns.find((*prefix, *node.path))
        if column is None or column.derived or column.cases or depth == 0:
            return False
        name = _name(node, prefix)
        if column.test is None:
            self._keep(name, column, value=True)
            return True
        if (name, depth) in self._met:
            return True
        self._met.add((name, depth))
        return self.meet(column.test, (*prefix, *node.path[:-1]), depth - 1)

    def _put(self, node: Reference, prefix: tuple[str, ...], sign: str, value: Value) -> bool:
        column = _leaf(node, self._columns, prefix)
        if column is None:
            return False
        if sign in ("=", "<=", ">="):
            chosen: Value | None = value
        elif column.kind.counts and isinstance(value, int | float):
            chosen = value - 1 if sign == "<" else value + 1
        else:
            chosen = next((one for one in column.values if one != value), None) if sign == "<>" else None
        self._keep(_name(node, prefix), column, chosen)
        return chosen is not None


def _leaf(node: Reference, columns: Columns, prefix: tuple[str, ...]) -> Column | None:
    """Return a column that is filled by people and follows from no other."""
    column = columns.find((*prefix, *node.path))
    return column if column and not (column.test or column.derived or column.cases) else None


def _name(node: Reference, prefix: tuple[str, ...]) -> str:
    return ".".join((*prefix, *node.path))


def _leaves(expression: Expression, columns: Columns) -> dict[str, Column] | None:
    """Return every column a condition depends on; None where one is unknown or follows from others in another way."""
    found: dict[str, Column] = {}
    seen: set[tuple[str, int]] = set()
    waiting: list[tuple[Expression, tuple[str, ...], int]] = [(expression, (), _DEEPEST_SEEN)]
    while waiting:
        node, prefix, depth = waiting.pop()
        for reference in columns_of(node):
            path, name = (*prefix, *reference.path), _name(reference, prefix)
            if (name, depth) in seen:
                continue
            seen.add((name, depth))
            column = columns.find(path)
            if column is None or column.derived or depth == 0:
                return None
            tests = [column.test] if column.test else [test for _, test in column.cases]
            if not tests:
                found[name] = column
            waiting += ((test, path[:-1], depth - 1) for test in tests)
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
