"""Where the parser gave up and what it had seen: what all explanations of a syntax error start from."""

from dataclasses import dataclass

from opmodel.finding import Note
from opmodel.source.document import Problem, Scalar
from opmodel.source.text import Text


@dataclass(frozen=True, slots=True)
class Failure:
    """A syntax error before it is put into words.

    `at` is the offset where reading failed, `opened` that of the construct the parser was inside of, `inside` that
    of the innermost open map or list, `last` the last quoted or block text it had read completely.
    """

    text: Text
    at: int
    opened: int | None
    inside: int | None
    last: Scalar | None

    @property
    def line(self) -> int:
        """The line reading failed on."""
        return self.text.position(self.at)[0]

    @property
    def char(self) -> str:
        """The character reading failed at; empty at the end of the file."""
        return self.text.string[self.at : self.at + 1]

    @property
    def before(self) -> str:
        """What stands on the line before the place of failure."""
        return self.text.string[self.text.line_offsets(self.line)[0] : self.at]

    @property
    def rest(self) -> str:
        """What stands on the line from the place of failure on."""
        return self.text.string[self.at : self.text.line_offsets(self.line)[1]]

    @property
    def starts_line(self) -> bool:
        """Whether only blanks stand before the place of failure."""
        return not self.before.strip()

    @property
    def follows_last(self) -> bool:
        """Whether the place of failure comes directly after the last quoted text."""
        if self.last is None or self.last.style not in ("'", '"'):
            return False
        end = self.last.offsets[1]
        return end <= self.at and not self.text.string[end : self.at].strip(" \t")

    def problem(self, message: str, help_: str, at: int | None = None, end: int | None = None) -> Problem:
        """Put the failure into words at its own place or another one."""
        start = self.at if at is None else at
        until = min(start + 1, len(self.text.string)) if end is None else end
        return Problem("yaml-syntax", message, self.text.span(start, max(start, until)), help_)

    def with_opening(self, problem: Problem, words: str) -> Problem:
        """Add the place where the construct was opened, unless the problem stands there itself."""
        if self.opened is None:
            return problem
        span = self.text.span(self.opened, self.opened + 1)
        if (span.line, span.column) == (problem.span.line, problem.span.column):
            return problem
        return Problem(problem.rule, problem.message, problem.span, problem.help, (Note(span, words),))

    def line_above(self, line: int) -> int | None:
        """Return the nearest line above another that holds more than blanks and comments."""
        for number in range(line - 1, 0, -1):
            content = self.text.line(number).strip()
            if content and not content.startswith("#"):
                return number
        return None
