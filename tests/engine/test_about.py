"""A result tells reports what the rules are that spoke, and where their evidence stands."""

from datetime import date

import pytest

import opmodel
from opmodel.engine import Rule, rules, without_marks
from tests.cli.process import MISALIGNED, NORTHWIND


@pytest.mark.parametrize("folder", [MISALIGNED, NORTHWIND], ids=["misaligned", "northwind"])
def test_rules_that_spoke_are_described(folder: object) -> None:
    """Of every rule with a finding, and of no other, the page is there, with variants as without."""
    result = opmodel.check(str(folder), on=date(2026, 11, 21))
    assert set(result.about) == {one.rule for one in result.findings}
    steps = {step for one in result.findings for step in one.evidence}
    assert set(result.places) == steps
    assert all(place.file.endswith(".yaml") for place in result.places.values())


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_page_fits_where_rules_are_described(rule: Rule) -> None:
    """What must hold and why is told in 1,024 letters, and examples show no marks of tests."""
    assert rule.page.sentence
    assert rule.page.why
    assert len(f"{rule.page.sentence} {rule.page.why}") <= 1024
    assert without_marks(rule.page.manual) == rule.page.manual
    assert not rule.page.manual.startswith("#")
