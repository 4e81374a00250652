"""How bad a rule calls the further cases of its page; the first stands in the page word for word."""

from pathlib import Path

import pytest

from opmodel.finding import Severity
from tests.rules.examples import Example, examples, strict

CASES = {
    "quotas-do-not-add-up: Bad: a small gap": Severity.WARNING,
    "quotas-do-not-add-up: Bad: far more than the target": Severity.WARNING,
    "definition-not-approved: Bad: the receiver accepts by criteria of its own": Severity.WARNING,
    "definition-not-approved: Bad: an approval on a day to come": Severity.ERROR,
    "definition-not-approved: Bad: approvals elsewhere, none here": Severity.NOTE,
    "statements-disagree: Bad: conditions that nobody can compare": Severity.NOTE,
    "statements-disagree: Bad: formulas that nobody can compare": Severity.WARNING,
}
EXAMPLES = {example.name: example for example in examples() if example.name in CASES}


def test_cases_are_headings() -> None:
    """Every case stands on a page."""
    assert EXAMPLES.keys() == CASES.keys()


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=lambda example: example.name)
def test_case_is_as_bad_as_that(example: Example, tmp_path: Path) -> None:
    """All findings of a case have the severity that its page gives a reason for."""
    found = strict(example.load(tmp_path), example.rule, example.history).findings
    assert {one.severity for one in found} == {CASES[example.name]}
