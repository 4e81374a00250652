"""A part of a text leads back to its characters in the file, whatever style it was written in."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from yaml_reading import read, value

from opmodel.source import Scalar, Sequence


def written(text: str, scalar: Scalar, start: int, end: int) -> str:
    """Return what stands in the file where a part of the scalar is said to be."""
    span = scalar.place(start, end)
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first, last = lines[span.line - 1][span.column - 1 :], lines[span.end_line - 1][: span.end_column - 1]
    return "\n".join([first, *lines[span.line : span.end_line - 1], last])


@pytest.mark.parametrize(
    ("text", "part", "line", "column", "end_column"),
    [
        ("a: score >= 80\n", ">=", 1, 10, 12),
        ("a: score\n   >= 80\n", ">=", 2, 4, 6),
        ("a: 'b = ''x'' or c'\n", "or", 1, 15, 17),
        ("a: 'b = ''x'' or c'\n", "'x'", 1, 9, 14),
        ('a: "b = \\"x\\" or c"\n', "or", 1, 15, 17),
        ('a: "\\x41\\u0042 or c"\n', "B", 1, 9, 15),
        ('a: "one \\\n   two"\n', "two", 2, 4, 7),
        ('a: "one\n\n   two"\n', "two", 3, 4, 7),
        ("a: |\n  b = 1\n  or c\n", "or", 3, 3, 5),
        ("a: >-\n  b = 1\n  or c\n\n  and d\n", "and", 5, 3, 6),
        ("a: |2-\n    b\n  or c\n", "or", 3, 3, 5),
        ("a: >+   # why\n\n     b\n       c\n     or d\n\n", "or", 5, 6, 8),
        ("a:\n  - x\n  - >-\n    é or b\n", "or", 4, 7, 9),
        ("a: {when: 'b or c'}\n", "or", 1, 14, 16),
        ("a: >-\r\n  b = 1\r\n  or c\r\n", "or", 3, 3, 5),
    ],
)
def test_a_part_of_a_condition_is_found_in_its_line(text, part, line, column, end_column):
    """Conditions stand in every style people use; findings point into them."""
    root = read(text).root
    assert root is not None
    node = next(scalar for scalar in _scalars(root) if part in scalar.text)
    start = node.text.index(part)
    span = node.place(start, start + len(part))
    assert (span.line, span.column, span.end_column) == (line, column, end_column)


def _scalars(node):
    if isinstance(node, Scalar):
        return [node]
    children = node.items if isinstance(node, Sequence) else list(node.values.values())
    return [scalar for child in children for scalar in _scalars(child)]


def test_a_place_between_two_characters_is_empty():
    """An error at the end of a condition points behind its last character."""
    scalar = value("a: 'b ='\n")
    assert (scalar.place(3, 3).column, scalar.place(3, 3).end_column) == (8, 8)
    assert scalar.place(99, 120) == scalar.place(3, 3)
    assert scalar.place(-5, 1) == scalar.place(0, 1)


def test_an_empty_text_has_a_place():
    """The place between the quotes, where the text would start."""
    span = value('a: ""\n').place(0, 0)
    assert (span.column, span.end_column) == (5, 5)


LETTERS = st.sampled_from("abé'\"\\#:,[]{}>|&*%@ -\t")
LINES = st.lists(st.text(LETTERS, max_size=6), min_size=1, max_size=5)
BREAKS = st.sampled_from(["\n", "\n\n", "\n   \n"])


def _check(text: str, scalar: Scalar, spell: dict[str, str]) -> None:
    for offset, char in enumerate(scalar.text):
        there = written(text, scalar, offset, offset + 1)
        if char in " \n" and there != char:
            assert there.strip(" \t\\") == "\n" * there.count("\n")
        else:
            assert spell.get(there, there) == char


@settings(deadline=None)
@given(st.text(LETTERS, max_size=12))
def test_plain_text_on_one_line_leads_back(words):
    """Whatever plain text the parser accepts as one value."""
    text = f"a: {words}\n"
    document = read(text)
    assume(document.root is not None and not document.problems)
    node = document.root.get("a")
    assume(isinstance(node, Scalar) and node.plain)
    _check(text, node, {})


@settings(deadline=None)
@given(LINES, BREAKS)
def test_single_quoted_text_leads_back(lines, line_break):
    """Doubled apostrophes are one character; folded breaks are blanks or breaks."""
    text = "a: '" + f"{line_break}  ".join(line.replace("'", "''") for line in lines) + "'\n"
    _check(text, value(text), {"''": "'"})


@settings(deadline=None)
@given(LINES, st.sampled_from(["\n", "\n\n", "\n   \n", "\\\n", " \\\n", "\\\n\n"]))
def test_double_quoted_text_leads_back(lines, line_break):
    """Escapes are one character; an escaped break joins the lines."""
    spell = {'\\"': '"', "\\\\": "\\", "\\t": "\t", "\\xe9": "é"}
    back = {char: escape for escape, char in spell.items()}
    text = 'a: "' + f"{line_break}  ".join("".join(back.get(char, char) for char in line) for line in lines) + '"\n'
    _check(text, value(text), spell)


@settings(deadline=None)
@given(
    st.lists(st.text(st.sampled_from("abé'\"\\#: >"), max_size=6), min_size=1, max_size=6),
    st.sampled_from(["|", ">", "|-", ">-", "|+", ">+", "|2", ">2-", "| # c"]),
    st.integers(0, 2),
)
def test_blocks_lead_back(lines, header, trailing):
    """Literal and folded, with every way to end and indent them."""
    assume(any(line.strip() for line in lines))
    if "2" not in header:
        first = next(line for line in lines if line.strip())
        assume(not first.startswith(" ") and all(line.strip() or not line for line in lines))
    text = f"a: {header}\n" + "".join(f"  {line}\n" if line else "\n" for line in lines) + "\n" * trailing + "z: 1\n"
    _check(text, value(text), {})
