"""Values of the language: durations, quantities and the four kinds of absence."""

import enum
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

DURATION = r"[0-9]{1,9}(?:\.[0-9]{1,9})?(?:min|h|bh|d|bd|w|mo|q|y)"
_DURATION = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)(min|h|bh|d|bd|w|mo|q|y)")

HOURS_PER_UNIT = {
    "min": 1 / 60,
    "h": 1.0,
    "bh": 1.0,
    "d": 24.0,
    "bd": 24.0,
    "w": 168.0,
    "mo": 730.5,
    "q": 2191.5,
    "y": 8766.0,
}
"""Hours of one unit: a month is a twelfth, a quarter a fourth of 365.25 days; business units count as calendar ones."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as written: an amount and its unit (`min h bh d bd w mo q y`; b counts business time)."""

    amount: float
    unit: str

    @property
    def hours(self) -> float:
        """Length in calendar hours, for comparing two durations."""
        return self.amount * HOURS_PER_UNIT[self.unit]

    def __str__(self) -> str:
        """Return the text a person would write."""
        return f"{self.amount:g}{self.unit}"


@lru_cache(256)  # a model says the same few over and over
def duration(text: str) -> Duration | None:
    """Read `2bh`, `10d`, `1.5w`; anything else is None."""
    match = _DURATION.fullmatch(text)
    return Duration(float(match[1]), match[2]) if match else None


@dataclass(frozen=True, slots=True)
class Case(Generic[T]):
    """One value of a quantity: `low` and `high` are equal unless it is a range; `key` is the dimension's value."""

    low: T
    high: T
    about: bool = False
    key: str = ""

    def __str__(self) -> str:
        """Return the text a person would write."""
        text = f"{_text(self.low)}" if self.low == self.high else f"{_text(self.low)}..{_text(self.high)}"
        return f"~{text}" if self.about else text


@dataclass(frozen=True, slots=True)
class Quantity(Generic[T]):
    """A number or duration that may be exact, about (`~3mo`), a range (`1bd..2bd`) or differ by a dimension.

    Invariant: without a dimension there is exactly one case and its key is empty.
    """

    cases: tuple[Case[T], ...]
    dimension: str = ""

    def __str__(self) -> str:
        """Return the text a person would write."""
        if not self.dimension:
            return str(self.cases[0])
        return ", ".join(f"{case.key} {case}" for case in self.cases)


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


class Why(enum.Enum):
    """Why a field holds no value."""

    UNKNOWN = "unknown"
    """Somebody looked and nobody knows."""
    WITHHELD = "withheld"
    """It exists and is kept elsewhere."""
    NONE = "none"
    """On purpose."""
    BROKEN = "broken"
    """Something is written that could not be read; the reader has reported it."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A field without a value and why.

    `path` is where it is missing (`measures.win_rate.weight`), `field` the same without ids and positions
    (`measures.weight`), `reason` the text of `none`.
    """

    why: Why
    path: str
    field: str
    reason: str = ""
