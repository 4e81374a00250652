"""Answers about sums and dates against a solver."""

from dataclasses import dataclass
from fractions import Fraction

import z3  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from opmodel.expressions import Expression, Found, Kind, Undecided, both, differ, holds, none_of
from opmodel.expressions.columns import day
from opmodel.expressions.tree import (
    And,
    AtLeast,
    Between,
    Comparison,
    IsNull,
    Literal,
    Membership,
    Not,
    Or,
    Reference,
    Sum,
    Today,
    any_of,
)
from tests.expressions.strategies import COLUMNS, RANKS, conditions, linear_atoms, simple_atoms

FRACTIONS = Undecided("it depends on a sum of columns")
"""The one thing left open: fractions fit and it takes a proof that whole numbers do not, as in `n + n = 1`."""

MIXED = conditions(st.one_of(linear_atoms(), simple_atoms()))


@dataclass(frozen=True)
class Truth:
    """A condition for the solver: when it is true and when it is false; otherwise it is unknown."""

    true: z3.BoolRef
    false: z3.BoolRef

    @property
    def unknown(self) -> z3.BoolRef:
        """When it is neither."""
        return z3.Not(z3.Or(self.true, self.false))


@dataclass(frozen=True)
class Term:
    """A value for the solver, and when it is empty."""

    value: z3.ArithRef
    empty: z3.BoolRef


def truth(node: Expression) -> Truth:
    """Encode a condition."""
    match node:
        case Literal():
            return Truth(z3.BoolVal(node.value is True), z3.BoolVal(node.value is False))
        case Reference():
            return boolean(node)
        case Not():
            return opposite(truth(node.operand))
        case And() | Or() | AtLeast():
            count = node.count if isinstance(node, AtLeast) else len(node.terms) if isinstance(node, And) else 1
            return counted(count, [truth(term) for term in node.terms])
        case Membership():
            found = counted(1, [compared(node.operand, "=", one) for one in node.values])
            return opposite(found) if node.negated else found
        case Between():
            ends = counted(2, [compared(node.operand, ">=", node.low), compared(node.operand, "<=", node.high)])
            return opposite(ends) if node.negated else ends
        case IsNull():
            empty = emptiness(node.operand)
            return Truth(z3.Not(empty), empty) if node.negated else Truth(empty, z3.Not(empty))
    assert isinstance(node, Comparison)
    return compared(node.left, node.operator, node.right)


def opposite(inner: Truth) -> Truth:
    """Encode not."""
    return Truth(inner.false, inner.true)


def counted(count: int, terms: list[Truth]) -> Truth:
    """Encode at_least, and with it and, or."""
    true = z3.Sum([z3.If(term.true, 1, 0) for term in terms])
    not_false = z3.Sum([z3.If(term.false, 0, 1) for term in terms])
    return Truth(true >= count, not_false < count)


def boolean(node: Reference) -> Truth:
    """Encode a column that is true or false."""
    column = COLUMNS.find(node.path)
    assert column is not None
    if column.test is not None:
        return truth(column.test)
    value, empty = z3.Bool(node.name), z3.Bool(f"{node.name} empty")
    if not column.nullable:
        return Truth(value, z3.Not(value))
    return Truth(z3.And(value, z3.Not(empty)), z3.And(z3.Not(value), z3.Not(empty)))


def is_boolean(node: Expression) -> bool:
    """Tell whether an expression is a condition."""
    if isinstance(node, Literal):
        return isinstance(node.value, bool)
    column = COLUMNS.find(node.path) if isinstance(node, Reference) else None
    return column is not None and column.kind is Kind.BOOLEAN


def emptiness(node: Expression) -> z3.BoolRef:
    """Encode is null."""
    return truth(node).unknown if is_boolean(node) else term(node).empty


def compared(left: Expression, operator: str, right: Expression) -> Truth:
    """Encode a comparison."""
    if is_boolean(left) or is_boolean(right):
        one, other = truth(left), truth(right)
        same = z3.Or(z3.And(one.true, other.true), z3.And(one.false, other.false))
        known = z3.Not(z3.Or(one.unknown, other.unknown))
        equal = Truth(z3.And(known, same), z3.And(known, z3.Not(same)))
        return equal if operator == "=" else opposite(equal)
    first, second = term(left), term(right)
    known = z3.Not(z3.Or(first.empty, second.empty))
    x, y = first.value, second.value
    met = {"=": x == y, "<>": x != y, "<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y}[operator]
    return Truth(z3.And(known, met), z3.And(known, z3.Not(met)))


def term(node: Expression) -> Term:
    """Encode a value; texts are numbers by what they say, ranks by their place, days by their count."""
    if isinstance(node, Today):
        return Term(z3.ToReal(z3.Int("today")), z3.BoolVal(val=False))
    if isinstance(node, Literal):
        return Term(number(node), z3.BoolVal(val=False))
    if isinstance(node, Sum):
        parts = [(sign, term(part)) for sign, part in node.parts]
        return Term(z3.Sum([sign * part.value for sign, part in parts]), z3.Or([part.empty for _, part in parts]))
    assert isinstance(node, Reference)
    column = COLUMNS.find(node.path)
    assert column is not None
    if column.derived is not None:
        return term(column.derived)
    if column.cases:
        place, empty = z3.RealVal(-1), z3.BoolVal(val=True)
        for value, test in reversed(column.cases):
            place = z3.If(truth(test).true, number(Literal(0, 0, value)), place)
            empty = z3.And(z3.Not(truth(test).true), empty)
        return Term(place, empty)
    whole = column.kind is not Kind.NUMBER
    value = z3.ToReal(z3.Int(node.name)) if whole else z3.Real(node.name)
    return Term(value, z3.Bool(f"{node.name} empty") if column.nullable else z3.BoolVal(val=False))


def number(node: Literal) -> z3.ArithRef:
    """Encode a literal."""
    if isinstance(node.value, str):
        if node.value in RANKS:
            return z3.RealVal(RANKS.index(node.value))
        counted = day(node.value)
        return (
            z3.RealVal(sum(ord(letter) * 1000**place for place, letter in enumerate(node.value)))
            if counted is None
            else z3.RealVal(counted)
        )
    return z3.RealVal(str(Fraction(str(node.value))))


def solvable(wanted: z3.BoolRef) -> bool:
    """Ask the solver whether a record within the declared ranges exists."""
    solver = z3.Solver()
    solver.add(wanted, z3.Int("whole") >= 0, z3.Int("whole") <= 5, z3.Real("rate") >= 0)
    for name in ("rank", "grade"):
        solver.add(z3.Int(name) >= 0, z3.Int(name) < len(RANKS))
    answer = solver.check()
    assert answer != z3.unknown
    return bool(answer == z3.sat)


@settings(deadline=None)
@given(MIXED, MIXED)
def test_overlaps_of_sums_and_dates(a: Expression, b: Expression) -> None:
    """Two conditions overlap exactly if a solver finds a record that meets both."""
    answer = both(a, b, COLUMNS)
    if isinstance(answer, Found):
        assert holds(a, answer.witness, COLUMNS) is holds(b, answer.witness, COLUMNS) is True
    assert answer == FRACTIONS or isinstance(answer, Found) is solvable(z3.And(truth(a).true, truth(b).true))


@settings(deadline=None)
@given(MIXED, MIXED)
def test_differences_of_sums_and_dates(a: Expression, b: Expression) -> None:
    """Two conditions differ exactly if a solver finds a record that meets one of them."""
    answer = differ(a, b, COLUMNS)
    assert answer == FRACTIONS or isinstance(answer, Found) is solvable(z3.Xor(truth(a).true, truth(b).true))


@settings(deadline=None)
@given(MIXED, MIXED)
def test_holes_of_sums_and_dates(a: Expression, b: Expression) -> None:
    """A hole exists exactly if a solver finds a record for which neither condition is true."""
    answer = none_of([a, b], COLUMNS)
    if isinstance(answer, Found):
        assert holds(any_of((a, b)), answer.witness, COLUMNS) is not True
    wanted = z3.Not(z3.Or(truth(a).true, truth(b).true))
    assert answer == FRACTIONS or isinstance(answer, Found) is solvable(wanted)
