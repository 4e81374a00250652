"""Whether one record meets a condition, in the three-valued logic of SQL."""

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeAlias, assert_never

from opmodel.expressions.columns import Column, Columns, Kind, day
from opmodel.expressions.kinds import kind_of
from opmodel.expressions.tree import (
    TODAY,
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
"""Definitions worked out within each other; beyond that the value is unknown."""
DEEPEST_READ = 200
"""Parts read within each other, those of definitions included."""
COMPARE: dict[str, Callable[[Exact, Exact], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
FLIPPED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""What says the same with the sides exchanged."""
NEGATED = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
"""What is true exactly where a comparison is false."""
_AMOUNTS = (Kind.NUMBER, Kind.INTEGER, Kind.DATE)


def holds(expression: Expression, record: Record, columns: Columns, step: Callable[[], None] | None = None) -> Truth:
    """Tell whether a record meets a condition; None where SQL says unknown.

    A field that the record does not name is taken from its definition, cases or derivation, and is empty without one.
    `step` is called for each part that is looked at; what it raises ends the reading.
    """
    return _Reading(record, columns, step).truth(expression)


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
    """One record seen through its columns.

    `inside` are the definitions being worked out, to stop at circles; `known` is what they came to, by name and by how
    many stand around them, because the one too many is cut off. So each is worked out a few times at most.
    """

    def __init__(self, record: Record, columns: Columns, step: Callable[[], None] | None) -> None:
        self._record = record
        self._columns = columns
        self._step = step
        self._inside: list[str] = []
        self._known: dict[tuple[str, int], Value | None] = {}
        self._level = 0

    def truth(self, node: Expression) -> Truth:
        if self._level > DEEPEST_READ:
            return None
        if self._step:
            self._step()
        self._level += 1
        truth = self._truth(node)
        self._level -= 1
        return truth

    def _truth(self, node: Expression) -> Truth:
        match node:
            case Comparison():
                return self._compare(node.left, node.operator, node.right)
            case And() | Or() | AtLeast():
                count = len(node.terms) if isinstance(node, And) else 1 if isinstance(node, Or) else node.count
                return _at_least(count, len(node.terms), map(self.truth, node.terms))
            case Reference() | Literal() | Sum() | Today():
                value = self._value(node)
                return value if isinstance(value, bool) else None
            case IsNull():
                return (self._value(node.operand) is None) is not node.negated
            case Not():
                return _opposite(self.truth(node.operand))
            case Membership() | Between() | Like():
                result = self._predicate(node)
                return _opposite(result) if node.negated else result
        assert_never(node)

    def _predicate(self, node: Membership | Between | Like) -> Truth:
        if isinstance(node, Membership):
            found = (self._compare(node.operand, "=", value) for value in node.values)
            return _at_least(1, len(node.values), found)
        if isinstance(node, Between):
            ends = ((">=", node.low), ("<=", node.high))
            return _at_least(2, 2, (self._compare(node.operand, sign, end) for sign, end in ends))
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
        if isinstance(node, Reference):
            return self._field(node, node.name)
        if isinstance(node, Today):
            return self._record.get(TODAY)
        if isinstance(node, Sum):
            amount = self._amount(node)
            return None if amount is None else written(amount, Kind.NUMBER)
        return self.truth(node)

    def _field(self, node: Reference, name: str) -> Value | None:
        if name in self._record:
            return self._record[name]
        known = (name, len(self._inside))
        if known not in self._known:
            column = self._columns.find(node.path)
            if column is None or name in self._inside or len(self._inside) >= DEEPEST_DEFINITION:
                return None
            self._inside.append(name)
            self._known[known] = self._worked_out(column, node.path[:-1])
            self._inside.pop()
        return self._known[known]

    def _worked_out(self, column: Column, prefix: tuple[str, ...]) -> Value | None:
        if column.test:
            return self.truth(moved(column.test, prefix))
        for value, test in column.cases:
            if self.truth(moved(test, prefix)):
                return value
        if column.derived is None:
            return None
        derived = moved(column.derived, prefix)
        if column.kind is not Kind.DATE and not column.kind.counts:
            return self._value(derived)
        amount = self._amount(derived)
        return None if amount is None else written(amount, column.kind)


def _opposite(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _at_least(count: int, size: int, truths: Iterable[Truth]) -> Truth:
    """Tell whether so many of a number of terms are true, and look at no more of them than it takes."""
    certain, hopeful = 0, size
    for truth in truths:
        certain += truth is True
        hopeful -= truth is False
        if certain >= count or hopeful < count:
            break
    return True if certain >= count else False if hopeful < count else None
