"""Bytes of a file to text, or the reason why they are none."""

from opmodel.source.document import Problem
from opmodel.source.text import Text

SIZE_LIMIT = 1024 * 1024
"""Bytes a file may have: real models stay far below, and nothing larger is ever parsed."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_AS_UTF8 = "save the file as UTF-8"


def decode(data: bytes, file: str) -> Text | Problem:
    """Decode a file strictly; a byte order mark of UTF-8 is passed over."""
    if len(data) > SIZE_LIMIT:
        return _too_large(file)
    if data.startswith(_UTF16_MARKS) or data[:200].count(0) > len(data[:200]) // 4:
        message = "the file is written in UTF-16 or UTF-32, not in UTF-8"
        return Problem("yaml-syntax", message, Text(file, "").span(0, 0), _AS_UTF8)
    try:
        text = Text(file, data.decode("utf-8").lstrip("\ufeff"))
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, file)
    nul = text.string.find("\0")
    if nul >= 0:
        message = "a NUL character stands here, which no YAML text may hold"
        help_ = "delete it, or save the file again as UTF-8 text"
        return Problem("yaml-syntax", message, text.span(nul, nul + 1), help_)
    return text


def _too_large(file: str) -> Problem:
    message = f"the file is larger than the {SIZE_LIMIT:,} bytes (1 MiB) that a file may have"
    return Problem("file-too-large", message, Text(file, "").span(0, 0), "split it: any file may hold any section")


def _not_utf8(data: bytes, offset: int, file: str) -> Problem:
    before = Text(file, data[:offset].decode("utf-8").lstrip("\ufeff"))
    line, column = before.position(len(before.string))
    bad = data[offset : offset + 2]
    if bad[0] == 0xED and len(bad) > 1 and bad[1] >= 0xA0:
        message = f"half of a character (a lone surrogate) stands at line {line}, column {column}"
        help_ = "delete the character and type it again"
    else:
        message = f"the byte {bad[0]:#04x} at line {line}, column {column} is not UTF-8"
        help_ = f"{_AS_UTF8}; it looks like an older Windows or Mac encoding"
    end = len(before.string)
    return Problem("yaml-syntax", message, before.span(end, end), help_)
