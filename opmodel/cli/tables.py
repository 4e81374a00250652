"""Tables for a terminal: columns as wide as they need, and wrapped where the terminal has less."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from opmodel.reports import Paint, columns, shown, wrapped

_GAP = "  "
_LEAST = 12


def table(rows: Sequence[Mapping[str, str]], width: int, paint: Paint) -> str:
    """Write rows that have the same columns; the heads are the names of the columns."""
    if not rows:
        return ""
    cells = [tuple(rows[0]), *(tuple(map(shown, row.values())) for row in rows)]
    return "".join(f"{line}\n" for line in grid(cells, width, paint))


def grid(rows: Sequence[tuple[str, ...]], width: int, paint: Paint) -> Iterator[str]:
    """Yield the lines of a table whose first row is its head and whose cells are shown texts."""
    sizes = _sizes(rows, width)
    for number, row in enumerate(rows):
        wrapped_cells = [list(wrapped(cell, size)) for cell, size in zip(row, sizes, strict=True)]
        for line in zip_longest(*wrapped_cells, fillvalue=""):
            text = _GAP.join(
                part + " " * (size - columns(part)) for part, size in zip(line, sizes, strict=True)
            ).rstrip()
            yield paint.strong(text) if number == 0 else text


def listed(rows: Sequence[Mapping[str, str]]) -> str:
    """Write rows as a JSON list for programs."""
    return json.dumps(rows, ensure_ascii=True, indent=2) + "\n"


def _sizes(rows: Sequence[tuple[str, ...]], width: int) -> list[int]:
    """Return the width of each column: what it needs, the widest ones narrowed until all fit."""
    sizes = [max(1, *(columns(row[at]) for row in rows)) for at in range(len(rows[0]))]
    room = width - len(_GAP) * (len(sizes) - 1)
    while sum(sizes) > room and max(sizes) > _LEAST:
        widest = sizes.index(max(sizes))
        second = max([size for at, size in enumerate(sizes) if at != widest], default=0)
        sizes[widest] = max(_LEAST, second - 1, sizes[widest] - (sum(sizes) - room))
    return sizes
