"""Comments: the parser drops them, so they are found again in the text around the scalars."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opmodel.finding import Span
from opmodel.source.text import Text


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its `#`; `own_line` tells that nothing but blanks stands before it on its line."""

    line: int
    column: int
    text: str
    own_line: bool
    file: str

    @property
    def span(self) -> Span:
        """The stretch from the `#` to the last character."""
        return Span(self.file, self.line, self.column, self.line, self.column + len(self.text))


def comments_outside(text: Text, opaque: Iterable[tuple[int, int]]) -> Iterator[Comment]:
    """Yield the comments of a text that was read without errors.

    Args:
        text: the text of the file.
        opaque: stretches in which a `#` belongs to a quoted or block text, in the order of the text. Plain text
            needs none: a `#` after a blank ends it.
    """
    string, stretches = text.string, iter(opaque)
    start, end = next(stretches, (len(string), 0))
    at = string.find("#")
    while at >= 0:
        while start <= at and end <= at:
            start, end = next(stretches, (len(string), 0))
        if start <= at:
            at = string.find("#", end)
        elif at == 0 or string[at - 1].isspace():
            comment = _comment(text, at)
            yield comment
            at = string.find("#", at + max(1, len(comment.text)))
        else:
            at = string.find("#", at + 1)


def _comment(text: Text, at: int) -> Comment:
    line, column = text.position(at)
    written = text.line(line)
    return Comment(line, column, written[column - 1 :].rstrip(), not written[: column - 1].strip(), text.file)
