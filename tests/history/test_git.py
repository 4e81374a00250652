"""The history of northwind over a year, read from git and told."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from opmodel import versions
from opmodel.errors import UsageError
from opmodel.history import History, Topic
from tests.cli.process import ROOT, opmodel
from tests.gitted import Repo
from tests.history.evolution import evolved

ON = date(2026, 11, 21)
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The repository of northwind over a year."""
    return evolved(tmp_path_factory.mktemp("git") / "northwind")


def history_of(repo: Repo, on: date = ON) -> History:
    """Read the history of the model at the top of a repository."""
    return versions.history(repo.root, repo.root, on)


def test_versions_are_the_days_on_which_files_of_the_model_changed(repo: Repo) -> None:
    """All ten commits and the first, each with its subject; what is compared with is no change."""
    found = history_of(repo)
    assert len(found.versions) == 11
    assert (str(found.since), found.versions[0].subject, found.cut) == ("2025-10-06", "The model", "")
    assert [(str(one.day), one.entity) for one in found.events if one.is_move] == [
        ("2026-03-27", "stage/renewing"),
        ("2026-04-08", "stage/renewing"),
        ("2026-06-26", "stage/renewing"),
    ]
    assert [str(one.day) for one in found.events if one.topic is Topic.MEANING and one.is_in_freeze] == [
        "2025-12-29",
        "2026-06-26",
    ]


def test_layout_and_words_are_no_days_of_change(repo: Repo) -> None:
    """A term called otherwise and a comment change nothing that anybody works by."""
    days = set(map(str, history_of(repo).days))
    assert not days & {"2025-11-03", "2026-07-09"}
    assert {"2025-12-29", "2026-05-18", "2026-08-17"} <= days


def test_a_day_in_the_past_knows_nothing_of_later_ones(repo: Repo) -> None:
    """What is read ends with the day."""
    found = history_of(repo, date(2026, 2, 1))
    assert [str(one.day) for one in found.versions][-1] == "2026-01-12"
    assert not history_of(repo, date(2020, 1, 1)).versions
    assert not history_of(repo, date.min).versions


def test_commits_of_one_day_are_one_version(tmp_path: Path) -> None:
    """What came and went within a day never was."""
    repo = Repo(tmp_path / "a")
    for test, day in (("a > 1", "2026-01-05"), ("a > 2", "2026-02-05"), ("a > 1", "2026-02-05")):
        repo.write(opmodel="opmodel: 1\n", model=_term(test)).commit(day=day)
    found = history_of(repo)
    assert (len(found.versions), found.events) == (2, ())


def test_what_merges_bring_in_counts_on_the_day_of_the_merge(tmp_path: Path) -> None:
    """People work by the main line: what was tried beside it is no history."""
    repo = Repo(tmp_path / "a")
    repo.write(opmodel="opmodel: 1\n", model=_term("a > 1")).commit(day="2026-01-05")
    repo.git("checkout", "-q", "-b", "work")
    repo.write(model=_term("a > 9")).commit(day="2026-01-20")
    repo.write(model=_term("a > 2")).commit(day="2026-02-05")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "work", day="2026-03-30")
    assert [(str(one.day), one.new) for one in history_of(repo).events] == [("2026-03-30", "a > 2")]


def test_what_is_not_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More commits than the limit, more years than three, a shallow clone: each is said."""
    repo = Repo(tmp_path / "a")
    for number, day in enumerate(("2022-01-05", "2026-01-05", "2026-02-05", "2026-03-05")):
        repo.write(opmodel="opmodel: 1\n", model=_term(f"a > {number}")).commit(day=day)
    found = history_of(repo)
    assert (len(found.events), found.cut) == (3, "only the last 3 years were read")
    monkeypatch.setattr(versions, "COMMITS_LIMIT", 2)
    found = history_of(repo)
    assert (len(found.events), found.cut) == (2, "only the last 2 commits were read")
    monkeypatch.undo()
    repo.git("clone", "-q", "--depth", "2", f"file://{repo.root}", str(tmp_path / "b"))
    found = versions.history(tmp_path / "b", tmp_path / "b", ON)
    assert (len(found.events), found.cut) == (1, "the clone is shallow, so older commits are not here")


def test_a_version_that_cannot_be_read_is_no_change(tmp_path: Path) -> None:
    """A broken file and a model that was gone for a while say nothing about what stood there."""
    repo = Repo(tmp_path / "a")
    repo.write(opmodel="opmodel: 1\n", model=_term("a > 1")).commit(day="2026-01-05")
    repo.write(model="definitions: [\n").commit(day="2026-02-05")
    repo.write(model=_term("a > 1")).commit(day="2026-03-05")
    repo.git("rm", "-q", "opmodel.yaml")
    repo.commit(day="2026-04-05")
    repo.write(opmodel="opmodel: 1\n").commit(day="2026-05-05")
    assert history_of(repo).events == ()


def test_a_folder_without_commits_is_no_usage_error_but_no_history(tmp_path: Path) -> None:
    """Outside of a repository it is one."""
    repo = Repo(tmp_path / "a")
    repo.write(other="a: 1\n").commit()
    repo.write(m__opmodel="opmodel: 1\n")
    assert not versions.history(repo.root / "m", repo.root, ON).versions
    (tmp_path / "alone").mkdir()
    with pytest.raises(UsageError, match="in no git repository"):
        versions.history(tmp_path / "alone", tmp_path, ON)


def _term(test: str) -> str:
    return (
        f"objects: {{deal: {{fields: {{a: number}}}}}}\ndefinitions: {{d: {{term: D, object: deal, test: {test}}}}}\n"
    )


@cache
def _golden(name: str) -> str:
    return (GOLDEN / name).read_text(encoding="utf-8")


def test_the_verb_tells_it(repo: Repo, *, accept: bool) -> None:
    """The text is the golden file; JSON has every change."""
    said = opmodel("history", repo.root, "--on", str(ON))
    assert (said.code, said.err) == (0, "")
    if accept:
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / "northwind.txt").write_text(said.out, encoding="utf-8")
    assert said.out == _golden("northwind.txt")
    assert said.out in (ROOT / "docs" / "history.md").read_text(encoding="utf-8")
    found = json.loads(opmodel("history", repo.root, "--on", str(ON), "--format", "json").out)
    assert len(found["versions"]) == 11
    assert {one["about"] for one in found["changes"]} == {"owner", "meaning", "plan", "formula", "words", "rest"}


def test_hostile_subjects_and_days_are_inert(tmp_path: Path) -> None:
    """What a commit says reaches no terminal as a command; a day beyond the calendar is left out."""
    repo = Repo(tmp_path / "a")
    repo.write(opmodel="opmodel: 1\n", model=_term("a > 1")).commit("::error::x\x1b[31m", day="2026-01-05")
    repo.write(model=_term("a > 2")).commit("‮ %H %x00 commit", day="2026-06-05")
    said = opmodel("history", repo.root, "--on", str(ON))
    assert said.code == 0
    assert "\x1b" not in said.out
    data = json.loads(opmodel("history", repo.root, "--on", str(ON), "--format", "json").out)
    assert data["versions"][1]["subject"].endswith("%H %x00 commit")
    assert opmodel("history", repo.root, "--on", "9999-12-31").code == 0


def test_a_check_judges_history_where_it_is_asked_for(repo: Repo) -> None:
    """A plain check needs no git; with --history both are found: pipeline read wider, renewals moved back and forth."""
    plain = opmodel("check", repo.root, "--on", "2026-07-10", "--format", "concise")
    asked = opmodel("check", repo.root, "--on", "2026-07-10", "--format", "concise", "--history")
    assert "changed-inside-freeze" not in plain.out
    assert "definition 'forecast_pipeline' was changed inside the freeze" in asked.out
    assert "stage 'renewing' changed its owner 3 times in 12 months" in asked.out
    assert asked.code == 1


def test_what_was_taken_out_in_the_freeze_is_found_where_it_stood(tmp_path: Path) -> None:
    """A value that is no longer there has no line of its own: its definition has."""
    repo, more = Repo(tmp_path / "a"), "excludes: e, criteria: [c], population: p, refines: p, test: a > 1"
    manifest = "opmodel: 1\nmodel: {freeze: {last: 5bd, of: quarter, blocks: [definitions]}}\n"
    columns = "objects: {deal: {fields: {a: number}}}\ncriteria: {c: {object: deal, test: a > 0}}\n"
    others = "  e: {term: E, object: deal, test: a > 5}\n  p: {term: P, object: deal, test: a > 3}\n"
    full = f"{columns}definitions:\n{others}  d: {{term: D, object: deal, locked: true, {more}}}\n"
    repo.write(opmodel=manifest, model=full).commit(day="2026-06-01")
    repo.write(model=full.replace(f", {more}", "")).commit(day="2026-09-28")
    ran = opmodel("check", repo.root, "--on", "2026-10-10", "--format", "concise", "--history")
    (line,) = [line for line in ran.out.splitlines() if "inside the freeze" in line]
    assert "model.yaml:6:" in line
    assert "and 2 more" in line


def test_history_and_a_comparison_exclude_each_other(repo: Repo) -> None:
    """One judges what is past, the other what is new."""
    ran = opmodel("check", repo.root, "--history", "--against", "HEAD")
    assert (ran.code, ran.out) == (2, "")
    assert "ask for one of them" in ran.err


def test_a_check_with_history_outside_of_a_repository_says_so(tmp_path: Path) -> None:
    """It is a slip of the call and no model that holds."""
    (tmp_path / "opmodel.yaml").write_text("opmodel: 1\n", encoding="utf-8")
    ran = opmodel("check", tmp_path, "--history")
    assert ran.code == 2
    assert "in no git repository" in ran.err


def test_rows_that_need_history_are_judged_with_it(repo: Repo) -> None:
    """M07 and M17 are broken by what happened at the ends of quarters, the others hold; without it none can be told."""
    states = {given: {one["id"]: one for one in _rows(repo, *given)} for given in ((), ("--history",))}
    for row in ("M04", "M07", "M17", "M41", "M70"):
        assert states[()][row]["state"] == "unchecked", row
        assert "history (opmodel diagnose --history)" in states[()][row]["unchecked"], row
    told = {row: states["--history",][row]["state"] for row in ("M04", "M07", "M17", "M41", "M70")}
    assert told == {"M04": "holds", "M07": "broken", "M17": "broken", "M41": "holds", "M70": "holds"}


def _rows(repo: Repo, *more: str) -> list[dict[str, object]]:
    ran = opmodel("diagnose", repo.root, "--on", "2026-10-10", "--all", "--format", "json", *more)
    rows = json.loads(ran.out)["rows"]
    assert isinstance(rows, list)
    return rows
