"""The text of one file, with lines and columns for every offset."""

from bisect import bisect_right
from io import StringIO
from itertools import accumulate

from opmodel.finding import Span


class Text:
    """The characters of a file without a byte order mark, and the file's name.

    Offsets are 0-based and count code points. Only LF, CR and CRLF end a line here, as in every editor;
    the parser also breaks lines at U+0085, U+2028 and U+2029, so its own line numbers are never used.
    """

    __slots__ = ("_starts", "file", "string")

    def __init__(self, file: str, string: str) -> None:
        self.file = file
        self.string = string
        self._starts: list[int] | None = None

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Return the stretch between two offsets, the end exclusive."""
        return Span(self.file, *self.position(start), *self.position(end))

    def line(self, number: int) -> str:
        """Return a line by its 1-based number without its break, or nothing where there is none."""
        start, end = self.line_offsets(number)
        return self.string[start:end]

    def line_offsets(self, number: int) -> tuple[int, int]:
        """Return where the line of a 1-based number starts and where its last character ends."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return (0, 0) if number < 1 else (len(self.string), len(self.string))
        start = starts[number - 1]
        end = starts[number] if number < len(starts) else len(self.string)
        while end > start and self.string[end - 1] in "\r\n":
            end -= 1
        return start, end

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            lines = StringIO(f"{self.string}.", newline="")  # one more character, so that the last line has no end
            self._starts = list(accumulate(map(len, lines), initial=0))[:-1]
        return self._starts


def shortened(words: str, limit: int = 40) -> str:
    """Bring words of a file onto one line of bounded length."""
    line = " ".join(words.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
