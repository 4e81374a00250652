"""Excerpts of source: the lines findings point at, with a gutter and carets under the words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opmodel.finding import Finding, Span
from opmodel.reports.terminal.words import Paint, cells, columns, shown, wrapped
from opmodel.source import Text

_MARKS = 12
_LABEL = 48
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of source and what is to be seen there; the main one has no label but a severity."""

    span: Span
    label: str = ""
    severity: str = ""


class Sources:
    """The files that findings point into, each split into lines once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._split: dict[str, Text] = {}

    def line(self, span: Span) -> str | None:
        """Return the line a place starts on, or nothing for a file that could not be read."""
        if span.file not in self._texts:
            return None
        if span.file not in self._split:
            self._split[span.file] = Text(span.file, self._texts[span.file])
        return self._split[span.file].line(span.line)

    def word(self, span: Span) -> str:
        """Return what stands at a place of one line, nothing for a file that could not be read."""
        return (self.line(span) or "")[span.column - 1 : span.end_column - 1]


class Excerpt:
    """The places of one finding as lines of a terminal.

    `gutter` is the width of the largest line number, so that all bars of a finding stand below each other.
    """

    def __init__(self, finding: Finding, sources: Sources, paint: Paint, width: int) -> None:
        self._sources = sources
        self._paint = paint
        self._left_out = max(0, len(finding.notes) + 1 - _MARKS)
        main = Mark(finding.span, severity=finding.severity.value)
        self._marks = (main, *(Mark(note.span, note.message) for note in finding.notes[: _MARKS - 1]))
        self.gutter = max(len(str(mark.span.line)) for mark in self._marks)
        self._room = max(20, width - self.gutter - 3)

    def lines(self) -> Iterator[str]:
        """Yield the excerpt file by file, the file of the finding first, lines in their order."""
        files = dict.fromkeys(mark.span.file for mark in self._marks)
        for file in files:
            marks = [mark for mark in self._marks if mark.span.file == file]
            yield from self._file(marks)
        if self._left_out:
            yield self.bar(self._paint.quiet(f"and {self._left_out} more places, all in --format json"))

    def bar(self, text: str = "") -> str:
        """Return a line right of the gutter's bar."""
        bar = f"{' ' * self.gutter} {self._paint.quiet('|')}"
        return f"{bar} {text}" if text else bar

    def _file(self, marks: list[Mark]) -> Iterator[str]:
        first = marks[0].span
        readable = self._sources.line(first) is not None
        place = f"{shown(first.file)}:{first.line}:{first.column}" if readable else shown(first.file)
        yield f"{' ' * self.gutter}{self._paint.quiet('-->')} {place}"
        if not readable:
            for mark in marks:
                yield from (self.bar(line) for line in wrapped(shown(mark.label), self._room) if line)
            return
        yield self.bar()
        yield from self._lines(marks)

    def _lines(self, marks: list[Mark]) -> Iterator[str]:
        numbers = sorted({mark.span.line for mark in marks})
        for before, number in zip((None, *numbers), numbers, strict=False):
            if before is not None and number > before + 1:
                yield self._paint.quiet("...")
            here = sorted((mark for mark in marks if mark.span.line == number), key=_main_first)
            yield from self._line(here)

    def _line(self, marks: list[Mark]) -> Iterator[str]:
        """Yield a line once with all its marks, or, where it is too long, once for each."""
        text = self._sources.line(marks[0].span) or ""
        fits = len(text) <= self._room and columns("".join(cells(text))) <= self._room
        for group in [marks] if fits else [[mark] for mark in marks]:
            pieces, cut = _around(text, _stretch(group[0].span, text)[0], self._room)
            number = self._paint.quiet(f"{group[0].span.line:>{self.gutter}} |")
            yield f"{number} {shown(''.join(pieces))}".rstrip()
            for mark in group:
                yield from self._mark(mark, text, pieces, cut)

    def _mark(self, mark: Mark, text: str, pieces: list[str], cut: int) -> Iterator[str]:
        start, end = (max(0, offset - cut) for offset in _stretch(mark.span, text))
        left = columns("".join(pieces[:start]))
        length = max(1, columns("".join(pieces[start:end])))
        if mark.severity:
            yield self.bar(" " * left + self._paint.level(mark.severity, "^" * length))
            return
        under = " " * left + self._paint.place("-" * length)
        label = shown(mark.label)
        beside = left + length + 1
        if columns(label) <= self._room - beside:
            yield self.bar(f"{under} {self._paint.place(label)}".rstrip())
            return
        yield self.bar(under)
        indent = max(0, min(left, self._room - min(columns(label), _LABEL)))
        yield from (self.bar(" " * indent + self._paint.place(line)) for line in wrapped(label, self._room - indent))


def _main_first(mark: Mark) -> tuple[bool, int]:
    return not mark.severity, mark.span.column


def _stretch(span: Span, text: str) -> tuple[int, int]:
    """Return the offsets of a place in its first line, at least one character wide."""
    start = min(span.column - 1, len(text))
    end = span.end_column - 1 if span.end_line == span.line else len(text)
    return start, max(start + 1, min(end, len(text)))


def _around(text: str, offset: int, room: int) -> tuple[list[str], int]:
    """Cut a line to a room around an offset; return its pieces and how many offsets the cut took away.

    Only what stands near is looked at: a file may be one line of a million characters.
    """
    skipped = max(0, offset - _NEAR * room)
    pieces = cells(text[skipped : offset + _NEAR * room])
    if columns("".join(pieces)) <= room:
        return pieces, skipped
    start = offset - skipped
    first, last, used = start, start, 2
    while first > 0 and used + columns(pieces[first - 1]) <= room // 3:
        first -= 1
        used += columns(pieces[first])
    while last < len(pieces) and used + columns(pieces[last]) <= room:
        used += columns(pieces[last])
        last += 1
    while first > 0 and used + columns(pieces[first - 1]) <= room:
        first -= 1
        used += columns(pieces[first])
    kept = pieces[first:last] if last == len(pieces) else [*pieces[first:last], "…"]
    return (kept, skipped) if first == 0 else (["…", *kept], skipped + first - 1)
