"""Tables for a terminal: as wide as needed, the last column wrapped."""

import json
from collections.abc import Iterator, Mapping, Sequence

from opmodel.reports import Paint, columns, shown, wrapped

_GAP = "  "
_LEAST = 24


def table(rows: Sequence[Mapping[str, str]], width: int, paint: Paint) -> str:
    """Write rows that have the same columns; the heads are the names of the columns."""
    if not rows:
        return ""
    heads = tuple(rows[0])
    texts = [tuple(shown(row[head]) for head in heads) for row in rows]
    sizes = [max(columns(line[at]) for line in (heads, *texts)) for at in range(len(heads))]
    lines = [paint.strong(_padded(heads, sizes))]
    for text in texts:
        lines += _row(text, sizes, width)
    return "".join(f"{line}\n" for line in lines)


def listed(rows: Sequence[Mapping[str, str]]) -> str:
    """Write rows as a JSON list for programs."""
    return json.dumps(rows, ensure_ascii=True, indent=2) + "\n"


def _row(texts: tuple[str, ...], sizes: list[int], width: int) -> Iterator[str]:
    before = _padded((*texts[:-1], "x"), [*sizes[:-1], 1])[:-1]
    first, *more = wrapped(texts[-1], max(_LEAST, width - columns(before)))
    yield f"{before}{first}".rstrip()
    yield from (" " * columns(before) + line for line in more)


def _padded(texts: tuple[str, ...], sizes: list[int]) -> str:
    cells = (text + " " * (size - columns(text)) for text, size in zip(texts, sizes, strict=True))
    return _GAP.join(cells).rstrip()
