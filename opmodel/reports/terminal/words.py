"""Words on a terminal: nothing from a model can command it, widths are counted, colours are ours."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from opmodel.wording import UNSEEN

WIDTH = 100
"""Columns where nobody says how wide the terminal is."""

_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_SELECTORS = re.compile("[\ufe00-\ufe0d\U000e0100-\U000e01ef]")
_PILE = 2
_COMMAND = re.compile(r"##(?=\w*\[)")
_HARMLESS = re.compile(r"[ -~]*\Z")


def shown(text: str) -> str:
    r"""Return text on one line, with every character a terminal or a build log would obey written as an escape.

    The escapes are those of YAML: `\x1b`, `\u202e`. `##[` is a command to build logs wherever it stands.
    """
    seen = text if _HARMLESS.match(text) else "".join(cells(text))
    return _COMMAND.sub(r"#\\x23", seen)


def cells(text: str) -> list[str]:
    """Return what a terminal shows for each character of a text."""
    found: list[str] = []
    pile = 0
    for char in text:
        pile = pile + 1 if _without_width(char) else 0
        found.append(_escaped(char) if pile > _PILE else _cell(char))
    return found


def columns(text: str) -> int:
    """Return how many columns of a terminal a shown text takes."""
    return len(text) if text.isascii() else sum(_wide(char) for char in text)


def wrapped(text: str, room: int) -> Iterator[str]:
    """Yield shown text in lines of at most `room` columns, broken at blanks where there are any.

    No line starts with `::`, which a build log would take for a command.
    """
    line = ""
    for word in _pieces(text, max(room, 8)):
        if line and columns(line) + 1 + columns(word) > max(room, 8):
            yield line
            line = ""
        line = f"{line} {word}" if line else _tame(word)
    yield line


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours of a report, all without effect where colours are off."""

    on: bool = False

    def strong(self, text: str) -> str:
        """Write text that leads the eye."""
        return self._in("1", text)

    def quiet(self, text: str) -> str:
        """Write text that frames other text."""
        return self._in("2", text)

    def level(self, severity: str, text: str) -> str:
        """Write text in the colour of a severity."""
        return self._in(_COLOURS.get(severity, "1"), text)

    def example(self, text: str) -> str:
        """Write a line of an example."""
        return self._in("36", text)

    def place(self, text: str) -> str:
        """Write a related place."""
        return self._in("34", text)

    def help(self, text: str) -> str:
        """Write a way out."""
        return self._in("32", text)

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text


_COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36"}


@cache
def _cell(char: str) -> str:
    if char == "\t":
        return "    "
    hidden = unicodedata.category(char) in UNSEEN or char in _BLANK_LETTERS or _SELECTORS.match(char)
    return _escaped(char) if hidden else char


def _escaped(char: str) -> str:
    code = ord(char)
    if char == "\n":
        return "\\n"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


@cache
def _wide(char: str) -> int:
    if _without_width(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _without_width(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


def _pieces(text: str, room: int) -> Iterator[str]:
    for word in text.split(" "):
        if columns(word) <= room:
            yield word
            continue
        piece = ""
        for char in word:
            if columns(piece) + _wide(char) > room:
                yield piece
                piece = ""
            piece += char
        yield piece


def _tame(word: str) -> str:
    return word.replace("::", r"\x3a:", 1) if word.lstrip().startswith("::") else word
