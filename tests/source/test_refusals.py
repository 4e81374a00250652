"""What YAML allows and a model refuses: each refusal has a rule, a place and a way out."""

import pytest
from yaml_reading import only, place, read

from opmodel.source import Mapping, Sequence, parse


@pytest.mark.parametrize(
    ("text", "where", "named"),
    [
        ("a: &x 1\n", "1:4", "anchor '&x'"),
        ("a: 1\nb:\n  - *x\n", "3:5", "alias '*x'"),
        ("a: {<<: {b: 1}}\n", "1:5", "merge key '<<'"),
        ("a:\n  <<: *x\n", "2:3", "merge key '<<'"),
        ("*x : 1\n", "1:1", "alias '*x'"),
        ("a: &x\n  b: 1\n", "1:4", "anchor '&x'"),
    ],
)
def test_anchors_aliases_and_merge_keys_are_refused(text, where, named):
    """Copies hidden in a file would be seen by the program and by no reader."""
    problem = only(text)
    assert place(problem) == ("anchor-or-alias", where)
    assert named in problem.message
    assert problem.help
    assert read(text).broken


def test_what_stands_beside_an_anchor_is_still_read():
    """The anchored value stays, the entry with the alias is left out, and a quoted << is a key like any other."""
    document = read("a: &x 1\nb: *x\nc: 2\n'<<': 3\n")
    assert document.root is not None
    assert list(document.root.values) == ["a", "c", "<<"]
    assert [problem.span.line for problem in document.problems] == [1, 2]


@pytest.mark.parametrize(
    ("text", "where", "named"),
    [
        ("a: !!python/object/apply:os.system [x]\n", "1:4", "tag '!!python/object/apply:os.system'"),
        ("a: !include other.yaml\n", "1:4", "tag '!include'"),
        ("a: !!str 010\n", "1:4", "tag '!!str'"),
        ("%YAML 1.1\n---\na: 1\n", "1:1", "directive '%YAML 1.1'"),
        ("%TAG ! tag:x.org,2000:\n---\na: 1\n", "1:1", "directive '%TAG ! tag:x.org,2000:'"),
        ("a: 1\n---\nb: 2\n", "2:1", "a second document"),
        ("a: 1\n...\nb: 2\n", "3:1", "the end of the document"),
        ("? [a, b]\n: 1\n", "1:3", "a list stands where a key is expected"),
        ("{a: 1}: 2\n", "1:1", "a map stands where a key is expected"),
        ("a: {{ value }}\n", "1:5", "a template in {{ }}"),
    ],
)
def test_what_has_no_meaning_in_a_model_is_a_syntax_error(text, where, named):
    """Tags, directives, further documents and keys of several parts leave nothing half-read."""
    problem = only(text)
    assert place(problem) == ("yaml-syntax", where)
    assert named in problem.message
    assert read(text).root is None


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3\n", "a: 1\nb: 2\n'a': 3\n", '{a: 1,\n b: 2,\n"\\x61": 3}'])
def test_duplicate_keys_name_both_places(text):
    """Also where the quotes differ; the first value stays."""
    document = read(text)
    (problem,) = document.problems
    assert (problem.rule, problem.span.line, problem.notes[0].span.line) == ("duplicate-key", 3, 1)
    assert problem.message == "key 'a' stands twice in this file"
    assert document.root is not None
    assert [str(node) for node in (document.root.get("a"),)] == ["Scalar('1')"]
    assert not document.broken


def test_a_duplicate_names_the_map_it_stands_in():
    """Readers look for the entity, not for a line."""
    assert (
        only("stages:\n  won:\n    owner: ae\n    owner: csm\n").message == "key 'owner' stands twice in 'stages.won'"
    )


@pytest.mark.parametrize("second", ["caf\u0065\u0301", '"cafe\\u0301"'])
def test_keys_that_only_look_different_to_a_computer_are_duplicates(second):
    """A composed and a decomposed accent are one key to everybody who reads it."""
    problem = only(f"caf\u00e9: 1\n{second}: 2\n")
    assert place(problem) == ("duplicate-key", "2:1")
    assert "differ in encoding" in problem.message
    assert problem.notes[0].span.line == 1


@pytest.mark.parametrize(
    ("data", "where", "named"),
    [
        ("a: 1\n".encode("utf-16"), "1:1", "UTF-16"),
        ("a: 1\n".encode("utf-16-le"), "1:1", "UTF-16"),
        (b"a: 1\nname: Caf\xe9 Nord\n", "2:10", "0xe9"),
        (b"a: \xed\xa0\x80\n", "1:4", "lone surrogate"),
        (b"owner: ae\nname: a long enough text\0\n", "2:25", "NUL"),
        (b'a: "\\uD800"\n', "1:5", "\\uD800"),
    ],
)
def test_what_is_not_utf8_text_is_a_syntax_error(data, where, named):
    """The first byte that does not fit has its line and column."""
    document = parse(data, "org.yaml")
    (problem,) = document.problems
    assert place(problem) == ("yaml-syntax", where)
    assert named in problem.message
    assert document.root is None


def nested(depth: int) -> str:
    """Write lists inside each other."""
    return "a: " + "[" * (depth - 1) + "]" * (depth - 1)


def test_sixty_four_levels_are_the_limit():
    """The map of the file counts as the first level."""
    assert read(nested(64)).problems == ()
    assert place(only(nested(65))) == ("file-too-deep", f"1:{3 + 64}")
    assert read(nested(65)).root is None


def test_one_mebibyte_is_the_limit_of_a_file():
    """One byte more and nothing is read at all."""
    fits = b"a: " + b"x" * (1024 * 1024 - 3)
    assert parse(fits, "org.yaml").problems == ()
    document = parse(fits + b"x", "org.yaml")
    (problem,) = document.problems
    assert (problem.rule, document.root, document.nodes) == ("file-too-large", None, 0)
    assert problem.message == "the file is larger than the 1,048,576 bytes (1 MiB) that a file may have"


def test_the_node_budget_is_what_the_model_has_left():
    """Keys, values, maps and lists count; one too many and the file is not read."""
    data = b"a: [1, 2]\nb: 3\n"
    assert parse(data, "org.yaml", node_budget=7).nodes == 7
    document = parse(data, "org.yaml", node_budget=6)
    assert [problem.rule for problem in document.problems] == ["file-too-large"]
    assert "the 6 that were left" in document.problems[0].message
    assert document.root is None


def test_a_file_reports_twenty_problems_of_a_rule():
    """A generated file full of anchors needs no thousand findings."""
    document = read("".join(f"k{number}: &x 1\n" for number in range(1000)))
    assert len(document.problems) == 20
    assert isinstance(document.root, Mapping)
    assert len(document.root.values) == 1000


def test_refused_items_of_a_list_leave_the_others():
    """An alias in a list is dropped, its neighbours stay."""
    document = read("a: [x, *y, z]\n")
    assert document.root is not None
    items = document.root.get("a")
    assert isinstance(items, Sequence)
    assert str(items) == "Sequence([Scalar('x'), Scalar('z')])"
