"""Which records meet several conditions: overlaps, holes, differences, each with a record as the witness."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from opmodel.expressions.columns import Columns
from opmodel.expressions.glance import met_by_one
from opmodel.expressions.holds import Record, holds
from opmodel.expressions.regions.domains import Domains
from opmodel.expressions.regions.formula import Formula, Formulas, Spent
from opmodel.expressions.regions.linear import Unsure
from opmodel.expressions.regions.search import Found, Impossible, SearchResult, Undecided, search
from opmodel.expressions.regions.terms import Terms
from opmodel.expressions.regions.translation import Translation
from opmodel.expressions.regions.witnesses import Witnesses
from opmodel.expressions.tree import Expression, all_of, any_of, negated

Given: TypeAlias = Sequence[Expression]
"""Conditions that the records in question meet anyway."""


def possible(a: Expression, columns: Columns, given: Given = ()) -> SearchResult:
    """Look for a record that meets a condition."""
    return _Problem(columns, given).find([a], [])


def both(a: Expression, b: Expression, columns: Columns, given: Given = ()) -> SearchResult:
    """Look for a record that meets two conditions."""
    return _Problem(columns, given).find([a, b], [])


def none_of(conditions: Sequence[Expression], columns: Columns, given: Given = ()) -> SearchResult:
    """Look for a record for which no condition is true; unknown is not true."""
    return _Problem(columns, given).find([], conditions)


def differ(a: Expression, b: Expression, columns: Columns, given: Given = ()) -> SearchResult:
    """Look for a record for which exactly one of two conditions is true."""
    return _Problem(columns, given).apart(a, b)


def always(a: Expression, columns: Columns, given: Given = ()) -> bool | Undecided:
    """Tell whether every record meets a condition."""
    counterexample = none_of([a], columns, given)
    return counterexample if isinstance(counterexample, Undecided) else isinstance(counterexample, Impossible)


@dataclass(frozen=True, slots=True)
class Shadowed:
    """Every record a condition would take is taken by others before it: their places in the list, in its order.

    Without any, no record meets the condition at all.
    """

    by: tuple[int, ...]


class FirstMatch:
    """Conditions of a list in which the first that holds takes the record: routing rules, cases, rows of a table.

    Made for long lists: a question looks only at those of the others that stand in the way of the record it found.
    """

    def __init__(self, conditions: Sequence[Expression], columns: Columns, given: Given = ()) -> None:
        self._conditions, self._columns, self._given = tuple(conditions), columns, tuple(given)

    @cached_property
    def _usual(self) -> Record:
        return _Problem(self._columns, self._given).never_empty(self._conditions)

    def left_over(self) -> SearchResult:
        """Look for a record that no condition takes."""
        return none_of(self._conditions, self._columns, self._given)

    def is_reached(self, place: int) -> bool:
        """Tell at a glance whether a record that a condition takes is taken by none before it; False says nothing."""
        before = tuple(map(negated, self._conditions[:place]))
        wanted = all_of((self._conditions[place], *self._given, *before))
        return len(before) <= MOST_TRIED and met_by_one(wanted, self._columns)

    def reaching(self, place: int) -> Found | Shadowed | Undecided:
        """Look for a record that a condition takes and none before it, else name those that take them all."""
        row, before = self._conditions[place], range(place)
        taken: list[int] = []
        while True:
            found = _Problem(self._columns, self._given).find([row], [self._conditions[one] for one in sorted(taken)])
            if isinstance(found, Impossible):
                return Shadowed(tuple(sorted(taken)))
            earlier = self._first_taking(found.witness, before) if isinstance(found, Found) else None
            if earlier is None:
                return found
            taken = list(before) if len(taken) >= MOST_TRIED else [*taken, earlier]

    def shared(self, place: int, *, others: Sequence[int]) -> tuple[int, Record] | None:
        """Return the first of the others that takes a record of a condition as well, with the record."""
        problem = _Problem(self._columns, self._given)
        rest = any_of(tuple(self._conditions[other] for other in others))
        found = problem.find([self._conditions[place], rest], [])
        if not isinstance(found, Found):
            return None
        first = self._first_taking(found.witness, others)
        return None if first is None else (first, found.witness)

    def _first_taking(self, witness: Record, places: Sequence[int]) -> int | None:
        record = {**self._usual, **witness}
        return next((one for one in places if holds(self._conditions[one], record, self._columns) is True), None)


MOST_TRIED = 12
"""Conditions of a list that are put in the way one by one; after that all of them are."""
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

    def find(self, true: Sequence[Expression], not_true: Sequence[Expression]) -> SearchResult:
        return self._search(
            lambda: [*map(self._true, true), *map(self._not_true, not_true)],
            lambda record: (
                all(self._holds(one, record) for one in true) and not any(self._holds(one, record) for one in not_true)
            ),
        )

    def never_empty(self, conditions: Sequence[Expression]) -> Record:
        """Return some value for each column that conditions depend on and that always holds one."""
        try:
            for condition in conditions:
                self._true(condition)
            return Witnesses(self._terms, Domains(self._terms), self._formulas.step).required()
        except (Spent, Unsure):
            return {}

    def apart(self, a: Expression, b: Expression) -> SearchResult:
        return self._search(
            lambda: [
                self._formulas.some((self._true(a), self._true(b))),
                self._formulas.some((self._not_true(a), self._not_true(b))),
            ],
            lambda record: self._holds(a, record) is not self._holds(b, record),
        )

    def _search(self, wanted: Callable[[], list[Formula]], proves: Callable[[Record], bool]) -> SearchResult:
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
