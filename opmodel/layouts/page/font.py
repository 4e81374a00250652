"""How wide the letters of the shipped font are, read from its files."""

import struct
from collections.abc import Iterator
from functools import cache

from opmodel import discover


@cache
def advances(*, bold: bool) -> dict[str, int]:
    """Return the width of every character the font has, in thousandths of an em.

    Source: tables `head`, `hhea`, `hmtx` and `cmap` (format 4) of the OpenType specification.
    """
    tables = _tables(discover.fonts()[bold].read_bytes())
    (em,) = struct.unpack_from(">H", tables["head"], 18)
    (metrics,) = struct.unpack_from(">H", tables["hhea"], 34)
    widths = struct.unpack_from(">" + "Hh" * metrics, tables["hmtx"])[::2]
    glyphs = _glyphs(tables["cmap"])
    return {chr(code): round(widths[min(glyph, metrics - 1)] * 1000 / em) for code, glyph in glyphs}


def _tables(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sLLL", data, 12 + 16 * at) for at in range(count))
    return {tag.decode(): data[start : start + length] for tag, _, start, length in entries}


def _glyphs(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Yield which character has which glyph; a run of characters counts its glyphs on or lists them."""
    (start,) = struct.unpack_from(">L", cmap, 8)
    table = cmap[start:]
    (double,) = struct.unpack_from(">H", table, 6)
    lasts, firsts, deltas, offsets = (
        struct.unpack_from(f">{double // 2}H", table, 14 + part * double + 2 * bool(part)) for part in range(4)
    )
    for at, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            place = 16 + 3 * double + 2 * at + offsets[at] + 2 * (code - first)
            glyph = struct.unpack_from(">H", table, place)[0] if offsets[at] else code
            yield code, (glyph + deltas[at]) % 65536
