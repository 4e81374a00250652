"""Rows in columns: as wide as they need, and wrapped where the terminal has less."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from opmodel.reports._terminal import Paint, columns, wrapped

_GAP = "  "
_LEAST = 12


def grid(rows: Sequence[tuple[str, ...]], width: int, paint: Paint) -> Iterator[str]:
    """Yield the lines of a table whose first row is its head and whose cells are shown texts."""
    for number, lines in enumerate(aligned(rows, width)):
        yield from (paint.strong(line) if number == 0 else line for line in lines)


def aligned(rows: Sequence[tuple[str, ...]], width: int) -> Iterator[list[str]]:
    """Yield the lines of each row; the cells are shown texts and stand in the same columns in all rows."""
    sizes = _sizes(rows, width) if rows else []
    for row in rows:
        cells = [list(wrapped(cell, size)) for cell, size in zip(row, sizes, strict=True)]
        yield [
            _GAP.join(part + " " * (size - columns(part)) for part, size in zip(line, sizes, strict=True)).rstrip()
            for line in zip_longest(*cells, fillvalue="")
        ]


def _sizes(rows: Sequence[tuple[str, ...]], width: int) -> list[int]:
    """Return the width of each column: what it needs, the widest ones narrowed until all fit."""
    sizes = [max(1, *(columns(row[at]) for row in rows)) for at in range(len(rows[0]))]
    room = width - len(_GAP) * (len(sizes) - 1)
    while sum(sizes) > room and max(sizes) > _LEAST:
        widest = sizes.index(max(sizes))
        second = max([size for at, size in enumerate(sizes) if at != widest], default=0)
        sizes[widest] = max(_LEAST, second - 1, sizes[widest] - (sum(sizes) - room))
    return sizes
