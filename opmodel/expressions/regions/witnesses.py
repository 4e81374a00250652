"""From the settings of a search to a record: numbers that fit together, dates as people write them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from opmodel.expressions.columns import Kind
from opmodel.expressions.holds import Exact, Record, written
from opmodel.expressions.regions.domains import Domains, limits
from opmodel.expressions.regions.linear import Limit, Unsure, between, limit, solve
from opmodel.expressions.regions.terms import ANCHOR, Terms, divided, is_whole
from opmodel.expressions.regions.variables import Cell, Choice, Emptiness, Line, Setting, Variable
from opmodel.expressions.tree import TODAY, Value

Fixed: TypeAlias = Mapping[Variable, Setting]


class Witnesses:
    """Makes records for one problem."""

    def __init__(self, terms: Terms, domains: Domains, step: Callable[[int], None]) -> None:
        self._terms = terms
        self._domains = domains
        self._step = step
        columns = terms.mentioned
        self._whole = frozenset(name for name, column in columns.items() if is_whole(column))
        latest_first = tuple(reversed(columns))
        self._order = tuple(sorted(latest_first, key=lambda name: name != TODAY))
        self._joint = frozenset(_joint(terms.lines.values()))
        self._coupled = tuple(line for line in terms.lines.values() if self.is_coupled(line))

    def is_coupled(self, line: Line) -> bool:
        """Tell whether a line shares a column with a line of several columns, so that not all cells go together."""
        return any(name in self._joint for name, _ in line.parts)

    def coupled(self, fixed: Fixed) -> tuple[Setting, ...]:
        """Return the settings of coupled lines, the part of the past that the future depends on."""
        return tuple(fixed.get(line) for line in self._coupled)

    def fits(self, fixed: Fixed) -> bool:
        """Tell whether the lines fixed so far leave numbers for their columns."""
        try:
            return self._solved(fixed) is not None
        except Unsure:
            return True

    def record(self, fixed: Fixed, proves: Callable[[Record], bool]) -> dict[str, Value | None]:
        """Return a record with the settings.

        Raises:
            Unsure: none was found.
        """
        numbers = self._numbers(fixed)
        record: dict[str, Value | None] = {}
        for variable, setting in fixed.items():
            if isinstance(variable, Emptiness) and setting is True:
                record[variable.name] = None
            elif isinstance(variable, Choice) and not isinstance(setting, Cell):
                record[variable.name] = setting
        for name, number in numbers.items():
            record[name] = self._written(name, number)
        if not proves(record):
            record = {**self.required(), **record}
        return self._by_mention(self._derived(record, numbers, proves))

    def required(self) -> dict[str, Value | None]:
        """Return some value for each column that always holds one."""
        record: dict[str, Value | None] = {}
        for name, column in self._terms.mentioned.items():
            choice = self._terms.choices.get(name)
            if choice is not None and not column.nullable:
                record[name] = self._first(choice)
            elif not column.nullable:
                record[name] = self._written(name, self._any(name))
        return record

    def _numbers(self, fixed: Fixed) -> dict[str, Exact]:
        numbers = self._solved(fixed)
        if numbers is None:
            raise Unsure
        for variable, setting in fixed.items():
            if isinstance(variable, Line) and isinstance(setting, Cell) and len(variable.parts) == 1:
                numbers.setdefault(variable.parts[0][0], divided(setting.sample, variable.parts[0][1]))
        for variable, setting in fixed.items():
            if isinstance(variable, Emptiness) and setting is False and variable.name not in numbers:
                numbers[variable.name] = self._any(variable.name)
        return numbers

    def _any(self, name: str) -> Exact:
        low, high = limits(self._terms.mentioned[name])
        number = between(low, high, open_low=False, open_high=False, whole=name in self._whole)
        if number is None:
            raise Unsure
        return number

    def _first(self, choice: Choice) -> Value | None:
        setting = self._domains.settings(choice, guessing=False)[0]
        return None if isinstance(setting, Cell) else setting

    def _solved(self, fixed: Fixed) -> dict[str, Exact] | None:
        lines = [(line, cell) for line, cell in fixed.items() if isinstance(line, Line) and isinstance(cell, Cell)]
        joint = dict.fromkeys(_joint(line for line, _ in lines))
        if not joint:
            return {}
        bounds = [one for name in joint for one in self._range(name)]
        for line, cell in lines:
            if any(name in joint for name, _ in line.parts):
                bounds.extend(self._bounds(line, cell))
        return solve(bounds, tuple(name for name in self._order if name in joint), self._whole, self._step)

    def _range(self, name: str) -> Iterator[Limit]:
        low, high = limits(self._terms.mentioned[name])
        if low is not None:
            yield limit({name: Fraction(-1)}, -low, strict=False, whole=self._whole)
        if high is not None:
            yield limit({name: Fraction(1)}, high, strict=False, whole=self._whole)

    def _bounds(self, line: Line, cell: Cell) -> Iterator[Limit]:
        factors = {name: Fraction(factor) for name, factor in line.parts}
        mirrored = {name: -factor for name, factor in factors.items()}
        if cell.high is not None:
            yield limit(factors, cell.high, strict=not cell.is_point, whole=self._whole)
        if cell.low is not None:
            yield limit(mirrored, -cell.low, strict=not cell.is_point, whole=self._whole)

    def _written(self, name: str, number: Exact) -> Value:
        kind = self._terms.mentioned[name].kind
        value = written(number + ANCHOR if kind is Kind.DATE else number, kind)
        if value is None:
            raise Unsure
        return value

    def _derived(
        self, record: dict[str, Value | None], numbers: Mapping[str, Exact], proves: Callable[[Record], bool]
    ) -> dict[str, Value | None]:
        for name, (column, amount) in self._terms.derived.items():
            if all(base in numbers for base in amount.factors):
                shorter = {base: value for base, value in record.items() if base not in amount.factors}
                total = sum((factor * numbers[base] for base, factor in amount.factors.items()), amount.constant)
                shorter[name] = written(total + ANCHOR if column.kind is Kind.DATE else total, column.kind)
                if proves(shorter):
                    record = shorter
        return record

    def _by_mention(self, record: Mapping[str, Value | None]) -> dict[str, Value | None]:
        order = [*(name for name in self._terms.mentioned if name != TODAY), *self._terms.derived, TODAY]
        return {name: record[name] for name in order if name in record}


def _joint(lines: Iterable[Line]) -> Iterator[str]:
    return (name for line in lines if len(line.parts) > 1 for name, _ in line.parts)
