"""Answers about regions against trying every record at the cut points."""

import itertools
from collections.abc import Iterator
from types import MappingProxyType

from hypothesis import given, settings

from opmodel.expressions import (
    Expression,
    Found,
    Impossible,
    Kind,
    Record,
    Value,
    always,
    both,
    columns_of,
    differ,
    holds,
    none_of,
    possible,
)
from opmodel.expressions.tree import Comparison, Reference, walk
from tests.expressions.strategies import COLUMNS, RANKS, conditions, simple_atoms

SIMPLE = conditions(simple_atoms())
NEEDED = {"rich": ("amount", "flag"), "size": ("whole",)}
NUMBERS: tuple[Value, ...] = (
    -2,
    -1,
    -0.5,
    0,
    0.25,
    0.5,
    0.75,
    1,
    1.25,
    1.5,
    1.75,
    2,
    2.1,
    2.25,
    2.5,
    3,
    3.5,
    4,
    4.5,
    5,
    6,
)
VALUES: dict[str, tuple[Value, ...]] = {
    "whole": tuple(range(6)),
    "count": tuple(range(-2, 7)),
    "amount": NUMBERS,
    "rate": tuple(number for number in NUMBERS if float(number) >= 0),
    "rank": RANKS,
    "grade": RANKS,
    "flag": (True, False),
    "open": (True, False),
    "place": ("a", "ab", "it's", "", "some text", "another text"),
    "town": ("a", "ab", "it's", "", "some text", "another text", "another text 2"),
    "begun": ("2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01", "2026-03-01", "2026-03-02"),
}
MOST = 4_000


def records(*expressions: Expression, also: Record = MappingProxyType({})) -> Iterator[Record]:
    """Yield every record that could tell the expressions apart, as far as there are not too many."""
    mentioned = {node.name for one in expressions for node in columns_of(one)}
    names = sorted({name for one in mentioned for name in NEEDED.get(one, (one,))})
    more = {name: (also[name],) for name in also}
    choices = [(*VALUES[name], *more.get(name, ()), *((None,) if nullable(name) else ())) for name in names]
    return (dict(zip(names, values, strict=True)) for values in itertools.islice(itertools.product(*choices), MOST))


def nullable(name: str) -> bool:
    """Tell whether a column may be empty."""
    column = COLUMNS.find((name,))
    assert column is not None
    assert column.kind in Kind
    return column.nullable


def true(expression: Expression, record: Record) -> bool:
    """Tell whether a condition is true of a record."""
    return holds(expression, record, COLUMNS) is True


@settings(deadline=None)
@given(SIMPLE)
def test_possible_finds_what_trying_finds(a: Expression) -> None:
    """A condition is possible if a record at the cut points meets it; the witness meets it."""
    answer = possible(a, COLUMNS)
    if isinstance(answer, Found):
        assert true(a, answer.witness)
    else:
        assert answer == Impossible()
        assert not any(true(a, record) for record in records(a))


@settings(deadline=None)
@given(SIMPLE, SIMPLE)
def test_both_finds_what_trying_finds(a: Expression, b: Expression) -> None:
    """Two conditions overlap if a record at the cut points meets both."""
    answer = both(a, b, COLUMNS)
    if isinstance(answer, Found):
        assert true(a, answer.witness)
        assert true(b, answer.witness)
    else:
        assert answer == Impossible()
        assert not any(true(a, record) and true(b, record) for record in records(a, b))


@settings(deadline=None)
@given(SIMPLE, SIMPLE)
def test_holes_are_those_that_trying_finds(a: Expression, b: Expression) -> None:
    """A hole is a record for which neither condition is true, unknown counting as not true."""
    answer = none_of([a, b], COLUMNS)
    if isinstance(answer, Found):
        assert not true(a, answer.witness)
        assert not true(b, answer.witness)
    else:
        assert answer == Impossible()
        assert all(true(a, record) or true(b, record) for record in records(a, b))


@settings(deadline=None)
@given(SIMPLE, SIMPLE)
def test_differences_are_those_that_trying_finds(a: Expression, b: Expression) -> None:
    """Two conditions differ if a record at the cut points meets exactly one of them."""
    answer = differ(a, b, COLUMNS)
    if isinstance(answer, Found):
        assert true(a, answer.witness) is not true(b, answer.witness)
    else:
        assert answer == Impossible()
        assert all(true(a, record) is true(b, record) for record in records(a, b))


@settings(deadline=None)
@given(SIMPLE)
def test_empty_fields_occur_only_where_needed(a: Expression) -> None:
    """A witness has an empty field only if no record without empty fields would do."""
    answer = possible(a, COLUMNS)
    if isinstance(answer, Found) and None in answer.witness.values():
        full = (record for record in records(a) if None not in record.values())
        assert not any(true(a, record) for record in full)


@settings(deadline=None)
@given(SIMPLE)
def test_every_field_of_a_witness_matters(a: Expression) -> None:
    """Without one of its fields a witness proves nothing, but for columns that always hold something.

    A column that stands for a condition brings the fields of that condition, also where the rest names one of them.
    """
    answer = possible(a, COLUMNS)
    named = {node.name for node in columns_of(a)}
    if any(name in named and not named.isdisjoint(bases) for name, bases in NEEDED.items()):
        return
    tried = list(records(a, also=answer.witness if isinstance(answer, Found) else {}))
    pairs = (node for node in walk(a) if isinstance(node, Comparison) and isinstance(node.right, Reference))
    if not isinstance(answer, Found) or len(tried) == MOST or any(pairs):
        return
    for name in filter(nullable, answer.witness):
        rest = {(other, value) for other, value in answer.witness.items() if other != name}
        assert any(rest <= set(record.items()) and not true(a, record) for record in tried)


@settings(deadline=None)
@given(SIMPLE)
def test_always_is_a_hole_that_does_not_exist(a: Expression) -> None:
    """A condition always holds exactly if every record at the cut points meets it."""
    answer = always(a, COLUMNS)
    assert isinstance(answer, bool)
    if answer:
        assert all(true(a, record) for record in records(a))


@settings(deadline=None)
@given(SIMPLE, SIMPLE)
def test_same_question_same_answer(a: Expression, b: Expression) -> None:
    """Asking twice gives the same witness."""
    assert differ(a, b, COLUMNS) == differ(a, b, COLUMNS)
