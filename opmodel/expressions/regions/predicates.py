"""What a part of a formula asks of one variable, or of two."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from math import ceil, floor
from typing import TypeAlias

from opmodel.expressions.holds import COMPARE, NEGATED, Exact
from opmodel.expressions.regions.variables import Cell, Guess, Setting, Variable


@dataclass(frozen=True, slots=True)
class Among:
    """The setting is one of the values if `inside`, else another one; `empty` is the verdict on an empty one."""

    values: frozenset[str | bool]
    inside: bool
    empty: bool

    def accepts(self, setting: Setting) -> bool:
        """Judge a setting."""
        if setting is None or isinstance(setting, Cell):
            return self.empty
        return (setting in self.values) is self.inside

    def opposite(self) -> "Among":
        """Return what accepts exactly the other settings."""
        return Among(self.values, not self.inside, not self.empty)


@dataclass(frozen=True, slots=True)
class Beyond:
    """The stretch of a line lies on one side of a number; over whole numbers no two say the same (see `beyond`)."""

    operator: str
    bound: Exact
    whole: bool

    def accepts(self, setting: Setting) -> bool:
        """Judge a setting."""
        return isinstance(setting, Cell) and COMPARE[self.operator](setting.sample, self.bound)

    def opposite(self) -> "Beyond":
        """Return what accepts exactly the other settings."""
        return beyond(NEGATED[self.operator], self.bound, whole=self.whole)


def beyond(operator: str, bound: Exact, *, whole: bool) -> Beyond:
    """Compare a line with a number; whole numbers below 5 are those up to 4."""
    if whole and operator in ("<", "<="):
        return Beyond("<=", ceil(bound) - 1 if operator == "<" else floor(bound), whole)
    if whole and operator in (">", ">="):
        return Beyond(">=", floor(bound) + 1 if operator == ">" else ceil(bound), whole)
    return Beyond(operator, bound, whole)


@dataclass(frozen=True, slots=True)
class Passes:
    """A text passes a test if `inside`, else fails it; the key names the test.

    With a `guess`, the texts that are tried do not stand for all others, so their verdict proves nothing impossible.
    """

    key: tuple[str, ...]
    test: Callable[[str], bool] = field(compare=False)
    inside: bool
    empty: bool
    guess: Guess | None

    def accepts(self, setting: Setting) -> bool:
        """Judge a setting."""
        return self.test(setting) is self.inside if isinstance(setting, str) else self.empty

    def opposite(self) -> "Passes":
        """Return what accepts exactly the other settings."""
        return replace(self, inside=not self.inside, empty=not self.empty)


@dataclass(frozen=True, slots=True)
class Related:
    """Two texts pass a test together; once one is known, the other has to pass the rest of it."""

    key: str
    other: Variable
    test: Callable[[str, str], bool] = field(compare=False)
    inside: bool
    empty: bool
    guess: Guess | None

    def rest(self, known: str, *, first: bool) -> Passes:
        """Return what is asked of one text when the other is known: the first of the two, or the second."""
        key = (self.key, "first" if first else "second", known)
        test = partial(self.test, known) if first else lambda text: self.test(text, known)
        return Passes(key, test, self.inside, self.empty, self.guess)

    def opposite(self) -> "Related":
        """Return what accepts exactly the other pairs."""
        return replace(self, inside=not self.inside, empty=not self.empty)


Predicate: TypeAlias = Among | Beyond | Passes | Related
