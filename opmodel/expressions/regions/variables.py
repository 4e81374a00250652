"""What the search for a record decides one by one."""

from dataclasses import dataclass
from typing import TypeAlias

from opmodel.expressions.holds import Exact
from opmodel.expressions.patterns import TextTest


@dataclass(frozen=True, slots=True, eq=False)
class Emptiness:
    """Whether a number or date is empty."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A sum of columns with whole factors, the first positive: `annual_amount - discount`."""

    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A column with single values: texts, enums, users, booleans; None is the empty one."""

    name: str


@dataclass(slots=True, eq=False)
class Guess:
    """The truth of a comparison that is not computed; `reason` says why.

    With a `test` of one text it is answered at the end of the search: by a text that goes with all that was guessed.
    It is `settled`, and no guess any more, where the texts that are tried stand for all.
    """

    reason: str
    choice: "Choice | None" = None
    test: TextTest | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line in which no comparison changes: one point, or all between two points, ends excluded.

    `sample` lies in it; low or high None is without end.
    """

    low: Exact | None
    high: Exact | None
    sample: Exact

    @property
    def is_point(self) -> bool:
        """Whether the stretch is a single value."""
        return self.low is not None and self.low == self.high


Variable: TypeAlias = Emptiness | Line | Choice | Guess
Setting: TypeAlias = Cell | bool | str | None
