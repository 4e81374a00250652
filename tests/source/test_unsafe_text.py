"""Characters nobody sees are reported, and the rest of the file is read all the same."""

import pytest
from yaml_reading import only, place, read


@pytest.mark.parametrize(
    ("text", "where", "named"),
    [
        ("a: 1\nname: x\u202ey\n", "2:8", "direction of writing (U+202E"),
        ("name: x\u2066y\n", "1:8", "direction of writing (U+2066"),
        ("name: pay\u200bpal\n", "1:10", "invisible character (U+200B"),
        ("name: a\ufeffb\n", "1:8", "invisible character (U+FEFF"),
        ("name: a\u00adb\n", "1:8", "invisible character (U+00AD"),
        ("name: a\U000e0041b\n", "1:8", "invisible character (U+E0041"),
        ("name: a\u200db\n", "1:8", "invisible character (U+200D"),
        ("name: a\x1b[31mb\n", "1:8", "commands to a terminal"),
        ("name: a\x07b\n", "1:8", "a control character (U+0007"),
        ("name: a\x9bb\n", "1:8", "a control character (U+009B"),
        ("# x\u202ey\na: 1\n", "1:4", "direction of writing"),
        ("a: x\u2028 b\n", "1:5", "a line break that editors do not show"),
        ("a:\n\u00a0 b: 1\n", "2:1", "does not count as indentation (U+00A0"),
        ('name: "a\\e[31mb"\n', "1:9", "commands to a terminal"),
        ('name: "x\\u202Ey"\n', "1:9", "direction of writing"),
        ('name: "x\\0y"\n', "1:9", "a control character (U+0000"),
    ],
)
def test_a_character_nobody_sees_is_reported(text, where, named):
    """In values, keys and comments, written as it is or as an escape."""
    problem = only(text)
    assert place(problem) == ("unsafe-text", where)
    assert named in problem.message
    document = read(text)
    assert document.root is not None
    assert not document.broken


@pytest.mark.parametrize(
    "text",
    [
        "name: Zoë, Кира, 李\n",
        "name: \U0001f469\u200d\U0001f4bb is on it\n",
        "name: می\u200cخواهم\n",
        "name: क्\u200dष\n",
        "name: 5\u00a0000 €\n",
        'name: "a\\tb\\nc"\n',
        "name:\ta\r\n",
    ],
)
def test_ordinary_writing_is_safe(text):
    """Accents, other alphabets, emoji of two parts, joiners that are letters, blanks inside numbers."""
    assert read(text).problems == ()


def test_a_line_is_reported_once():
    """Twenty invisible characters in one line are one finding with a count."""
    assert only("a: x" + "\u200b" * 20 + "\n").message.endswith("and 19 more such characters on line 1")


def test_a_character_the_parser_refuses_is_replaced_by_one_that_shows():
    """The text around it keeps its places."""
    root = read("a: x\x1by\nb: 1\n").root
    assert root is not None
    assert str(root) == "Mapping([('a', Scalar('x\ufffdy')), ('b', Scalar('1'))])"
