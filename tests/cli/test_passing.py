"""What somebody lets pass: comments, waivers and the baseline, each valid, ended, unused or forbidden."""

import json
from pathlib import Path

import pytest

from tests.cli.process import ON, Ran, opmodel, write

MODEL = """\
objects: {lead: {owner: sdr}}
roles: {sdr: {level: individual}, head_sales: {level: executive}}
lifecycles: {leads: {object: lead, owner: sdr, stages: [working, meeting, demo]}}
stages:
  working: {type: open}
  meeting: {type: open, stall: {after: 7d, warn: sdr}}
  demo: {type: open, stall: {after: 7d, warn: sdr}}
"""
RULE = "stage-without-time-limit"
STRICT = "opmodel: 1\ncheck: {fail_on: warning}\n"
ABOUT = ("--until", "2027-03-31", "--by", "head_sales", "--reason", "first look")


def _noted(note: str, *, above: bool = False) -> str:
    line = "  working: {type: open}"
    return MODEL.replace(line, f"  {note}\n\n  # and more\n{line}" if above else f"{line}  {note}")


def _check(folder: Path, *more: str) -> Ran:
    return opmodel("check", "--rule", RULE, "--rule", "suppressions", *ON, *more, cwd=folder)


def _statuses(folder: Path) -> list[str]:
    return [
        one["status"] for one in json.loads(_check(folder, "--format", "json").out)["findings"] if one["rule"] == RULE
    ]


@pytest.mark.parametrize("above", [False, True])
def test_a_comment_lets_pass_what_its_line_is_about(tmp_path: Path, *, above: bool) -> None:
    """At the end of the line, or above it; on the line of an id it is about the whole entity."""
    note = f"# opmodel: ignore[{RULE}] until=2027-03-31 by=head_sales -- later"
    folder = write(tmp_path, opmodel=STRICT, m=_noted(note, above=above))
    ran = _check(folder)
    assert (ran.code, "1 suppressed" in ran.out) == (0, True)
    assert _statuses(folder) == ["suppressed"]


def test_a_family_stands_for_its_rules(tmp_path: Path) -> None:
    """Its name is found in `opmodel rules`."""
    note = "# opmodel: ignore[transitions] until=2027-03-31 by=head_sales -- later"
    assert _statuses(write(tmp_path, m=_noted(note))) == ["suppressed"]


@pytest.mark.parametrize(
    "note",
    [
        f"# opmodel: ignore[{RULE}]",
        f"# opmodel: ignore[{RULE}] until=2027-02-30 by=head_sales -- later",
        f"# opmodel: ignore[{RULE}] until=2030-03-31 by=head_sales -- later",
        f"# opmodel: ignore[{RULE}] untill=2027-03-31 by=head_sales -- later",
        f"# opmodel: ignoer[{RULE}] until=2027-03-31 by=head_sales -- later",
        "# opmodel: ignore until=2027-03-31 by=head_sales -- later",
        "# opmodel: ignore[] until=2027-03-31 by=head_sales -- later",
        "# opmodel:",
    ],
)
def test_a_comment_that_says_too_little_lets_nothing_pass(tmp_path: Path, note: str) -> None:
    """The finding stays, and the comment is one more."""
    folder = write(tmp_path, opmodel=STRICT, m=_noted(note))
    ran = _check(folder)
    assert ran.code == 1
    assert _statuses(folder) == ["open"]
    assert "the comment lets nothing pass" in ran.out


def test_a_text_that_looks_like_a_comment_is_none(tmp_path: Path) -> None:
    """Only comments speak to the program."""
    text = f"# opmodel: ignore[{RULE}] until=2027-03-31 by=head_sales -- later"
    folder = write(
        tmp_path, m=MODEL.replace("working: {type: open}", f"working: {{type: open, description: '{text}'}}")
    )
    assert _statuses(folder) == ["open"]


def test_what_settings_do_not_ask_for_may_be_left_out(tmp_path: Path) -> None:
    """A company may do without dates, or allow a year."""
    loose = "opmodel: 1\ncheck: {suppressions: {require_reason: false, require_until: false}}\n"
    assert _statuses(write(tmp_path / "a", opmodel=loose, m=_noted(f"# opmodel: ignore[{RULE}] by=sdr"))) == [
        "suppressed"
    ]
    long = "opmodel: 1\ncheck: {suppressions: {max_days: 400}}\n"
    note = f"# opmodel: ignore[{RULE}] until=2027-10-31 by=sdr -- later"
    assert _statuses(write(tmp_path / "b", opmodel=long, m=_noted(note))) == ["suppressed"]


def test_nothing_silences_a_mandatory_rule(tmp_path: Path) -> None:
    """No comment, no profile, and no level beside it."""
    must = f"opmodel: 1\ncheck: {{fail_on: warning, profile: core, mandatory: [{RULE}]}}\n"
    note = f"# opmodel: ignore[{RULE}] until=2027-03-31 by=head_sales -- later"
    folder = write(tmp_path, opmodel=must, m=_noted(note))
    ran = opmodel("check", *ON, "--format", "concise", cwd=folder)
    assert ran.code == 1
    assert f"warning: stage 'working' has no time limit, so a lead can be forgotten there [{RULE}]" in ran.out
    write(folder, opmodel=must.replace("mandatory", f"rules: {{{RULE}: off}}, mandatory"))
    ran = opmodel("check", *ON, cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert "is mandatory" in ran.err
    write(folder, opmodel="opmodel: 1\ncheck: {mandatory: [stage-without-time-limits]}\n")
    assert "did you mean 'stage-without-time-limit'" in opmodel("check", *ON, cwd=folder).err


def test_a_waiver_about_nothing_is_said(tmp_path: Path) -> None:
    """With the entity that may have been meant."""
    waiver = f"waivers:\n  w: {{rule: {RULE}, target: stage/workin, reason: x, approved_by: sdr, until: 2027-01-31}}\n"
    ran = _check(write(tmp_path, m=MODEL, w=waiver))
    assert "waiver 'w' lets nothing pass: there is no stage 'workin'" in ran.out
    assert "did you mean 'stage/working'" in ran.out


def test_a_baseline_lets_the_past_pass_and_only_shrinks(tmp_path: Path) -> None:
    """Created once, it takes up nothing new by itself, and what is mended is taken out."""
    folder = write(tmp_path, opmodel=STRICT, m=MODEL)
    assert opmodel("baseline", "create", *ON, cwd=folder).code == 2
    made = opmodel("baseline", "create", *ABOUT, *ON, cwd=folder)
    assert made.code == 0
    before = (folder / "opmodel.baseline.json").read_text(encoding="utf-8")
    prints = [one["fingerprint"] for one in json.loads(before)["findings"]]
    assert prints == sorted(prints)
    assert _check(folder).code == 0
    worse = MODEL.replace("meeting: {type: open, stall: {after: 7d, warn: sdr}}", "meeting: {type: open}")
    write(folder, opmodel=STRICT, m=worse)
    assert _check(folder).code == 1
    kept = opmodel("baseline", "create", *ON, cwd=folder)
    assert "which --grow takes up" in kept.err
    assert _check(folder).code == 1
    assert opmodel("baseline", "create", "--grow", *ON, cwd=folder).code == 0
    assert _check(folder).code == 0
    write(
        folder,
        opmodel=STRICT,
        m=worse.replace("working: {type: open}", "working: {type: open, stall: {after: 7d, warn: sdr}}"),
    )
    listed = opmodel("baseline", "show", *ON, cwd=folder).out
    assert "mended" in listed
    assert "still there" in listed
    assert "which nobody finds any more" in _check(folder).out
    assert opmodel("baseline", "prune", *ON, cwd=folder).code == 0
    assert "mended" not in opmodel("baseline", "show", *ON, cwd=folder).out


def test_a_baseline_ends(tmp_path: Path) -> None:
    """On its day all it let pass is back, in one sentence."""
    folder = write(tmp_path, opmodel=STRICT, m=MODEL)
    opmodel("baseline", "create", *ABOUT, *ON, cwd=folder)
    ran = opmodel("check", "--rule", RULE, "--rule", "suppressions", "--on", "2027-04-01", cwd=folder)
    assert ran.code == 1
    assert "the baseline ended on 2027-03-31, and 1 finding it let pass is back" in ran.out


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"baseline": 2, "findings": []}', "\0", "[" * 100_000, '{"baseline": 1}']
)
def test_a_file_that_is_no_baseline_is_said(tmp_path: Path, text: str) -> None:
    """One sentence, exit code 2."""
    folder = write(tmp_path, m=MODEL)
    (folder / "opmodel.baseline.json").write_text(text, encoding="utf-8")
    ran = _check(folder)
    assert ran.code == 2
    assert "is no baseline of version 1" in ran.err


@pytest.mark.parametrize(
    "verb", [("ask", "good_lead", "--model", "."), ("diagnose", "."), ("diff", ".", "."), ("check", ".")]
)
def test_policies_of_the_company_trouble_no_verb(tmp_path: Path, verb: tuple[str, ...]) -> None:
    """Their files stand beside the model, and every verb knows where that is."""
    questions = "definitions:\n  good_lead: {term: Good lead, text: one that answers, owner: sdr}\n"
    manifest = "opmodel: 1\ncheck: {policies: [starter, policies/own.yaml]}\n"
    folder = write(tmp_path, opmodel=manifest, m=MODEL, q=questions)
    (folder / "policies").mkdir()
    (folder / "policies" / "own.yaml").write_text(
        "policies:\n  p: {severity: note, why: x, each: stages, require: id is not null, message: x}\n",
        encoding="utf-8",
    )
    ran = opmodel(*verb, *ON, cwd=folder)
    assert ran.code in (0, 1), ran.err
    assert "policies" not in ran.err


def test_what_a_verb_needs_is_said_on_one_line() -> None:
    """A list of choices has no breaks in it."""
    assert opmodel("policy").err.startswith(
        "opmodel: missing argument 'list|explain|test'; choose from list, explain, test ("
    )


def test_a_policy_that_nobody_tried_does_not_pass(tmp_path: Path) -> None:
    """Without a test nobody knows whether it works, and the exit code says so."""
    (tmp_path / "p.yaml").write_text(
        "policies:\n  p: {severity: note, why: x, each: stages, require: id is not null, message: x}\n",
        encoding="utf-8",
    )
    ran = opmodel("policy", "test", "p.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert "p: no tests, so nobody knows whether it works" in ran.out
    assert "nothing was tried" in ran.out
