"""Letters: the table of widths is the font's, lines are broken and shortened to fit."""

import struct
from itertools import pairwise
from pathlib import Path

import pytest

import opmodel
from opmodel.layouts.page.advances import RUNS
from opmodel.layouts.page.lettering import covered, fit, longest_word, width, wrap

_FONTS = Path(opmodel.__file__).parent / "renderers" / "fonts"


def _tables(data: bytes) -> dict[str, bytes]:
    count = struct.unpack(">H", data[4:6])[0]
    entries = (struct.unpack(">4sLLL", data[12 + 16 * at : 28 + 16 * at]) for at in range(count))
    return {tag.decode(): data[start : start + length] for tag, _, start, length in entries}


def _glyphs(cmap: bytes) -> dict[int, int]:
    """Read the format 4 table of a font: which character has which glyph."""
    starts = [
        struct.unpack(">HHL", cmap[4 + 8 * at : 12 + 8 * at])[2] for at in range(struct.unpack(">H", cmap[2:4])[0])
    ]
    table = next(cmap[start:] for start in starts if struct.unpack(">H", cmap[start : start + 2])[0] == 4)
    count = struct.unpack(">H", table[6:8])[0] // 2

    def words(at: int) -> tuple[int, ...]:
        return struct.unpack(f">{count}H", table[at : at + 2 * count])

    ends, begins, deltas, offsets = words(14), words(16 + 2 * count), words(16 + 4 * count), words(16 + 6 * count)
    glyphs = {}
    for at, (first, last) in enumerate(zip(begins, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            place = 16 + 6 * count + 2 * at + offsets[at] + 2 * (code - first)
            glyph = struct.unpack(">H", table[place : place + 2])[0] if offsets[at] else code
            glyphs[code] = (glyph + deltas[at]) % 65536
    return glyphs


@pytest.mark.parametrize("bold", [False, True])
def test_widths_are_those_of_the_font(*, bold: bool) -> None:
    """Every character of the table is as wide as its glyph in the shipped file, and the table has them all."""
    tables = _tables((_FONTS / f"OpmodelSans-{'Bold' if bold else 'Regular'}.otf").read_bytes())
    em = struct.unpack(">H", tables["head"][18:20])[0]
    metrics = struct.unpack(">H", tables["hhea"][34:36])[0]
    glyphs = _glyphs(tables["cmap"])
    assert set(glyphs) == {first + step for first, count in RUNS for step in range(count)}
    for code, glyph in glyphs.items():
        at = 4 * min(glyph, metrics - 1)
        advance = struct.unpack(">H", tables["hmtx"][at : at + 2])[0]
        assert width(chr(code), 1000, bold=bold) == round(advance * 1000 / em)


def test_fonts_are_small_and_licensed() -> None:
    """Both fonts together stay below 250 kB and their licence stands beside them."""
    assert sum(path.stat().st_size for path in _FONTS.glob("*.otf")) < 250_000
    assert "SIL OPEN FONT LICENSE" in (_FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "x", "Technical validation of everything", "w" * 5000, "日本語 ラベル", "é 🎉"])
def test_lines_fit(text: str) -> None:
    """Whatever the text, wrapped lines are as few and as narrow as asked."""
    for limit in (20.0, 60.0, 300.0):
        rows = wrap(text, limit, 2, 13, bold=True)
        assert len(rows) <= 2
        assert all(width(row, 13, bold=True) <= limit for row in rows)


def test_long_text_ends_in_an_ellipsis() -> None:
    """Shortened text says so; text that fits is left alone."""
    assert fit("Evaluation", 500, 12) == "Evaluation"
    assert fit("Evaluation", 40, 12).endswith("…")
    assert wrap("one two three", 60, 1, 12)[0].endswith("…")


def test_words_stay_whole_where_they_can() -> None:
    """Lines break at blanks; a word too long for a line is broken with a hyphen."""
    assert wrap("Account executive", 70, 2, 13) == ("Account", "executive")
    first, second = wrap("Donaudampfschifffahrt", 80, 2, 13)
    assert first.endswith("-")
    assert first[:-1] + second == "Donaudampfschifffahrt"


def test_longest_word_decides() -> None:
    """The widest word of a text is measured, not the text."""
    assert longest_word("an implementation of it", 13) == width("implementation", 13)


def test_covered_knows_the_font() -> None:
    """Signs of the pictures and European scripts are in the font, others are not."""
    assert covered("Évaluation → Ω Ж ✓✗∅≈↺·…–!")
    assert not covered("評価")


def test_runs_do_not_overlap() -> None:
    """The runs of the table are in order and apart."""
    assert all(first + count <= following for (first, count), (following, _) in pairwise(RUNS))
