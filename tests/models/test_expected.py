"""The models of the repository are judged as the people who wrote them expected."""

import re
from collections import Counter
from pathlib import Path

import pytest

from opmodel.finding import Severity, Status
from opmodel.pipeline import load_folder
from tests.models.folders import CASES, DAY, MISALIGNED, NORTHWIND, ROOT, TEMPLATE, judged

EXPECTED = "expected-findings.md"
NUMBERS = ("misalignment-tax",)
"""Rules that tell a number about any model."""
ROW = re.compile(r"^\| (error|warning|note) \| ([a-z-]+) \| (\S+) \|", re.MULTILINE)
NOTED = tuple(sorted(ROOT.glob(f"models/**/{EXPECTED}")))

Rows = Counter[tuple[str, str, str]]
"""How often a severity, rule and entity come together."""


@pytest.mark.parametrize("folder", [NORTHWIND, TEMPLATE], ids=lambda folder: folder.name)
def test_healthy_models_are_clean(folder: Path) -> None:
    """A healthy model has no open finding, whatever the profile; what it has on purpose is accepted.

    Notes that only tell a number are no finding against it.
    """
    result = judged(load_folder(folder, folder))
    against = [one for one in result.findings if one.status is Status.OPEN and one.rule not in NUMBERS]
    assert [f"{one.rule}: {one.message}" for one in against] == []
    assert result.entities > 50
    assert not result.incomplete


@pytest.mark.parametrize("folder", [MISALIGNED, *CASES], ids=lambda folder: folder.name)
def test_every_model_can_be_read(folder: Path) -> None:
    """What is wrong with the other models is what they say, never how they are written."""
    model = load_folder(folder, folder).resolve(DAY)
    assert [fault.message for fault in model.faults] == []
    assert model.unread == ()


@pytest.mark.parametrize("page", NOTED, ids=lambda page: page.parent.name)
def test_findings_are_those_that_were_written_down(page: Path) -> None:
    """Errors and warnings are exactly those in the table beside the model, for every rule there is."""
    expected: Rows = Counter(ROW.findall(page.read_text(encoding="utf-8")))
    findings = judged(load_folder(page.parent, page.parent)).findings
    found: Rows = Counter(
        (one.severity.value, one.rule, one.entity) for one in findings if one.severity is not Severity.NOTE
    )
    assert _missing(expected, found) == []
    assert _missing(found, expected) == [], "\n".join(one.message for one in findings)


def _missing(wanted: Rows, given: Rows) -> list[tuple[str, str, str]]:
    return sorted((wanted - given).elements())


def test_misaligned_has_its_expected_findings() -> None:
    """The table that the comparison needs is there and lists something."""
    assert ROW.findall((MISALIGNED / EXPECTED).read_text(encoding="utf-8"))
