"""What a consultant finds in two real companies is found, and what is sound there is left alone."""

import pytest

from opmodel.engine import rules
from tests.models.cases import GROUPS, Case, cases, table

REACHED = {
    "mattermost": {"G, N, R": 15, "T": 8},
    "sourcegraph": {"G, N, R": 30, "T": 11},
}
"""Findings of each kind that are reported; a change that reports fewer has to say why."""
MOST_UNJUSTIFIED = 0.1
WANTED = {"G, N, R": 0.8, "T": 0.7}

ALL = pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)


@ALL
def test_as_many_findings_are_reported_as_before(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """The shares of the findings that are reported are those written down here, and enough."""
    with capsys.disabled():
        print("", *table(case), sep="\n")
    for group, kinds in GROUPS.items():
        reported, asked = case.share(kinds)
        assert reported == REACHED[case.name][group]
        assert reported >= WANTED[group] * asked


@ALL
def test_every_finding_is_reported_or_its_absence_is_explained(case: Case) -> None:
    """An expected finding names rules there are, and one without a rule says why none can tell it."""
    known = {rule.name for rule in rules()}
    assert [one.name for one in case.expected if bool(one.by) is bool(one.missed)] == []
    assert [one.name for one in case.expected if not {rule for rule, _ in one.by} <= known] == []
    assert [one.name for one in case.expected if one.by and not one.said_by(case.findings)] == []


@ALL
def test_every_other_finding_was_read(case: Case) -> None:
    """Each other error and warning stands in the table of the README, and a consultant agrees with nine in ten."""
    assert [f"{one.rule} {one.entity}" for one in case.others if (one.rule, one.entity) not in case.judged] == []
    assert len(case.unjustified) <= MOST_UNJUSTIFIED * len(case.others)


@ALL
def test_what_is_sound_is_left_alone(case: Case) -> None:
    """Nothing calls wrong what is true in the case."""
    assert [(one.says, found.message) for one in case.controls for found in one.denied_by(case.findings)] == []


@ALL
def test_every_edit_of_an_encoding_names_its_fact(case: Case) -> None:
    """A later edit says which fact asks for it, who states the fact and for what it was made."""
    names = {one.name for one in case.expected} | {one.says for one in case.controls}
    for edit in case.edits:
        assert edit["change"]
        assert edit["fact"]
        assert edit["from"] in ("sheet", "finding", "control")
        assert names >= set(edit["for"])
