"""Comments are found again around the scalars."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_reading import read

TEXT = """\
# opmodel: ignore[dead-end-stage] until=2027-03-31 by=ae -- no channel yet
stages:   # the way
  # indented
  won: {a: "x # y", b: 'it''s # z'} # after braces
  lost: |   # after the header
    # text of the block
  open: >-
    more # text

    # still text
# after the block
  done: a#b   #\tglued
"""


def test_comments_stand_outside_quotes_and_blocks():
    """Each has its line, its column, its text with the # and whether it has the line for itself."""
    found = [(comment.line, comment.column, comment.text, comment.own_line) for comment in read(TEXT).comments]
    assert found == [
        (1, 1, "# opmodel: ignore[dead-end-stage] until=2027-03-31 by=ae -- no channel yet", True),
        (2, 11, "# the way", False),
        (3, 3, "# indented", True),
        (4, 37, "# after braces", False),
        (5, 13, "# after the header", False),
        (11, 1, "# after the block", True),
        (12, 15, "#\tglued", False),
    ]


def test_a_comment_spans_its_text():
    """From the # to the last character, trailing blanks left out."""
    (comment,) = read("a: 1 # why  \n").comments
    assert (comment.span.line, comment.span.column, comment.span.end_column) == (1, 6, 11)
    assert comment.span.file == "org.yaml"


def test_a_file_that_cannot_be_read_has_no_comments():
    """What is text and what is comment cannot be told there."""
    assert read("# first\na: [\n").comments == ()


def test_a_file_of_comments_has_them():
    """An empty map does not mean an empty file."""
    assert [comment.text for comment in read("# one\n\n  # two").comments] == ["# one", "# two"]


VALUES = (
    "plain",
    "a#b",
    "'x # y'",
    '"x # \\" # y"',
    "[a, 'b # c']",
    '{a: "#"}',
    "|\n    # x",
    ">-\n    y # z\n\n    w",
    "",
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(VALUES), st.booleans(), st.booleans()), max_size=8))
def test_every_comment_that_was_written_is_found_and_nothing_else(entries):
    """Comments before and after values of every style, counted where they were put."""
    lines: list[str] = []
    written: list[int] = []
    for number, (value, above, behind) in enumerate(entries):
        if above:
            lines.append("  # above")
            written.append(len(lines))
        first, *rest = f"k{number}: {value}".split("\n")
        if behind:
            written.append(len(lines) + 1)
        lines += [f"{first} # behind" if behind else first, *rest]
    document = read("\n".join(lines) + "\n")
    assert document.problems == ()
    assert [comment.line for comment in document.comments] == written


@pytest.mark.parametrize("text", ["a: 'x\n  # y\n  z'\n", 'a: "x\n  # y"\n', "a: 'x' \nb: ''\n"])
def test_a_hash_at_the_start_of_a_quoted_line_is_text(text):
    """Quoted texts may run over several lines, and any of them may start with a hash."""
    assert read(text).comments == ()
