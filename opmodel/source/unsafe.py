"""Characters nobody sees: terminal commands, bidi overrides, zero-width characters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from opmodel.source.document import Problem, Scalar
from opmodel.source.text import Text

_ORDINARY = bytes(byte for byte in range(256) if byte in b"\t\n\r" or (byte >= 0x20 and byte != 0x7F))
_REFUSED = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BREAKS = "\x85\u2028\u2029"
_INVISIBLE = "\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
_JOINER_AFTER = "\u0600-\u08ff\u0900-\u0dff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_UNSAFE = re.compile(
    f"[{_REFUSED}{_BIDI}{_BREAKS}{_INVISIBLE}\ud800-\udfff]"
    f"|(?<![{_JOINER_AFTER}])[\u200c\u200d]"  # joiners are letters of Persian and Hindi and the glue of emoji
    "|(?m:^[ \t]*+[\u00a0\u2000-\u200a\u202f\u3000])"  # a wide blank that YAML takes for the start of a word
)
_REPLACED = re.compile(f"[{_REFUSED}]")


def is_harmless(text: Text) -> bool:
    """Tell at a glance that nothing unsafe stands in a text: it is ASCII without control characters."""
    return text.string.isascii() and not text.string.encode().translate(None, _ORDINARY)


def cleaned(text: Text) -> Text:
    """Return a text the parser takes: every character it refuses is replaced by one that shows."""
    string = _REPLACED.sub("\ufffd", text.string)
    return text if string == text.string else Text(text.file, string)


def unsafe_in_text(text: Text) -> Iterator[Problem]:
    """Yield the characters nobody sees, one problem for a line."""
    for line, found in groupby(_UNSAFE.finditer(text.string), key=lambda match: text.position(match.end() - 1)[0]):
        first, *others = found
        more = f", and {len(others)} more such characters on line {line}" if others else ""
        yield _problem(text, first.end() - 1, first.end(), first[0][-1], more)


def unsafe_in_escapes(scalars: Iterable[Scalar]) -> Iterator[Problem]:
    """Yield the characters nobody sees that were written as an escape between double quotes, one for a scalar."""
    for scalar in scalars:
        if scalar.style != '"':
            continue
        for found in _UNSAFE.finditer(scalar.text):
            start, end = scalar.stretch(found.end() - 1, found.end())
            if scalar.source.string[start] == "\\":
                yield _problem(scalar.source, start, end, found[0][-1])
                break


def _problem(text: Text, start: int, end: int, char: str, more: str = "") -> Problem:
    message = f"{_name(char)} ({_code(char)}) {_verb(char)}{more}"
    rule = "yaml-syntax" if unicodedata.category(char) == "Cs" else "unsafe-text"
    return Problem(rule, message, text.span(start, end), _help(char))


def _verb(char: str) -> str:
    return "starts this line" if unicodedata.category(char) == "Zs" else "stands in the text"


def _name(char: str) -> str:
    if char in _BREAKS:
        return "a line break that editors do not show"
    if char == "\x1b":
        return "an escape character, which gives commands to a terminal,"
    if unicodedata.category(char) == "Zs":
        return "a blank that does not count as indentation"
    if re.match(f"[{_BIDI}]", char):
        return "a character that changes the direction of writing"
    return "a control character" if unicodedata.category(char) == "Cc" else "an invisible character"


def _code(char: str) -> str:
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name.lower()}".rstrip()


def _help(char: str) -> str:
    if unicodedata.category(char) == "Zs":
        return "replace it by ordinary blanks; it came from a copied page"
    return "delete it: what people read and what the program reads must be the same"
