"""The settings of a variable worth trying: enough to meet every case, the most readable first."""

from collections.abc import Iterable
from fractions import Fraction
from math import floor

from opmodel.expressions.columns import Column, Kind
from opmodel.expressions.holds import Exact, exact
from opmodel.expressions.regions.linear import between
from opmodel.expressions.regions.terms import Terms, is_whole
from opmodel.expressions.regions.variables import Cell, Choice, Emptiness, Guess, Line, Setting, Variable
from opmodel.expressions.tree import TODAY

_COIN = Fraction(1, 100)
_WORDS = {Kind.TEXT: "text", Kind.ENUM: "value", Kind.USER: "user"}


class Domains:
    """The settings of each variable of one problem, worked out when first asked for."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._known: dict[tuple[Variable, bool], tuple[Setting, ...]] = {}

    def settings(self, variable: Variable, *, guessing: bool) -> tuple[Setting, ...]:
        """Return what a variable may be, an empty column last; `guessing` lets truths be guessed."""
        known = (variable, guessing)
        if known not in self._known:
            self._known[known] = self._settings(variable, guessing=guessing)
        return () if isinstance(variable, Guess) and not guessing else self._known[known]

    def _settings(self, variable: Variable, *, guessing: bool) -> tuple[Setting, ...]:
        match variable:
            case Emptiness():
                return (False, True)
            case Guess():
                return (True, False) if variable.test else (True, False, None)
            case Line():
                return tuple(self._cells(variable))
            case Choice():
                column = self._terms.mentioned[variable.name]
                settings = (
                    (True, False)
                    if column.kind is Kind.BOOLEAN
                    else tuple(self._texts(variable, column, guessing=guessing))
                )
                return (*settings, None) if column.nullable else settings

    def _cells(self, line: Line) -> Iterable[Cell]:
        columns = [self._terms.mentioned[name] for name, _ in line.parts]
        whole = all(is_whole(column) for column in columns)
        low, high = limits(columns[0]) if len(columns) == 1 else (None, None)
        cuts = [cut for cut in sorted(set(self._terms.cuts[line])) if _within(cut, low, high)]
        found = cells(cuts, low, high, whole=whole)
        coins = not whole and all(column.coins or is_whole(column) for column in columns)
        if coins and all((cut / _COIN).denominator == 1 for cut in cuts):
            return (cell for cell in found if _holds_a_coin(cell))
        return found

    def _texts(self, choice: Choice, column: Column, *, guessing: bool) -> list[str]:
        samples = list(dict.fromkeys(self._terms.samples[choice]))
        if column.values:
            known = [value for value in samples if value in column.values]
            ranked = list(dict.fromkeys((*known, *column.values)))
            return ranked if choice in self._terms.entangled else _one_of_each(ranked, self._terms.sets[choice])
        others = 1
        if choice in self._terms.entangled:
            compared = self._terms.compared()
            samples = list(dict.fromkeys((*samples, *self._tangle())))
            if guessing and choice not in self._terms.cases:
                samples = [one for one in samples if one in compared]
            others = len(self._terms.entangled)
        found = samples + _others(samples, self._word(choice, column), others)
        return list(dict.fromkeys((*found, *self._terms.cases.get(choice, ()))))

    def _word(self, choice: Choice, column: Column) -> str:
        """Call a text by what its column holds; those compared with each other must be able to hold the same."""
        kinds = {self._terms.mentioned[one.name].kind for one in self._terms.paired}
        return _WORDS[Kind.TEXT if choice in self._terms.paired and len(kinds) > 1 else column.kind]

    def _tangle(self) -> Iterable[str]:
        for choice in self._terms.entangled:
            yield from self._terms.samples[choice]
            yield from self._terms.mentioned[choice.name].values


def cells(cuts: list[Exact], low: Exact | None, high: Exact | None, *, whole: bool) -> Iterable[Cell]:
    """Cut a line at the numbers it is compared with: those first, then what lies between, the ends of a range last."""
    compared = frozenset(cuts)
    ends = [end for end in (low, high) if end is not None and end not in compared]
    points = sorted({*cuts, *ends})
    yield from _points(cuts, whole=whole)
    before: list[Exact | None] = [None, *points]
    after: list[Exact | None] = [*points, None]
    for left, right in zip(before, after, strict=True):
        if (left is None and low is not None) or (right is None and high is not None):
            continue
        sample = _sample(left, right, from_right=left is None or left not in compared, whole=whole)
        if sample is not None:
            yield Cell(left, right, sample)
    yield from _points(ends, whole=whole)


def limits(column: Column) -> tuple[Exact | None, Exact | None]:
    """Return the declared range of a column."""
    if column.name == TODAY:
        return None, None
    return exact(column.minimum), exact(column.maximum)


def _points(numbers: list[Exact], *, whole: bool) -> Iterable[Cell]:
    return (Cell(number, number, number) for number in numbers if not whole or number.denominator == 1)


def _sample(left: Exact | None, right: Exact | None, *, from_right: bool, whole: bool) -> Exact | None:
    if from_right and right is not None:
        mirrored = between(-right, None if left is None else -left, open_low=True, open_high=True, whole=whole)
        return None if mirrored is None else -mirrored
    return between(left, right, open_low=True, open_high=True, whole=whole)


def _holds_a_coin(cell: Cell) -> bool:
    """Tell whether money can have an amount in a cell: nothing lies between 99.99 and 100."""
    if cell.is_point or cell.low is None or cell.high is None:
        return True
    return (floor(cell.low / _COIN) + 1) * _COIN < cell.high


def _within(number: Exact, low: Exact | None, high: Exact | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)


def _one_of_each(values: list[str], sets: list[frozenset[str]]) -> list[str]:
    kept: dict[tuple[bool, ...], str] = {}
    for value in values:
        kept.setdefault(tuple(value in one for one in sets), value)
    return list(kept.values())


def _others(samples: list[str], word: str, count: int) -> list[str]:
    found: list[str] = []
    number = 1
    while len(found) < count:
        text = (f"another {word}" if samples else f"some {word}") + (f" {number}" if number > 1 else "")
        number += 1
        if text not in samples:
            found.append(text)
    return found
