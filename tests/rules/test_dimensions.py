"""Dimensions with many values, and slips that have one finding."""

from collections.abc import Callable
from datetime import date

import pytest

from opmodel import pipeline
from opmodel.engine import Settings
from opmodel.finding import Finding
from opmodel.model import read
from opmodel.source import parse

MANY = 120


def found(text: str) -> tuple[Finding, ...]:
    """Return what a check of a model finds about its dimensions and references."""
    model = read([parse(f"opmodel: 1\n{text}".encode(), "opmodel.yaml")], "opmodel.yaml")
    return pipeline.check_model(model, Settings(), date(2026, 11, 21), only=("dimensions", "references")).findings


def dimension(condition: Callable[[int], str], count: int = MANY) -> tuple[Finding, ...]:
    """Check a dimension with many values."""
    values = "".join(f'      v{number}: {{when: "{condition(number)}"}}\n' for number in range(count))
    fields = "{staff: {type: integer, required: true}, postcode: {type: text, required: true}}"
    return found(
        f"objects:\n  account: {{fields: {fields}}}\ndimensions:\n  d:\n    object: account\n    values:\n{values}"
    )


def test_many_ranges_are_told_apart() -> None:
    """The one record between the last value and everything above is the only finding."""
    (hole,) = dimension(lambda number: f"staff >= {number * 10} and staff < {number * 10 + 10}")
    assert hole.rule == "dimension-hole"
    assert f"with staff {MANY * 10} is in none" in hole.message


def test_many_ranges_that_share_their_ends() -> None:
    """Each pair is named with its record, up to a number somebody can still read."""
    rules = [
        one.rule for one in dimension(lambda number: f"staff >= {number * 10} and staff <= {number * 10 + 10}", 30)
    ]
    assert rules.count("dimension-overlap") == 29
    many = dimension(lambda number: f"staff >= {number}")
    assert [one.rule for one in many].count("dimension-overlap") == 50


@pytest.mark.parametrize("pattern", ["9{:03}%", "%-{:03}", "{:03}-___"])
def test_many_territories_by_postcode(pattern: str) -> None:
    """Prefixes, endings and whole forms of codes are told apart; what is left is no territory."""
    (hole,) = dimension(lambda number: f"postcode like '{pattern.format(number)}'")
    assert hole.rule == "dimension-hole"
    assert "an account with postcode 'another text' is in none of its" in hole.message


def test_a_misspelt_value_has_one_finding() -> None:
    """That a value is unknown says already that another is missing."""
    (slip,) = found(
        "dimensions:\n  segment: {values: {small: {}, large: {}}}\n"
        "stages:\n  proposal: {type: open, stall: {after: {by: segment, smal: 14d, large: 60d}}}\n"
    )
    assert slip.rule == "unknown-reference"
