"""The rows of the diagnosis: there are 91, each is answered by something, and the state of each is honest."""

from functools import cache
from pathlib import Path

import pytest

from opmodel import answers
from opmodel.diagnosis import Diagnosis, State, leads, rows
from opmodel.diagnosis.computed import COMPUTED, HISTORY
from opmodel.diagnosis.declared import Declared
from opmodel.engine import rules
from opmodel.finding import Severity
from opmodel.measures import measures
from opmodel.model import sections
from opmodel.model.fields import declared_by
from opmodel.model.manifest import About
from tests.diagnosis.mission import ANSWERED_BY
from tests.models.folders import DAY, MISALIGNED, NORTHWIND, model_of, texts
from tests.rules.examples import Example, examples, strict

NEEDS_HISTORY = {row.id for row in rows() if row.computed == HISTORY}
BADS = [
    one
    for one in examples()
    if one.heading.startswith("Bad") and one.rule.page.rows and one.rule.severity is not Severity.NOTE
]


@cache
def diagnosis_of(folder: Path) -> Diagnosis:
    """Diagnose one of the models of the repository."""
    return answers.diagnose(model_of(texts(folder)), on=DAY)


def test_there_are_91_rows() -> None:
    """From M01 to M91, in order, each with a sentence of its own."""
    assert [row.id for row in rows()] == [f"M{number:02}" for number in range(1, 92)]
    assert len({row.statement for row in rows()}) == 91


def test_rows_that_need_history_are_those_of_the_rules_that_compare_versions() -> None:
    """They wait for two versions of a model."""
    waiting = ("fix-is-only-a-meeting", "owner-depends-on-period", "changed-inside-freeze")
    assert {row for row, names in ANSWERED_BY.items() if set(names) & set(waiting)} == NEEDS_HISTORY


def test_what_a_row_needs_is_a_part_of_the_language() -> None:
    """A section, a key of one, or a key every section has: a typing slip would make a row unchecked for ever."""
    for row in rows():
        for name in (name for either in row.needs for name in either):
            section, _, path = name.partition(".")
            key = path.partition(".")[0]
            if section == "model":
                assert key in declared_by(About).fields.keys, name
            elif section in sections():
                assert not key or key in sections()[section].fields.keys, name
            else:
                assert section == "reviewed", name


def test_every_row_is_answered_by_something() -> None:
    """A rule, a measure, or what is computed; a row that nothing answers would hold for ever."""
    answered = {name for one in (*rules(), *measures()) for name in one.page.rows}
    alone = {row.id for row in rows() if row.computed in COMPUTED}
    assert [row.id for row in rows() if row.id not in answered | alone | NEEDS_HISTORY] == []


def test_pages_answer_the_rows_the_framework_lists_for_them() -> None:
    """A rule says so itself, in the front matter of its page."""
    pages = {one.name: one.page.rows for one in rules()}
    missing = [
        f"{name}: {row}"
        for row, names in ANSWERED_BY.items()
        for name in names
        if name in pages and row not in pages[name]
    ]
    assert missing == []
    known = {row.id for row in rows()}
    assert [f"{name}: {row}" for name, own in pages.items() for row in own if row not in known] == []


def test_every_row_holds_on_northwind() -> None:
    """A healthy and complete company; what needs history cannot be told from one version."""
    found = diagnosis_of(NORTHWIND)
    assert {
        one.row.id: (one.missing, [finding.message for finding in one.findings])
        for one in found.rows
        if one.state is not State.HOLDS and one.row.id not in NEEDS_HISTORY
    } == {}
    assert {one.state for one in found.rows if one.row.id in NEEDS_HISTORY} == {State.UNCHECKED}


def test_no_row_holds_on_an_empty_model() -> None:
    """Nothing is declared, so nothing is green, and each row says what it would need."""
    found = answers.diagnose(model_of({"opmodel.yaml": "opmodel: 1\n"}), on=DAY)
    assert {one.state for one in found.rows} == {State.UNCHECKED}
    assert [one.row.id for one in found.rows if not one.missing] == []


@pytest.mark.parametrize("bad", BADS, ids=[one.name for one in BADS])
def test_a_row_is_broken_by_each_of_its_rules(bad: Example, tmp_path: Path) -> None:
    """On a Bad of a rule every row that the rule answers is broken, unless all it finds there is a note."""
    model = bad.load(tmp_path)
    worst = min(one.severity.rank for one in strict(model, bad.rule, bad.history).findings)
    found = answers.diagnose(model, on=DAY, history=bad.history)
    broken = {one.row.id for one in found.rows if one.state is State.BROKEN}
    numbers = {row.id for row in rows() if row.is_number}
    expected = set(bad.rule.page.rows) - numbers if worst < Severity.NOTE.rank else set[str]()
    assert expected <= broken


def test_a_milder_level_greens_nothing() -> None:
    """Settings that make a finding a note do not make its row hold; a rule that is off leaves it unchecked."""
    text = "objects: {deal: {}}\nlifecycles: {sales: {object: deal, stages: [talk]}}\nstages: {talk: {type: open}}"
    for level, state in (("note", State.BROKEN), ("off", State.UNCHECKED)):
        manifest = (
            f"opmodel: 1\ncheck: {{rules: {{owner-missing: {level}, unreachable-stage: off, dead-end-stage: off}}}}\n"
        )
        found = answers.diagnose(model_of({"opmodel.yaml": manifest, "model.yaml": text}), on=DAY)
        assert found.row("M51").state is state


def test_what_nobody_looked_at_is_said() -> None:
    """Text that could not be understood is named before anything else."""
    found = answers.diagnose(
        model_of({"opmodel.yaml": "opmodel: 1\n", "model.yaml": "stages: {a: {type: odd}}"}), on=DAY
    )
    assert found.lacks == ("1 entity could not be understood: no row counts them",)


def test_drafts_and_absences_declare_nothing() -> None:
    """What is being thought about, or known to be unknown, is not declared."""
    text = (
        "feedback: {f: {state: draft, from: a, to: a, about: s}}\nroles: {a: {unknown: [levers]}}\n"
        "stages: {s: {type: open, stall: {}}}"
    )
    declared = Declared(model_of({"opmodel.yaml": "opmodel: 1\n", "model.yaml": text}))
    assert [declared.has(name) for name in ("feedback", "roles.levers", "stages.stall", "roles", "stages.type")] == [
        *(False, False, False),
        *(True, True),
    ]


def test_leaders_are_answered_first() -> None:
    """The four questions, three signals, the practical question, the root causes, and what aligned companies do."""
    assert [len(names) for names in leads().values()] == [4, 3, 1, 3, 4]
    assert diagnosis_of(MISALIGNED).row("M35").state is State.BROKEN


def test_counts_are_of_all_rows() -> None:
    """Whatever the cause, the three states add up to 91."""
    found = diagnosis_of(MISALIGNED)
    assert sum(found.count(state) for state in State) == 91


def test_what_is_not_declared_is_said_once() -> None:
    """Where a key is missing, the rules that would look at it are not named as well."""
    found = answers.diagnose(model_of({"opmodel.yaml": "opmodel: 1\n"}), on=DAY)
    assert found.row("M36").missing == ("dashboards.dataset", "datasets.certified", "systems.master_of")


def test_what_the_forecast_counts_is_asked_of_no_other_question() -> None:
    """Why homes leave is a question without an answer and has nothing to do with the forecast."""
    said = diagnosis_of(MISALIGNED).row("M20").says
    assert "'qualified_pipeline'" in said
    assert "why_homes_leave" not in said


def test_all_signals_that_can_be_seen_are_counted_while_one_is_open() -> None:
    """Two of three are there; whether ownership moves with the quarter needs a second version."""
    row = diagnosis_of(MISALIGNED).row("M19")
    assert row.says == "2 of 3 signals are there so far."
    assert row.missing == (
        "an answer to 'Ownership stays where it is when the quarter ends or the forecast falls short'",
    )


def test_opposed_pay_leaves_no_green_light_about_working_together() -> None:
    """What a leader would call broken is broken: opposed plans, blame for what others decide, a disputed lead."""
    found = diagnosis_of(MISALIGNED)
    assert {found.row(name).state for name in ("M57", "M64", "M67", "M75", "M88")} == {State.BROKEN}
    assert found.row("M82").missing == ("stages.side",)
