"""Amounts: numbers, dates and durations."""

import re
from datetime import date

from opmodel.model.reading import Reading
from opmodel.model.shapes.base import BAD, Bad, Json, Shape, not_plain
from opmodel.model.values import DURATION, Duration, duration
from opmodel.source import Node, Scalar, ambiguity
from opmodel.wording import written_day

_DECIMAL = r"(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)"
NUMBER = rf"[-+]?{_DECIMAL}"
_UNSIGNED = rf"\+?{_DECIMAL}"
_UP_TO_1 = r"\+?(?:0*\.[0-9]+|0+(?:\.[0-9]*)?|0*1(?:\.0*)?)"
_UP_TO_100 = r"\+?(?:\.[0-9]+|0*[0-9]{1,2}(?:\.[0-9]*)?|0*100(?:\.0*)?)"
_INTEGER = re.compile(r"([-+]?[0-9]+)(?:\.0*)?")
MAX_DIGITS = 18


_SPREADSHEET = re.compile(r"[$€£]?\s*(\d[\d,_' ]*(?:\.\d+)?)\s*(k|m|mn|%)?")
_FACTORS = {"k": 1e3, "m": 1e6, "mn": 1e6}
_SPELLED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Number(Shape[float]):
    """A number, with its unit as documentation and its bounds."""

    def __init__(self, unit: str = "", low: float | None = None, high: float | None = None) -> None:
        self.unit, self._low, self._high = unit, low, high
        self._form = re.compile(self.pattern)

    def read(self, node: Node, reading: Reading) -> float | Bad:
        """Return the number if it is plain, decimal and within the bounds."""
        if type(node) is Scalar and node.plain and not ambiguity(node):
            value = self.parse(node.text)
            if value is not None:
                return value
        return not_plain(node, reading, self.words(), self._meant(node))

    def _meant(self, node: Node) -> str:
        """Say how to write a number that stands as in a spreadsheet: `$1,500,000`, `25k`, `70 %`."""
        match = _SPREADSHEET.fullmatch(node.text.strip().lower()) if type(node) is Scalar else None
        digits = re.sub(r"[,_' ]", "", match[1])[:MAX_DIGITS] if match else ""
        value = float(digits) * _FACTORS.get(match[2] or "", 1) if match and digits else None
        plain = f"{value:.6f}".rstrip("0").rstrip(".") if value is not None else ""
        return f"write {plain}" if plain and self.parse(plain) is not None else ""

    def parse(self, text: str) -> float | None:
        """Return the number a text holds, None if it holds none that fits."""
        if len(text) > MAX_DIGITS * 2 or not self._form.fullmatch(text):
            return None
        value = float(text)
        fits = (self._low is None or value >= self._low) and (self._high is None or value <= self._high)
        return value if fits and abs(value) < 10.0**MAX_DIGITS else None

    def schema(self) -> dict[str, Json]:
        """Accept numbers within the bounds."""
        schema: dict[str, Json] = {"type": "number"}
        if self._low is not None:
            schema["minimum"] = self._low
        if self._high is not None:
            schema["maximum"] = self._high
        if self.unit:
            schema["description"] = f"in {self.unit}"
        return schema

    def words(self) -> str:
        """Say what fits."""
        bounds = f" from {self._low:g} to {self._high:g}" if self._low is not None and self._high is not None else ""
        bounds = bounds or (f" of at least {self._low:g}" if self._low is not None else "")
        return f"a number{bounds}" + (f" ({self.unit})" if self.unit else "")

    @property
    def pattern(self) -> str:
        """The form of its text, for patterns built on it; the usual bounds are part of it."""
        if self._low != 0:
            return NUMBER
        bounded: dict[float | None, str] = {1: _UP_TO_1, 100: _UP_TO_100}
        return bounded.get(self._high, _UNSIGNED)


class Integer(Shape[int]):
    """A whole number of at least `low`."""

    def __init__(self, low: int = 0) -> None:
        self._low = low

    def read(self, node: Node, reading: Reading) -> int | Bad:
        """Return the whole number."""
        if type(node) is Scalar and node.plain and len(node.text) <= MAX_DIGITS and not ambiguity(node):
            match = _INTEGER.fullmatch(node.text)
            if match and int(match[1]) >= self._low:
                return int(match[1])
        return not_plain(node, reading, self.words(), self._meant(node))

    def _meant(self, node: Node) -> str:
        """Say how to write a number that stands as a word."""
        word = node.text.strip().lower() if type(node) is Scalar else ""
        value = _SPELLED.index(word) if word in _SPELLED else -1
        return f"write {value}" if value >= self._low else ""

    def schema(self) -> dict[str, Json]:
        """Accept whole numbers from the bound on."""
        return {"type": "integer", "minimum": self._low}

    def words(self) -> str:
        """Say what fits."""
        return f"a whole number of at least {self._low}"


class Date(Shape[date]):
    """A day, written as ISO 8601."""

    def read(self, node: Node, reading: Reading) -> date | Bad:
        """Return the day if the calendar has it."""
        if type(node) is Scalar and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text):
            try:
                return date.fromisoformat(node.text)
            except ValueError:
                reading.wrong_type(node, self.words(), "no calendar has this day")
                return BAD
        meant = written_day(node.text) if type(node) is Scalar else ""
        return not_plain(node, reading, self.words(), f"write {meant}" if meant else "")

    def schema(self) -> dict[str, Json]:
        """Accept ISO dates."""
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

    def words(self) -> str:
        """Say what fits."""
        return "a date such as 2026-01-31"


class Length(Shape[Duration]):
    """A duration."""

    def read(self, node: Node, reading: Reading) -> Duration | Bad:
        """Return the duration; a bare `m` is refused because it may be minutes or months."""
        if type(node) is Scalar:
            value = self.parse(node.text)
            if value is not None:
                return value
            reading.wrong_type(node, self.words(), _with_unit(node.text) or ambiguity(node))
            return BAD
        return not_plain(node, reading, self.words())

    def parse(self, text: str) -> Duration | None:
        """Return the duration a text holds, or None."""
        return duration(text)

    def schema(self) -> dict[str, Json]:
        """Accept durations."""
        return {"type": "string", "pattern": f"^{DURATION}$"}

    def words(self) -> str:
        """Say what fits."""
        return "a duration such as 30min, 2bh, 10d, 6w or 3mo"

    @property
    def pattern(self) -> str:
        """The form of its text, for patterns built on it."""
        return DURATION


_WRITTEN_OUT = re.compile(r"(\d+) ?(business )?(minute|hour|day|week|month|quarter|year)s?", re.IGNORECASE)
_OFTEN = {"daily": "1d", "biweekly": "2w", "fortnightly": "2w", "annual": "1y", "annually": "1y"} | {
    form: f"1{unit}"
    for word, unit in (("day", "d"), ("week", "w"), ("month", "mo"), ("quarter", "q"), ("year", "y"))
    for form in (word, f"{word}ly")
}
_UNITS = {"minute": "min", "hour": "h", "day": "d", "week": "w", "month": "mo", "quarter": "q", "year": "y"}


def _with_unit(text: str) -> str:
    """Return how to write a duration whose unit is missing, short or a word."""
    if match := re.fullmatch(r"~?(\d+)m", text):
        return f"write {match[1]}min for minutes or {match[1]}mo for months"
    if match := re.fullmatch(r"~?(\d+)", text):
        return f"add the unit: {match[1]}d for days, {match[1]}bd for business days, {match[1]}h for hours"
    if often := _OFTEN.get(text.strip().lower().replace("-", "").removeprefix("every ")):
        return f"write {often}"
    match = _WRITTEN_OUT.fullmatch(text)
    return f"write {match[1]}{'b' if match[2] else ''}{_UNITS[match[3].lower()]}" if match else ""


class Amount(Shape[float | Duration]):
    """A number in the unit of its KPI, or a duration."""

    def read(self, node: Node, reading: Reading) -> float | Duration | Bad:
        """Return the number or duration."""
        if type(node) is Scalar and (length := duration(node.text)) is not None:
            return length
        return Number().read(node, reading)

    def parse(self, text: str) -> float | Duration | None:
        """Return the number or duration a text holds, or None."""
        length = duration(text)
        return length if length is not None else Number().parse(text)

    def schema(self) -> dict[str, Json]:
        """Accept both."""
        return {"anyOf": [Number().schema(), Length().schema()]}

    def words(self) -> str:
        """Say what fits."""
        return "a number, or a duration such as 2bh"

    @property
    def pattern(self) -> str:
        """The form of its text, for patterns built on it."""
        return f"{DURATION}|{NUMBER}"
