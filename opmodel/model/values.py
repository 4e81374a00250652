"""Values of the language: durations, quantities, signed strengths and the four kinds of absence."""

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

_NOUNS = {
    "min": "minute",
    "h": "hour",
    "bh": "business hour",
    "d": "day",
    "bd": "business day",
    "w": "week",
    "mo": "month",
    "q": "quarter",
    "y": "year",
}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as written: an amount and its unit (`min h bh d bd w mo q y`; b counts business time)."""

    amount: float
    unit: str

    @property
    def hours(self) -> float:
        """Length in calendar hours, for comparing two durations."""
        return self.amount * HOURS_PER_UNIT[self.unit]

    @property
    def months(self) -> float:
        """Length in months."""
        return self.hours / HOURS_PER_UNIT["mo"]

    def __str__(self) -> str:
        """Return the text a person would write."""
        return f"{self.amount:g}{self.unit}"

    @property
    def spoken(self) -> str:
        """What follows `every` in a sentence: `week`, `2 weeks`."""
        noun = _NOUNS[self.unit]
        return noun if self.amount == 1 else f"{self.amount:g} {noun}s"


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


STRENGTHS = {"weak": (0.05, 0.15, 0.25), "medium": (0.25, 0.40, 0.55), "strong": (0.55, 0.75, 0.95)}
"""The band of each word for a strength: lowest, most likely, highest."""
UNDECLARED_STRENGTH = (0.05, 0.40, 0.95)
"""The band of an effect whose strength nobody declared."""
SIGNED_STRENGTH = r"[-+](?:weak|medium|strong|0*\.[0-9]+|0+(?:\.[0-9]*)?|0*1(?:\.0*)?)?"
_SIGNED_STRENGTH = re.compile(SIGNED_STRENGTH)


@dataclass(frozen=True, slots=True)
class SignedStrength:
    """Which way and how strongly one thing moves another, as written in `text`: `+strong`, `-0.6`, `+`.

    `sign` is 1 or -1. `low`, `likely` and `high` bound the strength, a ratio from 0 (moves nothing) to 1 (moves in full
    proportion); `declared` is False where only the sign is written.
    """

    sign: int
    low: float
    likely: float
    high: float
    declared: bool
    text: str

    def __str__(self) -> str:
        """Return the text a person would write."""
        return self.text


def signed_strength(text: str) -> SignedStrength | None:
    """Read `+strong`, `-0.6`, `+`; anything else is None."""
    if not _SIGNED_STRENGTH.fullmatch(text):
        return None
    sign, size = -1 if text[0] == "-" else 1, text[1:]
    if not size:
        return SignedStrength(sign, *UNDECLARED_STRENGTH, declared=False, text=text)
    low, likely, high = STRENGTHS.get(size) or (float(size),) * 3
    return SignedStrength(sign, low, likely, high, declared=True, text=text)
