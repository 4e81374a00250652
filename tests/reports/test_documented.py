"""The page about reports knows every format and the limits that hold."""

from pathlib import Path

from opmodel.reports import formats, github, markdown, sarif
from tests.reports.test_every_finding import READERS

PAGE = (Path(__file__).parents[2] / "docs" / "reports.md").read_text(encoding="utf-8")


def test_every_format_has_a_chapter_and_a_use() -> None:
    """Whoever looks for a format finds what it is for and what it tells of."""
    for name in formats():
        assert f"\n## {name}\n" in PAGE
        assert f"| `{name}` |" in PAGE
    assert PAGE.count("\n## ") == len(formats()) + 1 == len(READERS) + 1


def test_limits_are_those_of_the_program() -> None:
    """A number on the page is the number in the program."""
    numbers = (f"{sarif.RESULTS:,} results", f"{markdown.MOST:,} characters", f"more than {sarif.RUNS} models")
    assert all(number in PAGE for number in (*numbers, f"{sarif.SIZE // 1_000_000} MB", markdown.MARKER))
    assert github.MOST == 10
    assert "ten annotations of a level" in PAGE
