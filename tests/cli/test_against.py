"""A change is judged by the version it changes: it fails on what is new and cannot excuse itself."""

import json
from pathlib import Path

from tests.cli.process import ON, Ran, opmodel
from tests.gitted import Repo

BASE = """\
objects: {lead: {owner: sdr}}
roles: {sdr: {level: individual}, head_sales: {level: executive}}
lifecycles: {leads: {object: lead, owner: sdr, stages: [working, meeting, demo]}}
stages:
  working: {type: open}
  meeting: {type: open, stall: {after: 7d, warn: sdr}}
  demo: {type: open, stall: {after: 7d, warn: sdr}}
"""
NEW = BASE.replace("meeting: {type: open, stall: {after: 7d, warn: sdr}}", "meeting: {type: open}")
RULE = "stage-without-time-limit"
STRICT = "opmodel: 1\ncheck: {fail_on: warning}\n"
WAIVER = f"""\
waivers:
  no_clock:
    {{rule: {RULE}, target: stage/meeting, reason: later, approved_by: head_sales, until: 2027-03-31}}
"""


def _repo(folder: Path, manifest: str = STRICT, **more: str) -> Repo:
    repo = Repo(folder).write(opmodel=manifest, stages=BASE, **more)
    repo.commit()
    return repo


def _check(repo: Repo, *more: str) -> Ran:
    return opmodel("check", "--against", "main", "--rule", RULE, "--rule", "suppressions", *ON, *more, cwd=repo.root)


def _statuses(repo: Repo) -> dict[str, str]:
    report = json.loads(_check(repo, "--format", "json").out)
    return {one["entity"]: one["status"] for one in report["findings"] if one["rule"] == RULE}


def test_what_was_there_before_fails_nothing(tmp_path: Path) -> None:
    """The past is counted, not punished."""
    repo = _repo(tmp_path)
    assert opmodel("check", "--rule", RULE, *ON, cwd=tmp_path).code == 1
    ran = _check(repo)
    assert (ran.code, ran.err) == (0, "")
    assert "1 known before" in ran.out


def test_what_is_new_fails(tmp_path: Path) -> None:
    """The same finding on another stage is one that the request brings."""
    repo = _repo(tmp_path).write(stages=NEW)
    ran = _check(repo)
    assert ran.code == 1
    assert "stage 'meeting' has no time limit" in ran.out
    assert "stage 'working'" not in ran.out
    assert _statuses(repo) == {"stage/meeting": "open", "stage/working": "known"}


def test_moving_lines_and_files_brings_nothing(tmp_path: Path) -> None:
    """A finding is told by what it is about, not by where it stands."""
    repo = _repo(tmp_path)
    (tmp_path / "stages.yaml").unlink()
    repo.write(deep__moved=f"# moved\n\n{BASE}")
    assert _check(repo).code == 0


def test_a_request_cannot_wave_itself_through(tmp_path: Path) -> None:
    """A waiver that comes with the finding is only proposed, and the finding fails."""
    repo = _repo(tmp_path).write(stages=NEW, waivers=WAIVER)
    assert opmodel("check", "--rule", RULE, *ON, cwd=tmp_path).code == 1
    assert _statuses(repo) == {"stage/meeting": "proposed", "stage/working": "known"}
    ran = _check(repo)
    assert ran.code == 1
    assert "1 only proposed to pass" in ran.out
    assert "once that is agreed on" in ran.out


def test_a_comment_that_comes_with_the_finding_is_only_proposed(tmp_path: Path) -> None:
    """The same for a comment."""
    note = f"  # opmodel: ignore[{RULE}] until=2027-03-31 by=head_sales -- later"
    repo = _repo(tmp_path).write(stages=NEW.replace("meeting: {type: open}", "meeting: {type: open}" + note))
    assert _check(repo).code == 1
    assert _statuses(repo)["stage/meeting"] == "proposed"


def test_a_waiver_that_was_agreed_on_before_holds(tmp_path: Path) -> None:
    """What stands in the version that judges lets pass."""
    repo = _repo(tmp_path, waivers=WAIVER).write(stages=NEW)
    assert _check(repo).code == 0
    assert _statuses(repo)["stage/meeting"] == "suppressed"


def test_a_request_is_judged_by_the_settings_it_changes(tmp_path: Path) -> None:
    """Lowering the bar in the same request changes nothing."""
    repo = _repo(tmp_path)
    repo.write(opmodel=f"opmodel: 1\ncheck: {{fail_on: never, rules: {{{RULE}: off}}}}\n", stages=NEW)
    assert _check(repo).code == 1


def test_settings_beside_no_model_are_those_of_the_version_before_too(tmp_path: Path) -> None:
    """A repository's settings file is judged like a manifest."""
    repo = Repo(tmp_path).write(opmodel="check: {fail_on: warning}\n", m__opmodel="opmodel: 1\n", m__stages=BASE)
    repo.commit()
    repo.write(opmodel="check: {fail_on: never}\n", m__stages=NEW)
    assert opmodel("check", "m", "--against", "main", "--rule", RULE, *ON, cwd=tmp_path).code == 1
    assert opmodel("check", "m", "--rule", RULE, *ON, cwd=tmp_path).code == 0


def test_a_baseline_that_grows_with_the_request_is_only_proposed(tmp_path: Path) -> None:
    """Writing a finding down does not settle it."""
    repo = _repo(tmp_path).write(stages=NEW)
    made = opmodel(
        "baseline", "create", "--until", "2027-03-31", "--by", "head_sales", "--reason", "x", *ON, cwd=tmp_path
    )
    assert made.code == 0
    assert opmodel("check", "--rule", RULE, *ON, cwd=tmp_path).code == 0
    assert _check(repo).code == 1


def test_a_new_model_has_nothing_before(tmp_path: Path) -> None:
    """Everything it brings is new."""
    repo = Repo(tmp_path).write(other__opmodel="opmodel: 1\n")
    repo.commit()
    repo.write(opmodel=STRICT, stages=BASE)
    assert opmodel("check", ".", "--against", "main", *ON, cwd=tmp_path).out.count("stage 'working' has no time") == 1


def test_a_missing_base_is_never_taken_for_no_change(tmp_path: Path) -> None:
    """Exit code 2 and a sentence, whatever the reason."""
    repo = _repo(tmp_path)
    for ref, said in (("nope", "there is no commit 'nope'"), ("--output=x", "there is no commit '--output=x'")):
        ran = opmodel("check", f"--against={ref}", *ON, cwd=repo.root)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
    outside = opmodel("check", "--against", "main", *ON, cwd=Repo(tmp_path / "new").write(opmodel=STRICT).root)
    assert outside.code == 2


def test_what_another_branch_did_since_is_no_finding_of_this_one(tmp_path: Path) -> None:
    """The comparison is with where the two parted; the settings are those of the branch as it is now."""
    repo = _repo(tmp_path)
    repo.git("checkout", "-q", "-b", "mine")
    repo.git("checkout", "-q", "main")
    repo.write(stages=BASE.replace("working: {type: open}", "working: {type: open, stall: {after: 9d, warn: sdr}}"))
    repo.commit()
    repo.git("checkout", "-q", "mine")
    assert _check(repo).code == 0


def test_an_agreed_comment_cannot_be_copied_to_another_entity(tmp_path: Path) -> None:
    """The same words beside the same text are another exception where they stand in another entity."""
    rule = "two-accountable-owners"
    note = f"  # opmodel: ignore[{rule}] until=2027-03-31 by=head_sales -- shared for a quarter"
    line = f"    owner: [sdr, head_sales]{note}\n"
    before = BASE.replace("  working: {type: open}\n", f"  working:\n    type: open\n{line}")
    repo = Repo(tmp_path).write(opmodel=STRICT, stages=before)
    repo.commit()
    meeting = "  meeting: {type: open, stall: {after: 7d, warn: sdr}}\n"
    repo.write(stages=before.replace(meeting, f"  meeting:\n    type: open\n{line}"))
    ran = opmodel("check", "--against", "main", "--rule", rule, "--format", "json", *ON, cwd=tmp_path)
    assert {one["entity"]: one["status"] for one in json.loads(ran.out)["findings"]} == {
        "stage/working": "suppressed",
        "stage/meeting": "proposed",
    }
    assert ran.code == 1
