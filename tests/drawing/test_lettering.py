"""Letters: widths are the font's, lines are broken and shortened to fit."""

from pathlib import Path

import pytest

import opmodel
from opmodel.layouts.page.font import advances
from opmodel.layouts.page.lettering import covered, fit, longest_word, width, wrap

_FONTS = Path(opmodel.__file__).parent / "fonts"


@pytest.mark.parametrize("bold", [False, True])
def test_widths_are_those_of_the_font(*, bold: bool) -> None:
    """Letters are as wide as the designers of the font drew them, also those whose glyphs are out of order."""
    widths = {"i": 261 if bold else 237, "W": 1007 if bold else 949, "€": 679 if bold else 665, "→": 955, "✓": 881}
    assert {letter: width(letter, 1000, bold=bold) for letter in widths} == widths
    assert len(advances(bold=bold)) == 1_326


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
