"""The variables of a problem, each made once, and everything they are compared with."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import gcd

from opmodel.expressions.columns import Column, Columns, Kind, day
from opmodel.expressions.holds import DEEPEST_DEFINITION, FLIPPED, Exact, exact
from opmodel.expressions.patterns import TextTest, one_of_each
from opmodel.expressions.regions.variables import Choice, Emptiness, Guess, Line
from opmodel.expressions.tree import TODAY, Expression, Literal, Reference, Sum, Today, moved

ANCHOR = date(2026, 1, 1).toordinal()
"""Days are counted from here, so that a date that nothing fixes is written as one people recognise."""

MOST_STEPS = 30_000
"""Steps in which all cases of the patterns of one text must be seen; else their truth is guessed one by one."""
_DAY = Column(TODAY, Kind.DATE, nullable=False)


class Unclear(Exception):  # noqa: N818 - a signal of the translation; its text becomes the reason of an answer
    """A comparison cannot be computed; the text says why."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of columns: factors by name, and the number added; a name with factor 0 can still make it empty."""

    factors: dict[str, int]
    constant: Exact

    def plus(self, other: "Amount", sign: int) -> "Amount":
        """Add or subtract another amount."""
        factors = dict(self.factors)
        for name, factor in other.factors.items():
            factors[name] = factors.get(name, 0) + sign * factor
        return Amount(factors, self.constant + sign * other.constant)


@dataclass(slots=True)
class Terms:
    """Filled while conditions are translated: which variables there are and where their outcomes may change.

    `mentioned` keeps the order of the text, `derived` the computed columns that sums were written out for, `cuts` the
    numbers a line is compared with, `sets` and `samples` the values a choice is compared with; `entangled` choices are
    compared with each other or by patterns, so that no value may stand for another; `paired` ones with each other.
    `cases` are texts that stand for all others.
    """

    columns: Columns
    mentioned: dict[str, Column] = field(default_factory=dict)
    derived: dict[str, tuple[Column, Amount]] = field(default_factory=dict)
    empties: dict[str, Emptiness] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    lines: dict[tuple[tuple[str, int], ...], Line] = field(default_factory=dict)
    guesses: dict[str, Guess] = field(default_factory=dict)
    cuts: dict[Line, list[Exact]] = field(default_factory=dict)
    sets: dict[Choice, list[frozenset[str]]] = field(default_factory=dict)
    samples: dict[Choice, list[str]] = field(default_factory=dict)
    entangled: dict[Choice, None] = field(default_factory=dict)
    paired: set[Choice] = field(default_factory=set)
    cases: dict[Choice, tuple[str, ...]] = field(default_factory=dict)

    def column(self, node: Reference) -> Column:
        """Return the column a reference names.

        Raises:
            Unclear: there is none.
        """
        column = self.columns.find(node.path)
        if column is None:
            raise Unclear(f"{self.columns.label} has no column '{node.name}'")
        return column

    def choice(self, node: Reference) -> Choice:
        """Return the variable of a text, enum, user or boolean column."""
        column = self.column(node)
        self.mentioned.setdefault(node.name, column)
        choice = self.choices.setdefault(node.name, Choice(node.name))
        self.sets.setdefault(choice, [])
        self.samples.setdefault(choice, [])
        return choice

    def guess(self, key: str, reason: str, choice: Choice | None = None, test: TextTest | None = None) -> Guess:
        """Return the variable of a comparison that cannot be computed, or of one that looks into a text."""
        return self.guesses.setdefault(key, Guess(reason, choice, test))

    def compared(self) -> frozenset[str]:
        """Return every text that a choice which may not stand for another is compared with as a whole."""
        sets = (one for choice in self.entangled for one in self.sets[choice])
        listed = (self.mentioned[choice.name].values for choice in self.entangled)
        return frozenset().union(*sets, *listed)

    def open_guesses(self) -> tuple[Guess, ...]:
        """Return the guesses that no text that is tried settles."""
        return tuple(guess for guess in self.guesses.values() if not guess.settled)

    def settle(self) -> bool:
        """Find texts that stand for all others where patterns leave few cases, as prefixes of postal codes do."""
        for choice in self.entangled:
            asked = [guess for guess in self.guesses.values() if guess.choice is choice and guess.test]
            if not asked or choice in self.paired:
                continue
            tests = [guess.test for guess in asked if guess.test]
            own = frozenset().union(*self.sets[choice])
            texts = one_of_each(tests, own, MOST_STEPS)
            if texts is not None:
                self.cases[choice] = texts
                for guess in asked:
                    guess.settled = True
        return bool(self.cases)

    def emptiness(self, amount: Amount) -> tuple[Emptiness, ...]:
        """Return the variables that tell whether an amount is empty: one for each column that may be."""
        names = (name for name in amount.factors if name != TODAY and self.mentioned[name].nullable)
        return tuple(self.empties.setdefault(name, Emptiness(name)) for name in names)

    def bound(self, amount: Amount, operator: str) -> tuple[Line, str, Exact]:
        """Write `amount operator 0` as a line compared with a number, the same line for the same columns."""
        kept = {name: factor for name, factor in sorted(amount.factors.items()) if factor}
        scale = gcd(*kept.values()) or 1
        if kept and next(iter(kept.values())) < 0:
            scale, operator = -scale, FLIPPED[operator]
        parts = tuple((name, factor // scale) for name, factor in kept.items())
        line = self.lines.setdefault(parts, Line(parts))
        number = divided(-amount.constant, scale)
        self.cuts.setdefault(line, []).append(number)
        return line, operator, number

    def amount(self, node: Expression, inside: tuple[str, ...] = ()) -> Amount:
        """Gather a sum of numbers or dates; computed columns are written out.

        Raises:
            Unclear: a part is neither a number nor a date.
        """
        if isinstance(node, Sum):
            total = Amount({}, 0)
            for sign, part in node.parts:
                total = total.plus(self.amount(part, inside), sign)
            return total
        if isinstance(node, Today):
            self.mentioned.setdefault(TODAY, _DAY)
            return Amount({TODAY: 1}, 0)
        if isinstance(node, Literal):
            return Amount({}, _number(node))
        if isinstance(node, Reference):
            return self._column_amount(node, inside)
        raise Unclear("a condition stands where a number is due")

    def _column_amount(self, node: Reference, inside: tuple[str, ...]) -> Amount:
        column = self.column(node)
        if column.kind is not Kind.DATE and not column.kind.counts:
            raise Unclear(f"'{node.name}' is {column.kind.value}")
        if column.derived is None:
            self.mentioned.setdefault(node.name, column)
            return Amount({node.name: 1}, 0)
        if node.name in self.derived:
            return self.derived[node.name][1]
        if node.name in inside or len(inside) >= DEEPEST_DEFINITION:
            raise Unclear(f"'{node.name}' is derived from itself")
        amount = self.amount(moved(column.derived, node.path[:-1]), (*inside, node.name))
        self.derived[node.name] = (column, amount)
        return amount


def is_whole(column: Column) -> bool:
    """Tell whether a column holds whole numbers only; a date is the number of a day."""
    return column.kind in (Kind.INTEGER, Kind.DATE)


def divided(number: Exact, parts: int) -> Exact:
    """Divide exactly; what comes out whole is as quick to compare as a whole number."""
    return number // parts if number % parts == 0 else Fraction(number, parts)


def _number(node: Literal) -> Exact:
    number = exact(node.value)
    if number is None and isinstance(node.value, str) and (counted := day(node.value)) is not None:
        return counted - ANCHOR
    if number is None:
        raise Unclear(f"'{node.value}' is neither a number nor a date")
    return number
