"""The usual slips: one plain sentence, the place to look at, and a mend."""

import pytest
from yaml_reading import only, place, read

TEXTS = {
    "colon in text": ("name: Sales: EMEA\n", "1:7", 'put the text in quotes: name: "Sales: EMEA"'),
    "colon in text of an item": ("a:\n  - note: from: ae\n", "2:11", 'put the text in quotes: note: "from: ae"'),
    "colon in quoted text": ('a: it\'s "so": x\n', "1:4", "put the text in quotes: a: 'it''s \"so\": x'"),
    "no blank after the colon": ("a: 1\nb:2\nc: 3\n", "2:1", "put a blank after the colon: b: 2"),
    "no blank on the first line": ("a:1\nb: 2\n", "1:1", "put a blank after the colon: a: 1"),
    "no colon": (
        "a: 1\nfoo\nb: 2\n",
        "2:1",
        "write key: value; a text of several lines stands indented below its key and >-",
    ),
    "too deep": (
        "a:\n  b: 1\n    c: 2\n",
        "3:5",
        "start it in column 3 like line 2, or put it below a key without a value",
    ),
    "between two levels": ("a:\n  b: 1\n c: 2\n", "3:2", "start it in column 3 like line 2 or in column 1 like line 1"),
    "item between two levels": (
        "a:\n  - x\n - y\n",
        "3:2",
        "start it in column 3 like line 2 or in column 1 like line 1",
    ),
    "key among items": ("a:\n  - x\n  y: 1\n", "3:3", "put a - before it if it is an item"),
    "item among keys": ("a: 1\n- b\n", "2:1", "put the list below a key of its own, indented"),
    "block too shallow": ("a: |\n   x\n  y\n", "3:3", "indent all lines of the block alike"),
    "tab": ("a:\n\tb: 1\n", "2:1", "replace the tabs of this file by blanks"),
    "tab below a value": ("a: x\n\tb: 1\n", "2:1", "replace the tabs of this file by blanks"),
    "list on the line of its key": ("effect: - weak\n", "1:9", "a minus sign takes no blank after it: -weak"),
    "list in braces": ("a: {effect: - weak}\n", "1:13", "a minus sign takes no blank after it: -weak"),
    "question mark": ("text: ? who\n", "1:7", "put the text in quotes"),
    "at sign": ("owner: @ae\n", "1:8", 'put the text in quotes, such as "@ae"'),
    "star": ("a: *.example.com\n", "1:4", 'put the text in quotes, such as "*.example.com"'),
    "percent sign": ("a: %5\n", "1:4", 'put the text in quotes, such as "%5"'),
    "comparison as a block": ("must: >= 5\n", "1:7", 'put the value in quotes: ">= 5"'),
    "never closed quote": ('a: "foo\nb: 1\n', "1:4", "close it where the text ends"),
    "quote closed by the next": ('a: "foo\nb: "bar"\nc: 1\n', "1:4", "close the quote where the text ends"),
    "apostrophe": ("a: 'don't do it'\n", "1:8", 'use double quotes: "don\'t do it"'),
    "text after a quote": ('a: "VP" Sales\n', "1:9", "put the whole value in quotes"),
    "text after a bracket": ("a: [x] y\n", "1:8", "put the whole value in quotes if the brackets belong to the text"),
    "backslash": ('a: "C:\\path"\n', "1:7", "write \\\\ for a backslash, or put the text in single quotes"),
    "short escape": ('a: "\\x4"\n', "1:5", "write \\\\ for a backslash, or put the text in single quotes"),
    "bracket open at the end": ("a: 1\nb: [x, y\n", "2:4", "add ] where the entry ends"),
    "bracket open after a comma": ("a: 1\nb: [x, y,\n", "2:4", "add ] where the entry ends"),
    "brace open": ("a: {x: 1, y: 2\nb: 1\n", "2:1", "add } where the entry ends"),
    "closing bracket too many": ("a: {b: 1}}\nc: 2\n", "1:10", "delete it, or add the opening bracket"),
    "wrong closing bracket": ("a: [b, c}\n", "1:9", "close it with ]"),
    "only a closing bracket": ("a: ]\n", "1:4", "put the text in quotes if the character belongs to it"),
    "two commas": ("a: [1,, 2]\n", "1:7", "write the value, or delete the comma"),
    "comma missing": ("a: {x: y z: 1}\n", "1:11", "else a comma is missing before the key"),
    "condition with single quotes": (
        "a: {when: b in ('x', 'y')}\n",
        "1:25",
        "put the condition in double quotes or below the key with >-",
    ),
    "condition with double quotes": (
        'a: {when: b in ("x", "y")}\n',
        "1:25",
        "put the condition in double quotes or below the key with >-",
    ),
    "hash hides the bracket": ("a: {n: Deal #12, o: ae}\nb: 1\n", "1:13", "put the text with the # in quotes"),
    "hash in a list": ("a: [x, #tag, y]\nb: 1\n", "1:8", "put the text with the # in quotes"),
    "merge conflict": ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", "2:1", "choose one side"),
}


@pytest.mark.parametrize(("text", "where", "mend"), TEXTS.values(), ids=TEXTS)
def test_a_slip_is_told_where_it_is_with_its_mend(text, where, mend):
    """The place is the one to look at, and the help can be typed as it stands."""
    problem = only(text)
    assert place(problem) == ("yaml-syntax", where)
    assert mend in problem.help
    assert read(text).root is None


@pytest.mark.parametrize(
    ("text", "place_of_note", "words"),
    [
        ("a: {x: 1\nb: [1]\n", (1, 4), "opened here"),
        ("a:\n  b: [x,\n  y\n  c: 1\n", (2, 6), "opened here"),
        ('a: "foo\nb: "bar"\n', (2, 4), "this quote ends it"),
        ("a:\n  - x\n  y: 1\n", (2, 3), "the list starts here"),
        ("a: 1\n- b\n", (1, 1), "the map starts here"),
        ("a: 1\n---\nb: 1\n", (1, 1), "the first document stands here"),
    ],
)
def test_the_other_end_of_a_slip_is_a_note(text, place_of_note, words):
    """What was opened and what closed it rarely stand on one line."""
    (note,) = only(text).notes
    assert ((note.span.line, note.span.column), note.message) == (place_of_note, words)


@pytest.mark.parametrize(("text", "_where", "_mend"), TEXTS.values(), ids=TEXTS)
def test_messages_are_sentences_without_the_words_of_the_parser(text, _where, _mend):
    """Nobody at quarter end knows what a flow mapping, a token or a scalar is."""
    problem = only(text)
    words = f"{problem.message} {problem.help}"
    assert not any(
        jargon in words for jargon in ("scalar", "token", "mapping", "flow", "sequence", "expected <", "node")
    )
    assert problem.message[0] == problem.message[0].lower()
    assert not problem.message.endswith(".")


def test_what_was_found_before_a_syntax_error_is_reported_too():
    """A duplicate above the broken line is not hidden by it."""
    assert [problem.rule for problem in read("a: 1\na: 2\nb: [\n").problems] == ["duplicate-key", "yaml-syntax"]


def test_every_slip_of_a_colon_in_long_text_stays_short():
    """A whole paragraph with a colon makes no message of a paragraph."""
    problem = only(f"name: {'long ' * 1000}: end\n")
    assert len(problem.message) < 200
    assert len(problem.help) < 300
