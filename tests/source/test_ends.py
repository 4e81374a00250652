"""Where scalars end: plain text keeps no end, and it is told as the parser tells it."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_reading import read

from opmodel.source import Mapping, Scalar, Sequence
from opmodel.source.document import Node

FOLDED = (
    "a: one two\n",
    "a: one\n  two   three\n",
    "a: one\n\n  two\n\n\n  three\nb: 1\n",
    "a: {b: one\n  two, c: [three four,\n five\n  six], d: }\n",
    "a:\r\n- one\r\n  two\r\n- 'quoted\n  text'\n- |\n  block\n  text\n- ~\n-\n",
    "one two: three # not four\nfive: -six\n",
    "a: caf\u00e9\n  cr\u00e8me \u00a0 br\u00fbl\u00e9e\n",
    "a: (b) [c] *d\n  .* +e\n",
)
WORDS = st.lists(st.sampled_from(["one", "two)", "(3", "a.b*", "=", "x:y", "-", "caf\u00e9"]), min_size=1, max_size=6)
BLANKS = st.sampled_from([" ", "   ", "\n  ", " \n    ", "\n\n  ", "\r\n  "])


@pytest.mark.parametrize("text", FOLDED)
def test_scalars_end_where_the_parser_says(text: str) -> None:
    """On one line, folded over several, in quotes and in blocks."""
    _compare(text)


@given(WORDS, st.lists(BLANKS, min_size=6, max_size=6))
@settings(deadline=None)
def test_folded_plain_text_ends_where_the_parser_says(words: list[str], blanks: list[str]) -> None:
    """Whatever stands between its words."""
    _compare("key: q" + "".join(blank + word for word, blank in zip(words, blanks, strict=False)) + "\nnext: 1\n")


def _compare(text: str) -> None:
    root = read(text).root
    assert root is not None
    events = [event for event in yaml.parse(text, yaml.CSafeLoader) if isinstance(event, yaml.ScalarEvent)]
    ends = [(event.start_mark.index, event.end_mark.index) for event in events]
    blocks = [event.style in ("|", ">") for event in events]
    expected = [(start, end - is_block) for (start, end), is_block in zip(ends, blocks, strict=True)]
    assert sorted(scalar.offsets for scalar in _scalars(root)) == sorted(expected)


def _scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence):
        return [scalar for item in node.items for scalar in _scalars(item)]
    assert isinstance(node, Mapping)
    return [scalar for key, value in node.entries() for scalar in (key, *_scalars(value))]
