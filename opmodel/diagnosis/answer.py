"""What asking a question came to."""

from dataclasses import dataclass

from opmodel.finding import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the answer: what it is, in words, and where it stands."""

    what: str
    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no single answer: the kind of reason, a sentence, where it stands and whom to talk to."""

    kind: str
    text: str
    span: Span
    ask: str
    help: str = ""
    rule: str = ""
    unsaid: bool = False
    """Whether it is only that something is not written, which the company may have all the same."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The one answer to a question, or the reasons why there is none.

    `sentences` are the answer as a paragraph, `places` what it rests on, `unchecked` what could not be looked at.
    """

    asked: str
    question: str
    """The entity that was asked about: `question/what_is_pipeline`, or the definition itself."""
    sentences: tuple[str, ...]
    places: tuple[Place, ...]
    reasons: tuple[Reason, ...]
    unchecked: tuple[str, ...]

    @property
    def is_single(self) -> bool:
        """Whether there is one answer."""
        return not self.reasons
