"""A condition as a formula over variables: what it can still be while only some of them are known.

The outcome of a formula is a set of truths, written as a bit mask: 1 true, 2 false, 4 unknown. A formula is called with
a state and returns that set and the first variable that would narrow it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from opmodel.expressions.holds import COMPARE
from opmodel.expressions.regions.variables import Cell, Choice, Emptiness, Guess, Line, State, Variable

TRUE, FALSE, NULL = 1, 2, 4
ANY = 7

Seen: TypeAlias = tuple[int, Variable | None]
Formula: TypeAlias = Callable[[State], Seen]


def _table(combine: Callable[[int, int], int]) -> tuple[tuple[int, ...], ...]:
    bits = (TRUE, FALSE, NULL)

    def both(left: int, right: int) -> int:
        mask = 0
        for one in bits:
            for other in bits:
                if left & one and right & other:
                    mask |= combine(one, other)
        return mask

    return tuple(tuple(both(left, right) for right in range(8)) for left in range(8))


def _mapped(when_true: int, when_false: int, when_null: int) -> tuple[int, ...]:
    return tuple(
        (when_true if mask & TRUE else 0) | (when_false if mask & FALSE else 0) | (when_null if mask & NULL else 0)
        for mask in range(8)
    )


_AND = _table(lambda one, other: FALSE if FALSE in (one, other) else NULL if NULL in (one, other) else TRUE)
_OR = _table(lambda one, other: TRUE if TRUE in (one, other) else NULL if NULL in (one, other) else FALSE)
_SAME = _table(lambda one, other: NULL if NULL in (one, other) else TRUE if one == other else FALSE)

NEGATION = _mapped(FALSE, TRUE, NULL)
IS_UNKNOWN = _mapped(FALSE, FALSE, TRUE)
IS_NOT_TRUE = _mapped(FALSE, TRUE, TRUE)


@dataclass(frozen=True, slots=True, eq=False)
class Fixed:
    """Always the same outcome."""

    mask: int

    def __call__(self, state: State) -> Seen:
        """Return the one outcome."""
        state.step()
        return self.mask, None


@dataclass(frozen=True, slots=True, eq=False)
class Mapped:
    """A formula seen through a table of outcomes, such as `NEGATION`."""

    table: tuple[int, ...]
    inner: Formula

    def __call__(self, state: State) -> Seen:
        """Return the outcomes behind the table."""
        mask, variable = self.inner(state)
        return _seen(self.table[mask], variable)


@dataclass(frozen=True, slots=True, eq=False)
class Every:
    """All terms hold."""

    terms: tuple[Formula, ...]

    def __call__(self, state: State) -> Seen:
        """Return false as soon as one term is."""
        return _folded(self.terms, state, _AND, TRUE, FALSE)


@dataclass(frozen=True, slots=True, eq=False)
class Some:
    """One term holds."""

    terms: tuple[Formula, ...]

    def __call__(self, state: State) -> Seen:
        """Return true as soon as one term is."""
        return _folded(self.terms, state, _OR, FALSE, TRUE)


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Two formulas have the same truth."""

    left: Formula
    right: Formula

    def __call__(self, state: State) -> Seen:
        """Return unknown where one side is."""
        left, first = self.left(state)
        right, second = self.right(state)
        return _seen(_SAME[left][right], first or second)


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """At least `count` terms hold."""

    count: int
    terms: tuple[Formula, ...]

    def __call__(self, state: State) -> Seen:
        """Return unknown where the unknown terms decide."""
        masks, variable = [], None
        for term in self.terms:
            mask, unknown = term(state)
            masks.append(mask)
            variable = variable or unknown
        sure = masks.count(TRUE)
        may_hold = sum(bool(mask & TRUE) for mask in masks)
        not_false = sum(not mask & FALSE for mask in masks)
        may_count = sum(bool(mask & (TRUE | NULL)) for mask in masks)
        mask = TRUE if may_hold >= self.count else 0
        mask |= FALSE if not_false < self.count else 0
        mask |= NULL if sure < self.count <= may_count and any(one & NULL for one in masks) else 0
        return _seen(mask, variable)


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """The value of the first case that holds is one of `allowed`; unknown if no case holds."""

    cases: tuple[tuple[str, Formula], ...]
    allowed: frozenset[str]

    def __call__(self, state: State) -> Seen:
        """Return unknown where no case may hold."""
        outcomes, variable = 0, None
        for value, test in self.cases:
            mask, unknown = test(state)
            variable = variable or unknown
            if mask & TRUE:
                outcomes |= TRUE if value in self.allowed else FALSE
            if mask == TRUE:
                return _seen(outcomes, variable)
        return _seen(outcomes | NULL, variable)


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A line compared with a number; unknown if one of its columns is empty."""

    line: Line
    operator: str
    bound: Fraction
    empties: tuple[Emptiness, ...]

    def __call__(self, state: State) -> Seen:
        """Ask first for empty columns, then for the stretch of the line."""
        state.step()
        cell = state.fixed.get(self.line)
        mask = TRUE | FALSE
        if isinstance(cell, Cell):
            mask = TRUE if COMPARE[self.operator](cell.sample, self.bound) else FALSE
        for empty in self.empties:
            known = state.fixed.get(empty)
            if known is None:
                return mask | NULL, empty
            if known:
                return NULL, None
        return mask, None if cell else self.line


@dataclass(frozen=True, slots=True, eq=False)
class IsEmpty:
    """A number or date is empty."""

    empty: Emptiness

    def __call__(self, state: State) -> Seen:
        """Ask for the emptiness."""
        state.step()
        known = state.fixed.get(self.empty)
        return (TRUE | FALSE, self.empty) if known is None else (TRUE if known else FALSE, None)


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A choice is one of some values; unknown if it is empty."""

    choice: Choice
    values: frozenset[str | bool]

    def __call__(self, state: State) -> Seen:
        """Ask for the choice."""
        state.step()
        if self.choice not in state.fixed:
            return ANY if self.choice.nullable else TRUE | FALSE, self.choice
        setting = state.fixed[self.choice]
        return (NULL if setting is None else TRUE if setting in self.values else FALSE), None


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """A test on the values of choices; where `guess` is given, a sample of values does not stand for all others."""

    choices: tuple[Choice, ...]
    test: Callable[[tuple[str, ...]], bool]
    guess: Guess | None

    def __call__(self, state: State) -> Seen:
        """Ask for all choices, then compute or guess."""
        state.step()
        for choice in self.choices:
            if choice not in state.fixed:
                return ANY, choice
        values = tuple(state.fixed[choice] for choice in self.choices)
        if None in values:
            return NULL, None
        if self.guess and state.guessing:
            return _guessed(self.guess, state)
        return (TRUE if self.test(tuple(map(str, values))) else FALSE), None


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """A comparison that cannot be computed at all."""

    guess: Guess

    def __call__(self, state: State) -> Seen:
        """Ask for the guess if guessing is allowed."""
        state.step()
        if not state.guessing:
            return ANY, None
        return _guessed(self.guess, state)


def _guessed(guess: Guess, state: State) -> Seen:
    if guess not in state.fixed:
        return ANY, guess
    known = state.fixed[guess]
    return (NULL if known is None else TRUE if known else FALSE), None


def _folded(terms: tuple[Formula, ...], state: State, table: tuple[tuple[int, ...], ...], mask: int, end: int) -> Seen:
    variable = None
    for term in terms:
        outcome, unknown = term(state)
        mask = table[mask][outcome]
        if mask == end:
            return mask, None
        variable = variable or unknown
    return _seen(mask, variable)


def _seen(mask: int, variable: Variable | None) -> Seen:
    return mask, None if mask in (TRUE, FALSE, NULL) else variable
