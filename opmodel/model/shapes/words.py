"""Words: texts, words of the language, marks, ids of other entities and free content."""

import enum
import re
from collections.abc import Mapping as MappingType
from typing import TypeVar, cast

from opmodel.model.reading import Reading, Reference
from opmodel.model.shapes.base import BAD, Bad, Json, Shape, not_plain
from opmodel.source import NULLS, Node, Scalar, ambiguity
from opmodel.source import Mapping as MapNode
from opmodel.wording import did_you_mean

T = TypeVar("T")
C = TypeVar("C", bound=enum.Enum)


_TRUE = dict.fromkeys(("true", "True", "TRUE"), True)
_FALSE = dict.fromkeys(("false", "False", "FALSE"), False)
_YES = frozenset(("true", "yes", "on", "y", "x"))
_NO = frozenset(("false", "no", "off", "n"))


_BROUGHT = {
    **dict.fromkeys(("win", "closed_won", "closed won"), ("won", "advance")),
    **dict.fromkeys(("loss", "closed_lost", "closed lost", "churn", "churned"), ("lost", "lose")),
    **dict.fromkeys(("handover", "hand_over", "hand-off"), ("handoff",)),
    **dict.fromkeys(("daily",), ("day",)),
    **dict.fromkeys(("weekly",), ("week",)),
    **dict.fromkeys(("monthly",), ("month",)),
    **dict.fromkeys(("quarterly",), ("quarter",)),
    **dict.fromkeys(("yearly", "annual", "annually"), ("year",)),
}
"""Words people bring for those of the language; of several the first that a field takes."""


class Text(Shape[str]):
    """Any scalar, kept as the person wrote it."""

    def read(self, node: Node, reading: Reading) -> str | Bad:
        """Return the text as written."""
        if type(node) is Scalar and (node.text not in NULLS or node.style):
            return node.text
        quotes = f'write "{node.text}" in quotes' if type(node) is Scalar and node.text else ""
        reading.wrong_type(node, self.words(), quotes)
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
        text: dict[str, Json] = {"type": "string", "pattern": f"^(?:{self._pattern.pattern})$"}
        number = self._pattern.pattern
        return {"anyOf": [text, {"const": int(number)}]} if number.isdigit() else text

    def words(self) -> str:
        """Say what fits."""
        return self._words


class Flag(Shape[bool]):
    """`true` or `false`; with `only_true` a mark that is either written or left out."""

    def __init__(self, *, only_true: bool = False) -> None:
        self._choices: MappingType[str, bool] = dict(_TRUE) if only_true else {**_TRUE, **_FALSE}

    def read(self, node: Node, reading: Reading) -> bool | Bad:
        """Return the boolean; `yes`, `on` and the like are refused because tools disagree about them."""
        if type(node) is Scalar and node.plain and node.text in self._choices:
            return self._choices[node.text]
        if type(node) is Scalar and node.plain and "false" not in self._choices and node.text.lower() in _NO:
            reading.wrong_type(node, self.words(), "leave it out where it does not hold")
            return BAD
        word = node.text.lower() if type(node) is Scalar else ""
        meant = "true" if word in _YES else "false" if word in _NO and "false" in self._choices else ""
        return not_plain(node, reading, self.words(), meant and f"write {meant}")

    def schema(self) -> dict[str, Json]:
        """Accept the booleans."""
        return {"type": "boolean"} if "false" in self._choices else {"const": True}

    def words(self) -> str:
        """Say what fits."""
        return "true or false" if "false" in self._choices else "true"


class Choice(Shape[C]):
    """One of a few words of the language."""

    def __init__(self, choices: type[C]) -> None:
        self._choices = {str(choice.value): choice for choice in choices}
        self._type = choices

    @property
    def meaning(self) -> str:
        """What the words tell apart."""
        return (self._type.__doc__ or "").partition("\n")[0]

    @property
    def choices(self) -> tuple[str, ...]:
        """The words in their order."""
        return tuple(self._choices)

    def offers(self, word: str) -> bool:
        """Tell whether a word is one of them."""
        return word in self._choices

    def read(self, node: Node, reading: Reading) -> C | Bad:
        """Return the chosen word."""
        if type(node) is Scalar:
            choice = self._choices.get(node.text)
            if choice is not None:
                return choice
            reading.wrong_type(node, self.words(), self._meant(node.text.strip().lower()))
            return BAD
        return not_plain(node, reading, self.words())

    def _meant(self, word: str) -> str:
        """Say which of the words somebody meant who brought another."""
        known = next((one for one in _BROUGHT.get(word, ()) if one in self._choices), "")
        return f"write {known}" if known else did_you_mean(word, self._choices)

    def schema(self) -> dict[str, Json]:
        """Accept the words."""
        return {"enum": list(self._choices)}

    def words(self) -> str:
        """Say what fits."""
        *most, last = self._choices
        return f"{', '.join(most)} or {last}" if most else last


_WHO_DIFFERS = "who differs by a dimension is said below coverage:, a row with `role:` and `when:` for each"


class Ref(Shape[str]):
    """The id of an entity of one of the named sections; without sections, any entity written as `stage/evaluation`.

    `words` are the few words of the language that may stand in its place, such as `peer` or `any`; an `anchored` id
    may carry a place within the entity behind `#`.
    """

    def __init__(self, *sections: str, words: tuple[str, ...] = (), anchored: bool = False) -> None:
        self.sections, self._also, self._anchored = sections, words, anchored

    def read(self, node: Node, reading: Reading) -> str | Bad:
        """Return the id as written and remember the reference for resolution."""
        if type(node) is not Scalar or (node.text in NULLS and node.is_null):
            is_by = isinstance(node, MapNode) and "by" in node.values and "roles" in self.sections
            return not_plain(node, reading, self.words(), _WHO_DIFFERS if is_by else "")
        text = node.text
        if self._also and (word := self._word(node, reading)):
            return word
        target, trail = text.partition("#")[0] if self._anchored else text, tuple(reading.trail)
        reading.references.append(
            Reference(reading.entity, trail, target, self.sections, node, reading.key, reading.stated)
        )
        return text

    def _word(self, node: Scalar, reading: Reading) -> str | Bad | None:
        """Return a word of the language that stands in the place of an id, or refuse one that is meant so."""
        if node.text in self._also:
            return node.text
        if "any" in self._also and node.text.lower() in ("all", "every", "*"):
            reading.wrong_type(node, self.words(), "write any")
            return BAD
        return None

    def schema(self) -> dict[str, Json]:
        """Accept any scalar: whether the id exists is the reader's business."""
        return {"type": ["string", "number", "boolean"]}

    def words(self) -> str:
        """Say what fits."""
        also = "".join(f" or {word}" for word in self._also)
        if not self.sections:
            return f"an entity such as stage/evaluation{also}"
        return f"an id from {' or '.join(self.sections)}{also}"


class OrWord(Shape[T | str]):
    """A value, or one word of the language in its place, such as `none` for a cap."""

    def __init__(self, shape: Shape[T], word: str) -> None:
        self._shape, self._word = shape, word

    @property
    def shape(self) -> Shape[T]:
        """What may stand instead of the word."""
        return self._shape

    @property
    def word(self) -> str:
        """The word."""
        return self._word

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

    def inner(self, name: str) -> Shape[object] | None:  # noqa: ARG002
        """Return itself: what stands below a key is free as well."""
        return cast("Shape[object]", self)

    def words(self) -> str:
        """Say what fits."""
        return "anything"
