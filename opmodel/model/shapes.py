"""What may stand in a field: one class per kind of scalar, each with its reader, its JSON Schema and its words."""

import enum
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping as MappingType
from datetime import date
from typing import Final, Generic, Literal, TypeAlias, TypeVar

from opmodel.errors import did_you_mean
from opmodel.model.reading import Reading, Reference
from opmodel.model.values import DURATION, Duration, duration
from opmodel.source import Node, Scalar, ambiguity

T = TypeVar("T")
C = TypeVar("C", bound=enum.StrEnum)

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

NUMBER = r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?"
_NUMBER = re.compile(NUMBER)
_INTEGER = re.compile(r"[-+]?\d+")
_AMBIGUOUS_INTEGER = re.compile(r"[-+]?0\d+")
MAX_DIGITS = 18


class _Bad(enum.Enum):
    BAD = "bad"


BAD: Final = _Bad.BAD
"""What a shape returns when the text does not fit; it has reported why."""
Bad: TypeAlias = Literal[_Bad.BAD]


class Shape(ABC, Generic[T]):
    """What may stand in a field."""

    @abstractmethod
    def read(self, node: Node, reading: Reading) -> T | Bad:
        """Return the value at a node, or report why there is none."""

    @abstractmethod
    def schema(self) -> dict[str, Json]:
        """Return the JSON Schema that accepts the same text."""

    @abstractmethod
    def words(self) -> str:
        """Say what fits, with its article, as messages do: `a duration such as 2bh or 10d`."""

    def inner(self, name: str) -> "Shape[object] | None":  # noqa: ARG002
        """Return the shape of what stands below a key, None where nothing does."""
        return None


class Text(Shape[str]):
    """Any scalar, kept as the person wrote it."""

    def read(self, node: Node, reading: Reading) -> str | Bad:
        """Return the text as written."""
        if type(node) is Scalar:
            return node.text
        reading.wrong_type(node, self.words())
        return BAD

    def schema(self) -> dict[str, Json]:
        """Accept every scalar but null."""
        return {"type": ["string", "number", "boolean"]}

    def words(self) -> str:
        """Say what fits."""
        return "a text"


class Word(Shape[str]):
    """A text of a fixed form, given as a pattern with its words and an example of the mend."""

    def __init__(self, pattern: str, words: str) -> None:
        self._pattern = re.compile(pattern)
        self._words = words

    def read(self, node: Node, reading: Reading) -> str | Bad:
        """Return the text if it has the form."""
        if type(node) is Scalar and self._pattern.fullmatch(node.text):
            return node.text
        reading.wrong_type(node, self._words, ambiguity(node) if type(node) is Scalar else "")
        return BAD

    def schema(self) -> dict[str, Json]:
        """Accept text of the form."""
        return {"type": ["string", "number", "boolean"], "pattern": f"^(?:{self._pattern.pattern})$"}

    def words(self) -> str:
        """Say what fits."""
        return self._words


class Flag(Shape[bool]):
    """`true` or `false`; with `only_true` a mark that is either written or left out."""

    def __init__(self, *, only_true: bool = False) -> None:
        self._choices: MappingType[str, bool] = {"true": True} if only_true else {"true": True, "false": False}

    def read(self, node: Node, reading: Reading) -> bool | Bad:
        """Return the boolean; `yes`, `on` and the like are refused because tools disagree about them."""
        if type(node) is Scalar and node.plain and node.text in self._choices:
            return self._choices[node.text]
        return _not_plain(node, reading, self.words())

    def schema(self) -> dict[str, Json]:
        """Accept the booleans."""
        return {"type": "boolean"} if len(self._choices) == 2 else {"const": True}

    def words(self) -> str:
        """Say what fits."""
        return " or ".join(self._choices)


class Number(Shape[float]):
    """A number, with its unit as documentation and its bounds."""

    def __init__(self, unit: str = "", low: float | None = None, high: float | None = None) -> None:
        self.unit, self._low, self._high = unit, low, high

    def read(self, node: Node, reading: Reading) -> float | Bad:
        """Return the number if it is plain, decimal and within the bounds."""
        if type(node) is Scalar and node.plain and not _AMBIGUOUS_INTEGER.fullmatch(node.text):
            value = self.parse(node.text)
            if value is not None:
                return value
        return _not_plain(node, reading, self.words())

    def parse(self, text: str) -> float | None:
        """Return the number a text holds, None if it holds none that fits."""
        if len(text) > MAX_DIGITS * 2 or not _NUMBER.fullmatch(text):
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
        """The form of its text, for patterns built on it."""
        return NUMBER


class Integer(Shape[int]):
    """A whole number of at least `low`."""

    def __init__(self, low: int = 0) -> None:
        self._low = low

    def read(self, node: Node, reading: Reading) -> int | Bad:
        """Return the whole number."""
        if type(node) is Scalar and node.plain and not _AMBIGUOUS_INTEGER.fullmatch(node.text):
            text = node.text
            if len(text) <= MAX_DIGITS and _INTEGER.fullmatch(text) and int(text) >= self._low:
                return int(text)
        return _not_plain(node, reading, self.words())

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
        if type(node) is Scalar and re.fullmatch(r"\d{4}-\d\d-\d\d", node.text):
            try:
                return date.fromisoformat(node.text)
            except ValueError:
                reading.wrong_type(node, self.words(), "no calendar has this day")
                return BAD
        return _not_plain(node, reading, self.words())

    def schema(self) -> dict[str, Json]:
        """Accept ISO dates."""
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}

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
            reading.wrong_type(node, self.words(), _bare_month(node.text) or ambiguity(node))
            return BAD
        return _not_plain(node, reading, self.words())

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


class Choice(Shape[C]):
    """One of a few words of the language."""

    def __init__(self, choices: type[C], later: tuple[str, ...] = ()) -> None:
        self._choices = {str(choice.value): choice for choice in choices}
        self._type = choices
        self._later = later

    def read(self, node: Node, reading: Reading) -> C | Bad:
        """Return the chosen word."""
        if type(node) is Scalar:
            choice = self._choices.get(node.text)
            if choice is not None:
                return choice
            reading.wrong_type(node, self.words(), self._help(node.text))
            return BAD
        return _not_plain(node, reading, self.words())

    def _help(self, text: str) -> str:
        if text in self._later:
            return f"'{text}' is not yet understood: it comes in a later version"
        return did_you_mean(text.lower(), self._choices)

    def schema(self) -> dict[str, Json]:
        """Accept the words."""
        return {"enum": list(self._choices)}

    def words(self) -> str:
        """Say what fits."""
        *most, last = self._choices
        return f"{', '.join(most)} or {last}" if most else last


class Ref(Shape[str]):
    """The id of an entity of one of the named sections; without sections, any entity written as `stage/evaluation`.

    `words` are the few words of the language that may stand in its place, such as `peer` or `any`.
    """

    def __init__(self, *sections: str, words: tuple[str, ...] = ()) -> None:
        self.sections, self._also = sections, words

    def read(self, node: Node, reading: Reading) -> str | Bad:
        """Return the id as written and remember the reference for resolution."""
        if type(node) is not Scalar or node.is_null:
            return _not_plain(node, reading, self.words())
        text = node.text
        if text not in self._also:
            trail, sections = tuple(reading.trail), self.sections
            target = self.target(text)
            reading.references.append(
                Reference(reading.entity, trail, target, sections, node, reading.key, reading.stated)
            )
        return text

    def target(self, text: str) -> str:
        """Return the id within the text."""
        return text

    def schema(self) -> dict[str, Json]:
        """Accept any scalar: whether the id exists is the reader's business."""
        return {"type": ["string", "number", "boolean"]}

    def words(self) -> str:
        """Say what fits."""
        also = "".join(f" or {word}" for word in self._also)
        if not self.sections:
            return f"an entity such as stage/evaluation{also}"
        return f"the id of one of the {' or '.join(self.sections)}{also}"


class OrWord(Shape[T | str]):
    """A value, or one word of the language in its place, such as `none` for a cap."""

    def __init__(self, shape: Shape[T], word: str) -> None:
        self._shape, self._word = shape, word

    def read(self, node: Node, reading: Reading) -> T | str | Bad:
        """Return the word or the value."""
        if type(node) is Scalar and node.text == self._word:
            return node.text
        return self._shape.read(node, reading)

    def schema(self) -> dict[str, Json]:
        """Accept both."""
        return {"anyOf": [self._shape.schema(), {"const": self._word}]}

    def words(self) -> str:
        """Say what fits."""
        return f"{self._shape.words()}, or {self._word}"


class Anything(Shape[Node]):
    """Free content that the program keeps and does not read."""

    def read(self, node: Node, reading: Reading) -> Node | Bad:  # noqa: ARG002
        """Return the node itself."""
        return node

    def schema(self) -> dict[str, Json]:
        """Accept everything."""
        return {}

    def words(self) -> str:
        """Say what fits."""
        return "anything"


def _not_plain(node: Node, reading: Reading, expected: str) -> Bad:
    """Report a value that no reader of its type takes: quoted, ambiguous between YAML tools, or just wrong."""
    if type(node) is Scalar and (doubt := ambiguity(node)):
        text = f"{reading.what}: {reading.place} must be {expected}, and YAML tools disagree about '{node.text[:40]}'"
        reading.fault("ambiguous-scalar", node, text, doubt)
        return BAD
    quoted = type(node) is Scalar and not node.plain
    reading.wrong_type(node, expected, "take the quotes away" if quoted else "")
    return BAD


def _bare_month(text: str) -> str:
    match = re.fullmatch(r"~?(\d+)m", text)
    return f"write {match[1]}min for minutes or {match[1]}mo for months" if match else ""
