"""Which settings of a variable leave a formula any hope, seen at one look instead of by trying each."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import accumulate
from operator import or_

from opmodel.expressions.holds import Exact
from opmodel.expressions.regions.formula import ALWAYS, Branch, Fixed, Formula, Join, Leaf
from opmodel.expressions.regions.predicates import Beyond, Passes, Related
from opmodel.expressions.regions.variables import Cell, Setting


class Narrowing:
    """The settings of one variable as bits of a number, so that a list of 200 ranges is cut by 400 `and`s.

    `bit` is the variable's own in formulas; with `guessing`, texts are not looked into.
    """

    def __init__(self, bit: int, settings: tuple[Setting, ...], step: Callable[[int], None], *, guessing: bool) -> None:
        self._bit, self._settings, self._step, self._guessing = bit, settings, step, guessing
        self._all = (1 << len(settings)) - 1
        cells = sorted((one.sample, 1 << place) for place, one in enumerate(settings) if isinstance(one, Cell))
        self._samples = [sample for sample, _ in cells]
        self._up_to: list[int] = [0, *accumulate((one for _, one in cells), or_)]
        self._known: dict[Formula, int] = {}

    def hopeful(self, formula: Formula) -> tuple[Setting, ...]:
        """Return the settings that do not rule a formula out, in their order."""
        bits = self._hope(formula)
        return tuple(one for place, one in enumerate(self._settings) if bits >> place & 1) if bits else ()

    def _hope(self, formula: Formula) -> int:
        if isinstance(formula, Fixed):
            return self._all if formula is ALWAYS else 0
        if not formula.bits & self._bit:
            return self._all
        if formula not in self._known:
            self._known[formula] = self._leaf(formula) if isinstance(formula, Leaf) else self._branch(formula)
        return self._known[formula]

    def _branch(self, branch: Branch) -> int:
        self._step(len(branch.parts))
        hopes = map(self._hope, branch.parts)
        if branch.join is Join.COUNT:
            return self._counted(branch.count, list(hopes))
        bits = 0 if branch.join is Join.SOME else self._all
        for hope in hopes:
            bits = bits | hope if branch.join is Join.SOME else bits & hope
        return bits

    def _counted(self, count: int, hopes: list[int]) -> int:
        self._step(count * len(hopes))
        met = [self._all, *[0] * count]
        for hope in hopes:
            for number in range(count, 0, -1):
                met[number] |= met[number - 1] & hope
        return met[count]

    def _leaf(self, leaf: Leaf) -> int:
        predicate = leaf.predicate
        if isinstance(predicate, Related):
            return self._all
        if self._guessing and isinstance(predicate, Passes) and predicate.guess and not predicate.guess.settled:
            return self._all
        if isinstance(predicate, Beyond):
            return self._beyond(predicate.operator, predicate.bound)
        return sum(1 << place for place, setting in enumerate(self._settings) if predicate.accepts(setting))

    def _beyond(self, operator: str, bound: Exact) -> int:
        below = self._up_to[bisect_left(self._samples, bound)]
        up_to = self._up_to[bisect_right(self._samples, bound)]
        match operator:
            case "<":
                return below
            case "<=":
                return up_to
            case ">":
                return self._all ^ up_to
            case ">=":
                return self._all ^ below
        at = up_to ^ below
        return at if operator == "=" else self._all ^ at
