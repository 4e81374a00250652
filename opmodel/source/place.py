"""Where each character of a scalar's value stands in the YAML, for every scalar style."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias

Piece: TypeAlias = tuple[str, int, int]
"""One character of the value and the stretch of the raw text (start, end) that stands for it."""

_BREAK = r"(?:\r\n|[\r\n\x85])"
_FOLD = rf"(?P<fold>[ \t]*+{_BREAK}(?:[ \t]*+{_BREAK})*[ \t]*+)"
_TOKENS = {
    "": re.compile(rf"{_FOLD}|(?P<text>[ \t]+|[^ \t\r\n\x85]+)"),
    "'": re.compile(rf"{_FOLD}|(?P<escape>'')|(?P<text>[ \t]+|[^' \t\r\n\x85]+)"),
    '"': re.compile(
        rf"{_FOLD}|(?P<join>\\{_BREAK}(?:[ \t]*+{_BREAK})*[ \t]*+)"
        r"|(?P<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\r\n\x85]))"
        r'|(?P<text>[ \t]+|[^\\" \t\r\n\x85]+)'
    ),
}
_BREAKS = re.compile(_BREAK)
_HEADER = re.compile(rf"[|>](?P<marks>[-+0-9]*)[^\r\n\x85]*(?:{_BREAK}|\Z)")
_LINE = re.compile(rf"(?P<indent> *)(?P<rest>[^\r\n\x85]*)(?P<break>{_BREAK}|\Z)")
_ESCAPES = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True))


def pieces(raw: str, style: str, text: str) -> list[Piece]:
    """Map every character of a value to the raw text it was read from.

    Args:
        raw: the scalar as it stands in the file, quotes or block header included.
        style: nothing for plain text, else the quote, `|` or `>`.
        text: what the parser read; the mapping is empty unless it agrees with it.
    """
    found = list(_block(raw, style, text) if style in ("|", ">") else _flow(raw, style))
    return found if "".join(piece[0] for piece in found) == text else []


def _flow(raw: str, style: str) -> Iterator[Piece]:
    begin, end = (1, len(raw) - 1) if style else (0, len(raw))
    for token in _TOKENS[style].finditer(raw, begin, end):
        start, kind = token.start(), token.lastgroup
        if kind == "text":
            yield from ((char, at, at + 1) for at, char in enumerate(token[0], start))
        elif kind == "escape":
            yield (_unescape(token[0]) if style == '"' else "'", start, token.end())
        else:
            yield from _folded(token, is_join=kind == "join")


def _folded(token: re.Match[str], *, is_join: bool) -> Iterator[Piece]:
    breaks = list(_BREAKS.finditer(token.string, token.start(), token.end()))
    if len(breaks) == 1 and not is_join:
        yield (" ", token.start(), token.end())
    yield from (("\n", each.start(), each.end()) for each in breaks[1:])


def _unescape(escape: str) -> str:
    code = escape[2:]
    if not code:
        return _ESCAPES.get(escape[1], "")
    return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else ""


def _block(raw: str, style: str, text: str) -> Iterator[Piece]:
    header = _HEADER.match(raw)
    if header is None:
        return
    indent = _indent(raw[header.end() :], text)
    pending: list[Piece] = []  # the break after the last line with text, then those of the empty lines
    was_text = was_blank = False
    for line in _lines(raw, header.end()):
        start = line.start() + min(indent, len(line["indent"]))
        content = raw[start : line.end("rest")]
        if not content:
            pending += _break_of(line)
            continue
        is_blank = content[0] in " \t"
        if style == ">" and was_text and not was_blank and not is_blank:
            pending = pending[1:] if len(pending) > 1 else [(" ", *piece[1:]) for piece in pending]
        yield from chain(pending, ((char, at, at + 1) for at, char in enumerate(content, start)))
        pending = list(_break_of(line))
        was_text, was_blank = True, is_blank
    yield from _chomped(pending, header["marks"], was_text=was_text)


def _lines(raw: str, begin: int) -> Iterator[re.Match[str]]:
    return (line for line in _LINE.finditer(raw, begin) if line[0])


def _break_of(line: re.Match[str]) -> Iterator[Piece]:
    if line["break"]:
        yield ("\n", line.start("break"), line.end("break"))


def _chomped(pending: list[Piece], marks: str, *, was_text: bool) -> list[Piece]:
    if "+" in marks:
        return pending
    return [] if "-" in marks or not was_text else pending[:1]


def _indent(body: str, text: str) -> int:
    """Compare the first line with text in the file and in the value: the difference is the indentation."""
    there, here = body.lstrip(" \r\n\x85"), text.lstrip(" \n")
    if not there or not here:
        return max((len(line) for line in _BREAKS.split(body)), default=0)
    return _blanks_before(body, len(body) - len(there)) - _blanks_before(text, len(text) - len(here))


def _blanks_before(string: str, offset: int) -> int:
    head = string[:offset]
    return len(head) - len(head.rstrip(" "))
