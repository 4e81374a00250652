"""Which records meet several conditions: overlaps, holes, differences, each with a record as the witness."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from opmodel.expressions.columns import Columns
from opmodel.expressions.holds import Record, holds
from opmodel.expressions.regions.formula import Formula, Formulas, Spent
from opmodel.expressions.regions.search import Answer, Impossible, Undecided, search
from opmodel.expressions.regions.terms import Terms
from opmodel.expressions.regions.translation import Translation
from opmodel.expressions.tree import Expression

Given: TypeAlias = Sequence[Expression]
"""Conditions that the records in question meet anyway."""


def possible(a: Expression, columns: Columns, given: Given = ()) -> Answer:
    """Look for a record that meets a condition."""
    return _Problem(columns, given).find([a], [])


def both(a: Expression, b: Expression, columns: Columns, given: Given = ()) -> Answer:
    """Look for a record that meets two conditions."""
    return _Problem(columns, given).find([a, b], [])


def none_of(conditions: Sequence[Expression], columns: Columns, given: Given = ()) -> Answer:
    """Look for a record for which no condition is true; unknown is not true."""
    return _Problem(columns, given).find([], conditions)


def differ(a: Expression, b: Expression, columns: Columns, given: Given = ()) -> Answer:
    """Look for a record for which exactly one of two conditions is true."""
    return _Problem(columns, given).apart(a, b)


def always(a: Expression, columns: Columns, given: Given = ()) -> bool | Undecided:
    """Tell whether every record meets a condition."""
    counterexample = none_of([a], columns, given)
    return counterexample if isinstance(counterexample, Undecided) else isinstance(counterexample, Impossible)


BUDGET = 60_000
"""Steps of one question: a step is one part of a formula made or looked at; a usual pair takes some hundred."""


class _Problem:
    """Conditions translated together, so that they share their columns."""

    def __init__(self, columns: Columns, given: Given) -> None:
        self._columns = columns
        self._given = given
        self._terms = Terms(columns)
        self._formulas = Formulas(BUDGET)
        self._translation = Translation(self._terms, self._formulas)

    def find(self, true: Sequence[Expression], not_true: Sequence[Expression]) -> Answer:
        return self._search(
            lambda: [*map(self._true, true), *map(self._not_true, not_true)],
            lambda record: (
                all(self._holds(one, record) for one in true) and not any(self._holds(one, record) for one in not_true)
            ),
        )

    def apart(self, a: Expression, b: Expression) -> Answer:
        return self._search(
            lambda: [
                self._formulas.some((self._true(a), self._true(b))),
                self._formulas.some((self._not_true(a), self._not_true(b))),
            ],
            lambda record: self._holds(a, record) is not self._holds(b, record),
        )

    def _search(self, wanted: Callable[[], list[Formula]], proves: Callable[[Record], bool]) -> Answer:
        try:
            formula = self._formulas.every((*wanted(), *map(self._true, self._given)))
            return search(
                formula,
                self._formulas,
                self._terms,
                lambda record: proves(record) and all(self._holds(one, record) for one in self._given),
            )
        except Spent:
            return Undecided("there are too many combinations to try")

    def _true(self, condition: Expression) -> Formula:
        return self._translation.formula(condition)

    def _not_true(self, condition: Expression) -> Formula:
        return self._formulas.opposite(self._translation.formula(condition))

    def _holds(self, condition: Expression, record: Record) -> bool:
        return holds(condition, record, self._columns, self._formulas.step) is True
