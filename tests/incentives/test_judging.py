"""The judge of the cases: it says what is too many, what is missing and what is otherwise than expected."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.incentives.__main__ import main
from tests.incentives.judging import Found, congruence_differs, findings_differ, loops_differ, signs_differ
from tests.incentives.notation import NotationError, Raw
from tests.incentives.running import verdict

HARM = Found(
    "opposed-incentives",
    "error",
    roles=frozenset({"ae", "csm"}),
    kpis=frozenset({"fit_bar", "renewals"}),
    verdict="certain",
)
ENTRY: Raw = {"check": "opposed-incentives", "roles": ["csm", "ae"], "metrics": ["renewals"], "verdict": "certain"}
BOTH_WAYS: Raw = {
    "id": "both-ways",
    "incentives": [
        {"id": "plan_a", "role": "support", "metric": "tickets", "dir": "up", "weight": 0.5},
        {"id": "plan_b", "role": "support", "metric": "tickets", "dir": "down", "weight": 0.5},
    ],
}
"""A case whose own-goal the program finds."""


def differ(entries: list[Raw], *found: Found, absent: tuple[object, ...] = ()) -> tuple[str, ...]:
    """Judge findings by expected entries."""
    return findings_differ({"findings": entries, "absent": absent}, found)


def test_what_is_expected_passes() -> None:
    """The order of roles is free, KPIs may be more, and what an entry leaves out is not compared."""
    assert differ([ENTRY], HARM) == ()
    assert differ([{"check": HARM.rule}], HARM) == ()


def test_one_finding_may_meet_several_entries() -> None:
    """Two entries about different numbers of one finding are met by it."""
    assert differ([ENTRY, {**ENTRY, "metrics": ["fit_bar"]}], HARM) == ()


def test_one_finding_too_many_is_said() -> None:
    """A finding that no entry expects fails a case, whatever else is right."""
    extra = Found("own-goal", "warning", roles=frozenset({"ae"}))
    assert differ([ENTRY], HARM, extra) == ("too many: own-goal (ae; warning, open)",)


def test_one_finding_missing_is_said() -> None:
    """An entry that nothing meets fails a case, whatever else is right."""
    missing = {"check": "period-mismatch", "roles": ["ae", "csm"], "severity": "warning"}
    assert differ([ENTRY, missing], HARM) == ("missing: period-mismatch (ae, csm; warning)",)


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "resolved"},
        {"verdict": None},
        {"severity": "warning"},
        {"roles": frozenset({"ae"})},
        {"roles": frozenset({"ae", "csm", "vp"})},
        {"kpis": frozenset({"fit_bar"})},
        {"rule": "moral-hazard"},
    ],
)
def test_every_difference_is_said(change: dict[str, object]) -> None:
    """Another verdict, severity, pair of roles, KPI or rule is one finding missing and one too many."""
    reasons = differ([{**ENTRY, "severity": "error"}], replace(HARM, **change))
    assert [reason.partition(":")[0] for reason in reasons] == ["missing", "too many"]


def test_a_note_is_free_and_meets_nothing() -> None:
    """Notes are neither too many nor what an entry expects."""
    note = replace(HARM, severity="note")
    assert differ([], note) == ()
    assert [reason.partition(":")[0] for reason in differ([ENTRY], note)] == ["missing"]


def test_an_accepted_finding_counts_where_it_is_asked_for() -> None:
    """A declared tension silences a finding, unless the case is about its being accepted."""
    accepted = replace(HARM, status="accepted")
    assert differ([], accepted, absent=(HARM.rule,)) == ()
    assert differ([{**ENTRY, "status": "accepted"}], accepted) == ()
    assert differ([{**ENTRY, "status": "open"}], accepted) == (
        "missing: opposed-incentives (csm, ae; on renewals; open, certain)",
    )


def test_rules_that_are_not_judged_are_free() -> None:
    """A case says nothing about an owner who is missing."""
    assert differ([], Found("owner-missing", "error")) == ()


def test_what_must_be_absent_is_said() -> None:
    """An absence is about a rule, or about a rule and roles that it must not name together."""
    assert len(differ([ENTRY], HARM, absent=(HARM.rule,))) == 1
    assert len(differ([ENTRY], HARM, absent=({"check": HARM.rule, "roles": ["ae"]},))) == 1
    assert differ([ENTRY], HARM, absent=({"check": HARM.rule, "roles": ["vp"]}, "own-goal")) == ()


@pytest.mark.parametrize("entry", [{"check": "opposed-incentive"}, {"check": HARM.rule, "severity": "note"}])
def test_an_entry_that_can_never_be_met_is_refused(entry: Raw) -> None:
    """A rule that does not exist or a note is a mistake of the case."""
    with pytest.raises(NotationError):
        differ([entry])


def test_numbers_are_compared() -> None:
    """Signs are equal, loops are counted by kind, and an alignment is near or absent."""
    assert signs_differ({"signs": ["a b ?", "b c +"]}, {"a b": "+", "b c": "+"}) == ("sign of a b: +, not ?",)
    assert loops_differ({"loops": {"R": 1, "B": 1}}, ["reinforcing", "reinforcing", "balancing"]) == (
        "reinforcing loops: 2, not 1",
    )
    assert congruence_differs({"congruence": {"ae": 0.6}}, {"ae": 0.6049}) == ()
    assert congruence_differs({"congruence": {"ae": 0.6}}, {"ae": 0.62}) == ("alignment of ae: 0.62, not 0.6",)
    assert congruence_differs({"congruence": {"ae": 0.6}}, {"ae": None}) == ("alignment of ae: None, not 0.6",)


def test_the_program_itself_is_asked() -> None:
    """An error of the program that a case does not expect fails it, and so does one that it only imagines."""
    found = verdict({**BOTH_WAYS, "expect": {"findings": []}})
    assert any(reason.startswith("too many: own-goal") for reason in found)
    imagined = verdict({"id": "calm", "expect": {"findings": [{"check": "free-rider"}]}})
    assert imagined == ("missing: free-rider",)


def test_a_model_that_is_not_understood_passes_no_case() -> None:
    """A reference to nothing or a word the language does not know fails a case that expects no finding."""
    (reason,) = verdict({"id": "broken", "metrics": [{"id": "x", "kind": "mood"}], "expect": {"findings": []}})
    assert reason.startswith("not read: ")


def test_a_case_that_lacks_a_key_fails() -> None:
    """An incentive without a role is a mistake of the case, and the other cases are still judged."""
    assert verdict({"id": "half", "incentives": [{"metric": "x"}]}) == ("the case lacks 'role'",)


def test_the_command_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints a line for each case and the totals, and its exit code says whether all pass."""
    file = tmp_path / "some.yaml"
    calm = "- {id: calm, expect: {findings: []}}"
    file.write_text(f"version: 1\ncases:\n{calm}\n- {{id: odd, wish: 1}}\n", encoding="utf-8")
    assert main([str(file)]) == 1
    assert capsys.readouterr().out == "pass calm\nfail odd: case has no key 'wish'\n2 cases: 1 pass, 1 fail\n"
    file.write_text(f"version: 1\ncases:\n{calm}\n", encoding="utf-8")
    assert main([str(file)]) == 0
