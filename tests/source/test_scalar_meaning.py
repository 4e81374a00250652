"""What plain scalars mean: to JSON Schema, and where YAML tools disagree."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_reading import read, value

from opmodel.source import ambiguity, plain_value


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("NO", "read NO as false, others as text: write false"),
        ("off", "read off as false, others as text: write false"),
        ("Yes", "read Yes as true, others as text: write true"),
        ("on", "read on as true, others as text: write true"),
        ("y", "read y as true, others as text: write true"),
        ("9:30", 'read 9:30 as the number 570: write "9:30" in quotes'),
        ("12:30:45", 'read 12:30:45 as the number 45045: write "12:30:45" in quotes'),
        ("010", 'read 010 as 8, others as 10: write 10, or "010" for the text'),
        ("089", 'read 089 as 89, others as text: write 89, or "089" for the text'),
        ("0x1F", "read 0x1F as 31, others as text: write 31"),
        ("0b11", "read 0b11 as 3, others as text: write 3"),
        ("1_000", "read 1_000 as 1000, others as text: write 1000"),
        ("1e3", "read 1e3 as a number, others as text: write the number out"),
        (".inf", "read .inf as infinity or no number, others as text"),
        ("=", 'refuse a bare =: write "=" in quotes'),
    ],
)
def test_what_tools_disagree_about_is_explained(text, named):
    """Each with what the other tools make of it and a way to write it that all agree on."""
    assert named in ambiguity(value(f"a: {text}\n"))


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "False",
        "12",
        "-3",
        "1.10",
        "0",
        "0.5",
        "2026-02-30",
        "2026-01-31",
        "null",
        "",
        "ae",
        "nope",
        "30d",
        "1..2",
        "1" * 5000,
    ],
)
def test_what_all_tools_agree_on_is_left_alone(text):
    """Ordinary values, also wrong ones, are no business of YAML."""
    assert ambiguity(value(f"a: {text}\n")) == ""


def test_quotes_settle_it():
    """A quoted text is a text to every tool."""
    assert [ambiguity(value(f"a: {text}\n")) for text in ("'NO'", '"9:30"', "|\n  010")] == ["", "", ""]


@settings(deadline=None)
@given(st.text(st.sampled_from("0123456789:_.-+exobinfaNY"), max_size=80))
def test_no_text_is_too_odd_to_judge(text):
    """Numbers of any length and form, and what only looks like one."""
    root = read(f"a: [{text}]\n").root
    if root is not None:
        json.dumps(plain_value(root), allow_nan=False)
        for item in getattr(root.get("a"), "items", []):
            if hasattr(item, "text"):
                assert isinstance(ambiguity(item), str)


def test_plain_values_follow_the_core_schema():
    """True and false, null, decimal numbers; everything else is text."""
    text = (
        "{a: true, b: FALSE, c: ~, d: 12, e: -1.5, f: 1e3, g: 010, h: 'yes', i: NO, j: [1, '1'], k: 0x1F, l: .inf, m: }"
    )
    root = read(text).root
    assert root is not None
    assert plain_value(root) == {
        "a": True,
        "b": False,
        "c": None,
        "d": 12,
        "e": -1.5,
        "f": 1000.0,
        "g": 10,
        "h": "yes",
        "i": "NO",
        "j": [1, "1"],
        "k": "0x1F",
        "l": ".inf",
        "m": None,
    }


@pytest.mark.parametrize("text", ["9" * 5000, "1e999"])
def test_numbers_beyond_all_measure_stay_text(text):
    """JSON has no infinity, and nobody counts to ten to the power of five thousand."""
    assert plain_value(value(f"a: {text}\n")) == text
