"""Texts that YAML cuts apart without an error: commas, missing blanks, hashes."""

import pytest
from yaml_reading import only, place, read

from opmodel.source import Mapping, slip

CONDITION = "a comma ends a value inside { }: put the condition in double quotes or below the key with >-"


@pytest.mark.parametrize(
    ("text", "key", "mend"),
    [
        ("{name: VP, Sales}", "Sales", 'a comma ends a value inside { }: write {name: "VP, Sales"}'),
        ("{name: Really?, yes?}", "yes?", 'a comma ends a value inside { }: write {name: "Really?, yes?"}'),
        ("{a: one, two, three, b: 1}", "two", 'a comma ends a value inside { }: write {a: "one, two, three"}'),
        ("{a: one, two, three, b: 1}", "three", 'a comma ends a value inside { }: write {a: "one, two, three"}'),
        ('{a: say "x", y}', "y", "a comma ends a value inside { }: write {a: 'say \"x\", y'}"),
        ("{amount: 2,500,000}", "500", "write the number without commas: {amount: 2500000}"),
        ("{amount: 2,500,000}", "000", "write the number without commas: {amount: 2500000}"),
        ("{when: a in (1, 2)}", "2)", CONDITION),
        ("{test: a > 5, b}", "b", CONDITION),
        ("{owner:ae}", "owner:ae", "put a blank after the colon: owner: ae"),
    ],
)
def test_the_tail_of_a_cut_text_is_told_from_a_key(text, key, mend):
    """A key without a colon between braces is what a comma left over."""
    root = read(text).root
    assert root is not None
    assert slip(root, key) == mend


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{name: VP, sales: 1}", "sales"),
        ("{name: VP, sales: }", "sales"),
        ("{sales, name: VP}", "sales"),
        ("{a: 'x', b}", "b"),
        ("{a: [1], b}", "b"),
        ("name: VP\nsales:\n", "sales"),
        ("{name: VP, 'Sales'}", "Sales"),
        ("{name: VP}", "nobody"),
    ],
)
def test_a_key_that_was_meant_as_one_gets_no_mend(text, key):
    """A colon, quotes or a line of its own say that a key was meant."""
    root = read(text).root
    assert isinstance(root, Mapping)
    assert slip(root, key) == ""


def test_equal_tails_of_a_number_are_mended_like_different_ones():
    """The second 000 is a duplicate key, and its help is that of the number."""
    problem = only("a: {amount: 2,000,000, unit: seat}\n")
    assert place(problem) == ("duplicate-key", "1:19")
    assert problem.help == "write the number without commas: {amount: 2000000}"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("name: Deal #12 in EMEA\n", "1:12"),
        ("a:\n  - post in #signed\n", "2:13"),
        ("a: {b: 1}\nname: see #general\n", "2:11"),
    ],
)
def test_a_hash_that_cuts_a_text_is_reported(text, where):
    """What looks like a tag or a number belongs to the text more often than not."""
    problem = only(text)
    assert place(problem) == ("ambiguous-scalar", where)
    assert problem.help == "put the text in quotes if the # belongs to it, else put a blank after the #"
    assert not read(text).broken


@pytest.mark.parametrize(
    "text",
    [
        "owner: ae # the team lead\n",
        "owner: ae #until we hire somebody\n",
        'name: "Deal #12"\n',
        'name: "Deal" #12\n',
        "cites: crm#anchor\n",
        "a: [x] #12\n",
        "a: #12\n  b: 1\n",
        "#12\n",
        "a: | #12\n  x #13\n",
        "a: >-\n  post in #signed\n",
    ],
)
def test_a_comment_is_left_alone(text):
    """Sentences, quoted texts, anchors of links and blocks are what they seem."""
    assert read(text).problems == ()


def test_a_map_that_nobody_wrote_by_hand_is_not_searched():
    """Each unknown key asks: in a map of thousands that would take minutes."""
    small, large = (read("{name: x" + "".join(f", b{at}" for at in range(size)) + "}").root for size in (100, 300))
    assert isinstance(small, Mapping)
    assert isinstance(large, Mapping)
    assert slip(small, "b1")
    assert slip(large, "b1") == ""
