"""What a document holds: nodes with places, in the words of the text."""

import pytest
from yaml_reading import read, spot, tree, value

from opmodel.source import Mapping, Scalar, Sequence, Text, parse
from opmodel.source.build import Builder
from opmodel.source.events import events, slow_events

STAGES = """\
# the way of a deal
stages:
  evaluation:
    owner: ae   # not the manager
    exit: [budget, "paper # process"]
    stall: {after: 30d, warn: null}
    when: >-
      amount > 5 # not a comment
      and owner is null

  won: {type: won}
"""


def test_a_document_holds_maps_lists_and_scalars_in_order():
    """Keys keep the order of the text, lists that of their items, and every key is counted as a node."""
    document = read(STAGES)
    assert document.root is not None
    stages = document.root.get("stages")
    assert isinstance(stages, Mapping)
    assert list(stages.values) == ["evaluation", "won"]
    evaluation = stages.get("evaluation")
    assert isinstance(evaluation, Mapping)
    exits = evaluation.get("exit")
    assert isinstance(exits, Sequence)
    assert [item.text for item in exits.items if isinstance(item, Scalar)] == ["budget", "paper # process"]
    assert document.nodes == 1 + 2 + 2 * 2 + 2 * 4 + 2 + 2 * 2 + 2 * 1
    assert not document.broken


def test_every_node_knows_its_place():
    """Keys, quoted values, lists in brackets and blocks span what was written, quotes and brackets included."""
    document = read(STAGES)
    assert document.root is not None
    stages = document.root.get("stages")
    assert isinstance(stages, Mapping)
    evaluation = stages.get("evaluation")
    assert isinstance(evaluation, Mapping)
    places = {name.text: (spot(name), spot(item)) for name, item in evaluation.entries()}
    assert places == {
        "owner": ((4, 5, 4, 10), (4, 12, 4, 14)),
        "exit": ((5, 5, 5, 9), (5, 11, 5, 38)),
        "stall": ((6, 5, 6, 10), (6, 12, 6, 36)),
        "when": ((7, 5, 7, 9), (7, 11, 9, 24)),
    }


def test_a_block_map_ends_with_its_last_value():
    """The parser says a block map ends where the next token starts; the last child knows better."""
    document = read(STAGES)
    assert document.root is not None
    stages = document.root.get("stages")
    assert isinstance(stages, Mapping)
    evaluation = stages.get("evaluation")
    assert evaluation is not None
    assert spot(evaluation) == (4, 5, 9, 24)
    assert spot(stages) == (3, 3, 11, 19)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "null\n", "~"])
def test_an_empty_file_is_an_empty_map(text):
    """A file without content is no problem: it declares nothing."""
    document = read(text)
    assert document.root is not None
    assert document.root.values == {}
    assert document.problems == ()
    assert not document.broken


@pytest.mark.parametrize("text", ["NO", "on", "9:30", "12:30:45", "010", "1.10", "2026-13-45", "=", "1" * 5000])
def test_plain_values_keep_their_text(text):
    """Nothing becomes a boolean, a number or a date while reading, and nothing raises."""
    scalar = value(f"a: {text}\n")
    assert (scalar.text, scalar.plain) == (text, True)


def test_absence_has_three_forms():
    """Nothing written is empty and null, a word for nothing is null, and quotes make a text of anything."""
    facts = {
        text: (value(f"a: {text}\n").empty, value(f"a: {text}\n").is_null)
        for text in ("", "~", "null", "Null", "NULL", "''", '"null"', "nil", "nULL")
    }
    assert facts == {
        "": (True, True),
        "~": (False, True),
        "null": (False, True),
        "Null": (False, True),
        "NULL": (False, True),
        "''": (False, False),
        '"null"': (False, False),
        "nil": (False, False),
        "nULL": (False, False),
    }


def test_a_byte_order_mark_moves_nothing():
    """Editors hide the mark, so columns are counted without it."""
    document = parse("\ufeffa: b\n".encode(), "org.yaml")
    assert document.root is not None
    assert document.problems == ()
    assert spot(document.root) == (1, 1, 1, 5)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_end_in_every_way_editors_write_them(line_break):
    """Windows and old Mac line breaks count as one line each."""
    document = read(f"a: 1{line_break}{line_break}b: x{line_break}")
    assert document.root is not None
    second = document.root.key("b")
    assert second is not None
    assert spot(second) == (3, 1, 3, 2)


def test_unicode_line_separators_do_not_shift_lines():
    """The parser breaks lines at U+2028, editors do not; places follow the editors."""
    document = read("a: x\u2028b: 1\nc: 2\n")
    assert document.root is not None
    last = document.root.key("c")
    assert last is not None
    assert spot(last) == (2, 1, 2, 2)


@pytest.mark.parametrize(
    "text", [STAGES, "a:\n- b\n- - c\n  - d: e\n", "{a: [b, 'c'], d: \"e\\n\"}", "a: |2\n   b\n\nc: x\n  y\n"]
)
def test_both_parsers_build_the_same_nodes(text):
    """Where PyYAML lacks its C part, the parser written in Python gives the same tree."""
    trees = []
    for start in (events, slow_events):
        builder = Builder(Text("org.yaml", text), 1000)
        builder.run(start(text))
        trees.append([tree(root) for root in builder.roots])
    assert trees[0] == trees[1]


def test_a_file_of_a_list_or_a_text_is_refused():
    """Sections are keys: anything else at the top cannot be read, and the text says how it should start."""
    for text, kind in (("- a\n- b\n", "list"), ("just words\n", "text")):
        document = read(text)
        assert document.root is None
        assert document.broken
        assert [problem.rule for problem in document.problems] == ["wrong-type"]
        assert document.problems[0].message == f"the file holds a {kind} where sections are expected as keys"


def test_a_file_of_one_glued_pair_gets_its_blank():
    """`model:northwind` alone is a text, and the missing blank is the reason."""
    (problem,) = read("model:northwind\n").problems
    assert problem.help == "put a blank after the colon: model: northwind"


def test_keys_have_their_places_also_after_some_were_taken_out() -> None:
    """What was looked up of a map does not outlive a change of its keys."""
    root = read("a: 1\nb: 2\nc: 3\n").root
    assert root is not None
    before = root.values, root.marks
    root.drop(("a",))
    assert root.key("b").span.line == 2
    root.values, root.marks = before
    root.drop(("b",))
    assert [key.span.line for key, _ in root.entries()] == [1, 3]
    assert root.key("a").span.line == 1
