"""Whether one record meets a condition, in the three-valued logic of SQL."""

import operator
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeAlias, assert_never

from opmodel.expressions.columns import Columns, Kind, day
from opmodel.expressions.kinds import kind_of
from opmodel.expressions.tree import (
    And,
    AtLeast,
    Between,
    Comparison,
    Expression,
    IsNull,
    Like,
    Literal,
    Membership,
    Not,
    Or,
    Reference,
    Sum,
    Today,
    Value,
    moved,
)

Record: TypeAlias = Mapping[str, Value | None]
"""The fields of a record by the names conditions use (`account.employees`); dates and `current_date` are ISO text."""

Truth: TypeAlias = bool | None
Exact: TypeAlias = Fraction | int
"""A number as the decimal a person wrote; whole ones stay as they are."""

DEEPEST_DEFINITION = 12
DEEPEST = 200
COMPARE: dict[str, Callable[[Exact, Exact], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_AMOUNTS = (Kind.NUMBER, Kind.INTEGER, Kind.DATE)


def holds(expression: Expression, record: Record, columns: Columns) -> Truth:
    """Tell whether a record meets a condition; None where SQL says unknown.

    A field that the record does not name is taken from its definition, cases or derivation, and is empty without one.
    """
    return _Reading(record, columns, (), 0).truth(expression)


def exact(value: Value | None) -> Exact | None:
    """Return a number as the decimal a person wrote; None for anything else."""
    if isinstance(value, bool | str) or value is None:
        return None
    return value if isinstance(value, int) else Fraction(repr(value))


def written(amount: Exact, kind: Kind) -> Value | None:
    """Return an amount as a record holds it: ISO text for a date, None for a day outside the calendar."""
    if kind is Kind.DATE:
        number = int(amount)
        return date.fromordinal(number).isoformat() if 0 < number <= date.max.toordinal() else None
    return int(amount) if amount.denominator == 1 else float(amount)


def matches(pattern: str, text: str) -> bool:
    """Tell whether a text fits a pattern of like, in time proportional to the product of their lengths."""
    at = position = 0
    star = resume = -1
    while position < len(text):
        if at < len(pattern) and pattern[at] == "%":
            star, resume = at, position
            at += 1
        elif at < len(pattern) and pattern[at] in ("_", text[position]):
            at += 1
            position += 1
        elif star >= 0:
            resume += 1
            at, position = star + 1, resume
        else:
            return False
    return not pattern[at:].strip("%")


class _Reading:
    """One record seen through its columns; `inside` are the definitions being worked out, to stop at circles."""

    def __init__(self, record: Record, columns: Columns, inside: tuple[str, ...], level: int) -> None:
        self._record = record
        self._columns = columns
        self._inside = inside
        self._level = level

    def truth(self, node: Expression) -> Truth:
        if self._level > DEEPEST:
            return None
        self._level += 1
        truth = self._truth(node)
        self._level -= 1
        return truth

    def _truth(self, node: Expression) -> Truth:
        match node:
            case Reference() | Literal() | Sum() | Today():
                value = self._value(node)
                return value if isinstance(value, bool) else None
            case Comparison():
                return self._compare(node.left, node.operator, node.right)
            case Not():
                return _opposite(self.truth(node.operand))
            case And() | Or() | AtLeast():
                count = len(node.terms) if isinstance(node, And) else 1 if isinstance(node, Or) else node.count
                return _at_least(count, [self.truth(term) for term in node.terms])
            case IsNull():
                return (self._value(node.operand) is None) is not node.negated
            case Membership() | Between() | Like():
                result = self._predicate(node)
                return _opposite(result) if node.negated else result
        assert_never(node)

    def _predicate(self, node: Membership | Between | Like) -> Truth:
        if isinstance(node, Membership):
            found = [self._compare(node.operand, "=", value) for value in node.values]
            return _at_least(1, found)
        if isinstance(node, Between):
            ends = [self._compare(node.operand, ">=", node.low), self._compare(node.operand, "<=", node.high)]
            return _at_least(2, ends)
        text = self._value(node.operand)
        return matches(node.pattern, text) if isinstance(text, str) else None

    def _compare(self, left: Expression, sign: str, right: Expression) -> Truth:
        if kind_of(left, self._columns) in _AMOUNTS or kind_of(right, self._columns) in _AMOUNTS:
            amount, bound = self._amount(left), self._amount(right)
            return None if amount is None or bound is None else COMPARE[sign](amount, bound)
        one, other = self._value(left), self._value(right)
        if one is None or other is None or type(one) is not type(other):
            return None
        if sign in ("=", "<>"):
            return (one == other) is (sign == "=")
        return self._ordered(left, one, sign, right, other)

    def _ordered(self, left: Expression, one: Value, sign: str, right: Expression, other: Value) -> Truth:
        for side in (left, right):
            column = self._columns.find(side.path) if isinstance(side, Reference) else None
            if column and column.kind is Kind.ENUM and column.values:
                if one not in column.values or other not in column.values:
                    return None
                return COMPARE[sign](column.values.index(str(one)), column.values.index(str(other)))
        if not isinstance(one, str) or not isinstance(other, str):
            return None
        return COMPARE[sign]((one > other) - (one < other), 0)

    def _amount(self, node: Expression) -> Exact | None:
        if isinstance(node, Sum):
            parts = [(sign, self._amount(part)) for sign, part in node.parts]
            known = [sign * amount for sign, amount in parts if amount is not None]
            return sum(known) if len(known) == len(parts) else None
        value = self._value(node)
        if isinstance(value, str):
            return day(value)
        return exact(value)

    def _value(self, node: Expression) -> Value | None:
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Today):
            return self._record.get("current_date")
        if isinstance(node, Sum):
            amount = self._amount(node)
            return None if amount is None else written(amount, Kind.NUMBER)
        if not isinstance(node, Reference):
            return self.truth(node)
        if node.name in self._record:
            return self._record[node.name]
        return self._worked_out(node)

    def _worked_out(self, node: Reference) -> Value | None:
        column = self._columns.find(node.path)
        if column is None or node.name in self._inside or len(self._inside) >= DEEPEST_DEFINITION:
            return None
        inner = _Reading(self._record, self._columns, (*self._inside, node.name), self._level)
        prefix = node.path[:-1]
        if column.test:
            return inner.truth(moved(column.test, prefix))
        for value, test in column.cases:
            if inner.truth(moved(test, prefix)):
                return value
        if column.derived is None:
            return None
        derived = moved(column.derived, prefix)
        if column.kind is not Kind.DATE and not column.kind.counts:
            return inner._value(derived)
        amount = inner._amount(derived)
        return None if amount is None else written(amount, column.kind)


def _opposite(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _at_least(count: int, truths: list[Truth]) -> Truth:
    certain = truths.count(True)
    if certain >= count:
        return True
    return False if certain + truths.count(None) < count else None
