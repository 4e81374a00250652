"""Rows in columns: as wide as they need, and wrapped where the terminal has less."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from opmodel.reports.terminal.words import Paint, columns, wrapped

_GAP = "  "
_LEAST = 12
_MANY = 6
"""Columns that stand beside each other even where words are broken for it."""


def grid(rows: Sequence[tuple[str, ...]], width: int, paint: Paint) -> Iterator[str]:
    """Yield the lines of a table whose first row is its head and whose cells are shown texts."""
    for number, lines in enumerate(aligned(rows, width)):
        yield from (paint.strong(line) if number == 0 else line for line in lines)


def is_crowded(rows: Sequence[tuple[str, ...]], width: int) -> bool:
    """Tell whether many columns leave no room for whole words."""
    words = [_longest(column) for column in zip(*rows, strict=True)]
    return len(words) > _MANY and sum(words) + len(_GAP) * (len(words) - 1) > width


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
    """Return the width of each column: what it needs, the widest ones narrowed until all fit, within words last."""
    cells = list(zip(*rows, strict=True))
    sizes = [max(1, *map(columns, column)) for column in cells]
    words = [_longest(column) for column in cells]
    room = width - len(_GAP) * (len(sizes) - 1)
    for least in ([max(_LEAST, word) for word in words], [_LEAST] * len(sizes)):
        _narrow(sizes, least, room)
    return sizes


def _longest(column: tuple[str, ...]) -> int:
    return max((columns(word) for cell in column for word in cell.split()), default=1)


def _narrow(sizes: list[int], least: list[int], room: int) -> None:
    """Take from the widest column that has more than its least until all fit or none has."""
    while sum(sizes) > room and (wide := [at for at, size in enumerate(sizes) if size > least[at]]):
        widest, *others = sorted(wide, key=lambda at: -sizes[at])
        second = sizes[others[0]] if others else 0
        sizes[widest] = max(least[widest], second - 1, sizes[widest] - (sum(sizes) - room))
