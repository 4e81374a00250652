"""Letters measured as they will be drawn: width, wrapping and shortening."""

import unicodedata

from opmodel.drawing import Text
from opmodel.layouts.page.font import advances
from opmodel.wording import plain

SMALL = 12.0
"""The smallest letters of a picture: 9 pt."""

LABEL = 13.0
"""The letters of the names in boxes and of headings beside them."""

_ELLIPSIS = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line of text in px."""
    known = advances(bold=bold)
    return sum(known[c] if c in known else _foreign(c) for c in text) * size / 1000


def covered(text: str) -> bool:
    """Say whether the shipped font has every character of the text."""
    return all(c in advances(bold=False) for c in text)


def fit(text: str, limit: float, size: float, *, bold: bool = False) -> str:
    """Return the text, or as much of its start as fits with an ellipsis behind it."""
    if width(text, size, bold=bold) <= limit:
        return text
    room = limit - width(_ELLIPSIS, size, bold=bold)
    end, used = 0, 0.0
    while end < len(text) and (used := used + width(text[end], size, bold=bold)) <= room:
        end += 1
    return text[:end].rstrip() + _ELLIPSIS


def wrap(text: str, limit: float, lines: int, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break one-line text at blanks into at most `lines` lines; the last one ends in an ellipsis if it must."""
    words = plain(text).split(" ")
    rows: list[str] = []
    while words and len(rows) < lines - 1:
        row = words.pop(0)
        while words and width(f"{row} {words[0]}", size, bold=bold) <= limit:
            row = f"{row} {words.pop(0)}"
        if width(row, size, bold=bold) > limit:
            row, rest = _split(row, limit, size, bold=bold)
            words = [rest, *words]
        rows.append(row)
    if words:
        rows.append(fit(" ".join(words), limit, size, bold=bold))
    return tuple(row for row in rows if row)


def parted(text: str, limit: float, lines: int, size: float) -> tuple[str, ...]:
    """Break a small line into at most `lines` lines, between its parts (`30d · 40%`) where it has any."""
    rows: list[str] = []
    for part in plain(text).split(" · "):
        joined = f"{rows[-1]} · {part}" if rows else part
        if rows and (width(joined, size) <= limit or len(rows) == lines):
            rows[-1] = joined
        else:
            rows.append(part)
    if len(rows) == 1 and width(rows[0], size) > limit:
        return wrap(rows[0], limit, lines, size)
    return tuple(fit(row, limit, size) for row in rows if row)


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the widest word of a text."""
    return max(width(word, size, bold=bold) for word in plain(text).split(" "))


def write(
    text: str,
    x: float,
    y: float,
    *,
    size: float = SMALL,
    bold: bool = False,
    anchor: str = "start",
    ink: str = "#1f2933",
    ground: str = "#ffffff",
) -> Text:
    """Put one line of text on its baseline and measure it."""
    return Text(x, y, text, size, width(text, size, bold=bold), bold=bold, anchor=anchor, ink=ink, ground=ground)


def _split(word: str, limit: float, size: float, *, bold: bool) -> tuple[str, str]:
    end = max(1, min(len(fit(word, limit, size, bold=bold)) - 1, len(word) - 3))
    return f"{word[:end]}-", word[end:]


def _foreign(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 1050 if unicodedata.east_asian_width(letter) in "WF" else 750
