"""Formulas of true and false over variables, each made once, so that equal ones are one object."""

# Three-valued logic ends here: "x is true" and "x is false" are different formulas, and neither holds of an unknown x.
# There is no negation inside a formula, only predicates and their opposites.

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter, or_
from typing import TypeAlias

from opmodel.expressions.regions.predicates import Among, Beyond, Passes, Predicate, Related
from opmodel.expressions.regions.variables import Setting, Variable


class Join(enum.StrEnum):
    """How the parts of a formula make the whole."""

    EVERY = "every"
    SOME = "some"
    COUNT = "count"


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """One predicate on one variable; `Related` names the second itself."""

    number: int
    bits: int
    variable: Variable
    predicate: Predicate


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """Parts in the order they were made; `count` is how many must hold, only COUNT may hold a part twice."""

    number: int
    bits: int
    join: Join
    count: int
    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Fixed:
    """Always or never."""

    number: int
    bits: int = 0


Formula: TypeAlias = Leaf | Branch | Fixed

NEVER = Fixed(0)
ALWAYS = Fixed(1)


class Spent(Exception):  # noqa: N818 - a signal of the search, never shown
    """The budget of steps is used up."""


class Formulas:
    """Makes the formulas of one problem and counts the steps taken: one for each part made or looked at.

    `number` tells formulas apart, `bits` has one bit for each variable that occurs in a formula.

    Raises:
        Spent: by every method, once the budget is used up.
    """

    def __init__(self, budget: int) -> None:
        self._known: dict[tuple[object, ...], Formula] = {}
        self._opposites: dict[Formula, Formula] = {}
        self._bits: dict[Variable, int] = {}
        self._budget = budget

    def leaf(self, variable: Variable, predicate: Predicate) -> Formula:
        """Ask a predicate of a variable."""
        key = (variable, predicate)
        found = self._known.get(key)
        if found is None:
            bits = self.bit(variable) | (self.bit(predicate.other) if isinstance(predicate, Related) else 0)
            found = self._known[key] = Leaf(len(self._known) + 2, bits, variable, predicate)
        return found

    def every(self, parts: Iterable[Formula]) -> Formula:
        """Hold if all parts do."""
        return self._joined(Join.EVERY, parts, ends=NEVER, idle=ALWAYS)

    def some(self, parts: Iterable[Formula]) -> Formula:
        """Hold if one part does."""
        return self._joined(Join.SOME, parts, ends=ALWAYS, idle=NEVER)

    def at_least(self, count: int, parts: Iterable[Formula]) -> Formula:
        """Hold if so many parts do."""
        open_parts: list[Formula] = []
        for part in parts:
            if part is ALWAYS:
                count -= 1
            elif part is not NEVER:
                open_parts.append(part)
        if count <= 0:
            return ALWAYS
        if count > len(open_parts):
            return NEVER
        if count == 1:
            return self.some(open_parts)
        if count == len(open_parts):
            return self.every(open_parts)
        return self._branch(Join.COUNT, count, open_parts)

    def opposite(self, formula: Formula) -> Formula:
        """Hold exactly where a formula does not."""
        if formula not in self._opposites:
            made = self._opposite(formula)
            self._opposites[formula] = made
            self._opposites[made] = formula
        return self._opposites[formula]

    def put(self, formula: Formula, variable: Variable, setting: Setting, *, guessing: bool = False) -> Formula:
        """Return what is left of a formula once a variable is known; with `guessing`, texts are not looked into."""
        return _Putting(self, variable, setting, guessing=guessing).left(formula)

    def bit(self, variable: Variable) -> int:
        """Return the bit of a variable."""
        return self._bits.setdefault(variable, 1 << len(self._bits))

    def step(self, count: int = 1) -> None:
        """Count steps."""
        self._budget -= count
        if self._budget < 0:
            raise Spent

    def _joined(self, join: Join, parts: Iterable[Formula], *, ends: Fixed, idle: Fixed) -> Formula:
        found: set[Formula] = set()
        flat: set[Formula] = set()
        for part in parts:
            if part is ends or self._opposites.get(part) in found:
                return ends
            if part is not idle:
                found.add(part)
                flat.update(part.parts if isinstance(part, Branch) and part.join is join else (part,))
        if not flat.isdisjoint(map(self._opposites.get, flat)):
            return ends
        if len(flat) == 1:
            return flat.pop()
        return self._branch(join, 0, flat) if flat else idle

    def _branch(self, join: Join, count: int, parts: Iterable[Formula]) -> Formula:
        ordered = tuple(sorted(parts, key=_number))
        self.step(len(ordered))
        key = (join, count, ordered)
        found = self._known.get(key)
        if found is None:
            bits = reduce(or_, [part.bits for part in ordered])
            found = self._known[key] = Branch(len(self._known) + 2, bits, join, count, ordered)
        return found

    def _opposite(self, formula: Formula) -> Formula:
        if isinstance(formula, Fixed):
            return NEVER if formula is ALWAYS else ALWAYS
        if isinstance(formula, Leaf):
            return self.leaf(formula.variable, formula.predicate.opposite())
        parts = [self.opposite(part) for part in formula.parts]
        if formula.join is Join.COUNT:
            return self.at_least(len(parts) - formula.count + 1, parts)
        return self.some(parts) if formula.join is Join.EVERY else self.every(parts)


class _Putting:
    """Puts one setting into a formula, each shared part once."""

    def __init__(self, formulas: Formulas, variable: Variable, setting: Setting, *, guessing: bool) -> None:
        self._formulas = formulas
        self._guessing = guessing
        self._variable = variable
        self._bit = formulas.bit(variable)
        self._setting = setting
        self._done: dict[Formula, Formula] = {}

    def left(self, formula: Formula) -> Formula:
        if not formula.bits & self._bit or isinstance(formula, Fixed):
            return formula
        if formula not in self._done:
            self._formulas.step()
            self._done[formula] = self._leaf(formula) if isinstance(formula, Leaf) else self._branch(formula)
        return self._done[formula]

    def _branch(self, formula: Branch) -> Formula:
        parts = [self.left(part) for part in formula.parts]
        if formula.join is Join.EVERY:
            return self._formulas.every(parts)
        return (
            self._formulas.some(parts) if formula.join is Join.SOME else self._formulas.at_least(formula.count, parts)
        )

    def _leaf(self, leaf: Leaf) -> Formula:
        predicate = leaf.predicate
        if isinstance(predicate, Related):
            return self._related(leaf, predicate)
        return self._judged(predicate) if leaf.variable is self._variable else leaf

    def _related(self, leaf: Leaf, predicate: Related) -> Formula:
        first, second = leaf.variable is self._variable, predicate.other is self._variable
        if not first and not second:
            return leaf
        if not isinstance(self._setting, str):
            return ALWAYS if predicate.empty else NEVER
        rest = predicate.rest(self._setting, first=first)
        return (
            self._judged(rest)
            if first and second
            else self._formulas.leaf(predicate.other if first else leaf.variable, rest)
        )

    def _judged(self, predicate: Among | Beyond | Passes) -> Formula:
        if self._guessing and isinstance(predicate, Passes) and isinstance(self._setting, str):
            guess = predicate.guess
            if guess and not guess.settled:
                return self._formulas.leaf(guess, Among(frozenset((True,)), predicate.inside, empty=False))
        return ALWAYS if predicate.accepts(self._setting) else NEVER


def surely(formula: Formula, fixed: Mapping[Variable, Setting], known: dict[Formula, bool]) -> bool:
    """Tell whether the variables that are known make a formula hold, whatever the others are.

    Shared parts are looked at once: `known` collects the verdicts, so it must be empty for each `fixed`.
    """
    if formula not in known:
        known[formula] = _surely(formula, fixed, known)
    return known[formula]


def first_variable(formula: Leaf | Branch) -> Variable:
    """Return the variable to decide next: of a direct part if there is one, else of the first part."""
    while isinstance(formula, Branch):
        direct = (part for part in formula.parts if isinstance(part, Leaf))
        first = next(direct, formula.parts[0])
        assert not isinstance(first, Fixed)
        formula = first
    return formula.variable


_number = attrgetter("number")


def _surely(formula: Formula, fixed: Mapping[Variable, Setting], known: dict[Formula, bool]) -> bool:
    if isinstance(formula, Fixed):
        return formula is ALWAYS
    if isinstance(formula, Branch):
        count = {Join.EVERY: len(formula.parts), Join.SOME: 1, Join.COUNT: formula.count}[formula.join]
        return sum(surely(part, fixed, known) for part in formula.parts) >= count
    if formula.variable not in fixed:
        return False
    setting, predicate = fixed[formula.variable], formula.predicate
    if isinstance(predicate, Related):
        if not isinstance(setting, str):
            return predicate.empty
        rest = predicate.rest(setting, first=True)
        return predicate.other in fixed and rest.accepts(fixed[predicate.other])
    return predicate.accepts(setting)
