"""A request is reviewed: what it changes for whom, what it brings up and settles, who must approve."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from opmodel import discover
from tests.changes.quarter_end import edited
from tests.cli.process import ON, Ran, opmodel
from tests.gitted import Repo
from tests.models.folders import NORTHWIND, texts
from tests.reports.runner import commands
from tests.reports.test_hostile import HOSTILE, theirs, unsafe

SCHEMAS = discover.folder("opmodel.reports")
BUDGET = 60_000
SMALL = """\
functions: {sales: {lead: head}, service: {lead: lead}}
roles:
  head: {function: sales, contact: {email: head@acme.example}}
  lead: {function: service, reports_to: head}
objects: {deal: {}}
lifecycles: {deals: {object: deal, stages: [open, offer, won]}}
stages:
  open: {type: open, owner: head, stall: {after: 9d, warn: head}}
  offer: {type: open, owner: head, stall: {after: 9d, warn: head}}
  won: {type: won}
"""


def _repo(folder: Path, before: dict[str, str], after: dict[str, str]) -> Repo:
    repo = Repo(folder)
    for files, is_committed in ((before, True), (after, False)):
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        if is_committed:
            repo.commit()
    return repo


def _review(folder: Path, *more: str, against: str = "main") -> Ran:
    return opmodel("review", "--against", against, *ON, *more, cwd=folder)


def _small(folder: Path, old: str = "", new: str = "", **more: str) -> Repo:
    manifest = (
        "opmodel: 1\nmodel: {name: Acme, owner: head, approvers: {governance: lead}}\ncheck: {fail_on: warning}\n"
    )
    before = {"opmodel.yaml": manifest, "m.yaml": SMALL}
    return _repo(folder, before, {"m.yaml": SMALL.replace(old, new) if old else SMALL, **more})


def test_a_quarter_end_tells_each_side_what_changes_and_who_must_approve(tmp_path: Path) -> None:
    """The verdict comes first; the review has the changes of a comparison and the findings they bring."""
    _repo(tmp_path, texts(NORTHWIND), edited())
    ran = _review(tmp_path)
    verdict, judged, *_ = ran.out.splitlines()
    assert "roles must approve" in verdict
    assert "it brings" in verdict
    assert judged.endswith("policies and suppressions of main.")
    assert "Sales: " in ran.out
    assert "retroactive" in ran.out
    compared = opmodel("diff", "main", ".", "--format", "json", *ON, cwd=tmp_path)
    reviewed = json.loads(_review(tmp_path, "--format", "json").out)
    assert reviewed["changes"]["changes"] == json.loads(compared.out)["changes"]


def test_findings_it_brings_and_settles_are_told_apart(tmp_path: Path) -> None:
    """What was there before is neither."""
    _small(
        tmp_path, "offer: {type: open, owner: head, stall: {after: 9d, warn: head}}", "offer: {type: open, owner: head}"
    )
    ran = _review(tmp_path, "--format", "json")
    report = json.loads(ran.out)
    assert [(one["rule"], one["entity"]) for one in report["introduced"]] == [
        ("stage-without-time-limit", "stage/offer")
    ]
    assert (ran.code, report["exit_code"], report["resolved"]) == (1, 1, [])
    Repo(tmp_path).commit()
    (tmp_path / "m.yaml").write_text(SMALL, encoding="utf-8")
    ran = _review(tmp_path, "--format", "json")
    report = json.loads(ran.out)
    assert [one["rule"] for one in report["resolved"]] == ["stage-without-time-limit"]
    assert (ran.code, report["introduced"]) == (0, [])


def test_reformatting_and_moving_is_no_change(tmp_path: Path) -> None:
    """Nobody must approve what says the same."""
    _small(tmp_path, **{"other.yaml": f"# moved\n\n{SMALL}"})
    (tmp_path / "m.yaml").unlink()
    ran = _review(tmp_path)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Nobody must approve and it brings no finding.")


def test_a_request_that_lowers_the_bar_is_judged_by_the_bar_it_lowers(tmp_path: Path) -> None:
    """The finding fails, and the governance owner of the version before is asked about the settings and approvers."""
    waiver = "{rule: stage-without-time-limit, target: stage/offer, reason: x, approved_by: head, until: 2027-01-31}"
    lower = "opmodel: 1\nmodel: {name: Acme, owner: head, approvers: {}}\ncheck: {fail_on: never, profile: core}\n"
    _small(
        tmp_path,
        "offer: {type: open, owner: head, stall: {after: 9d, warn: head}}",
        "offer: {type: open, owner: head}",
        **{
            "opmodel.yaml": lower,
            "w.yaml": f"waivers:\n  w: {waiver}\n",
        },
    )
    ran = _review(tmp_path, "--format", "json")
    report = json.loads(ran.out)
    assert ran.code == 1
    assert [(one["rule"], one["status"]) for one in report["introduced"]] == [("stage-without-time-limit", "proposed")]
    weakened = [one for one in report["changes"]["changes"] if one["not_by_author"]]
    told = " ".join(one["message"] for one in weakened)
    for word in ("fail_on", "profile", "approvers", "waiver"):
        assert word in told
    assert all("lead" in [who["role"] for who in one["approvers"]] for one in weakened)
    assert "would pass by what the request brings along" in _review(tmp_path).out


def test_the_journey_is_drawn_before_and_after_where_it_differs(tmp_path: Path) -> None:
    """The comment shows two pictures, and none where the journey stays."""
    _small(tmp_path, "stages: [open, offer, won]", "stages: [open, won]")
    assert _review(tmp_path, "--format", "markdown").out.count("```mermaid") == 2
    (tmp_path / "m.yaml").write_text(SMALL.replace("head@acme", "boss@acme"), encoding="utf-8")
    assert "mermaid" not in _review(tmp_path, "--format", "markdown").out


def test_a_model_that_is_new_is_all_new(tmp_path: Path) -> None:
    """There is nothing before it; the owner of the new model is no approver of an old one."""
    repo = Repo(tmp_path)
    repo.commit()
    repo.write(opmodel="opmodel: 1\n", m=SMALL)
    assert _review(tmp_path).code == 0


def test_the_document_keeps_its_schema(tmp_path: Path) -> None:
    """And that of the changes and findings in it."""
    _repo(tmp_path, texts(NORTHWIND), edited())
    found = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    known = Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in found.items())
    document = json.loads(_review(tmp_path, "--format", "json").out)
    assert document["introduced"]
    Draft202012Validator(found["review-v1.schema.json"], registry=known).validate(document)


def test_a_missing_version_is_2_and_never_no_change(tmp_path: Path) -> None:
    """Whatever the reason, nothing is printed that could be read as a review."""
    _small(tmp_path)
    for against in ("nope", "--output=x", "a b"):
        ran = _review(tmp_path, against=against)
        assert (ran.code, ran.out) == (2, "")
    assert not (tmp_path / "x").exists()


def test_several_formats_at_once(tmp_path: Path) -> None:
    """As a build needs them: annotations in the log, a comment in a file."""
    _small(tmp_path, "stages: [open, offer, won]", "stages: [open, won]")
    ran = _review(tmp_path, "--format", "github", "--format", "markdown=out.md", "--format", "json=out.json")
    assert [line for line in ran.out.splitlines() if line not in commands(ran.out)] == []
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("<!-- opmodel review -->\n")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["schema"] == 1


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "github"])
def test_nothing_of_a_model_is_a_command_or_markup(tmp_path: Path, format_: str) -> None:
    """Names and texts of a request reach every format, and no format obeys them."""
    lines = []
    for number, text in enumerate((*HOSTILE, "</details> @all <img src=x> ```", "<!-- opmodel review -->")):
        said = json.dumps("".join(char for char in text if not 0xD800 <= ord(char) < 0xE000))
        lines.append(f"  t{number}: {{term: {said}, text: {said}, owner: head}}\n")
    _small(tmp_path, **{"d.yaml": f"definitions:\n{''.join(lines)}"})
    ran = _review(tmp_path, "--format", format_)
    assert ran.code in (0, 1, 3)
    assert theirs(format_, ran.out) == []
    assert not unsafe(ran.out)
    if format_ == "markdown":
        assert len(ran.out) <= BUDGET
        assert ran.out.count("<!-- opmodel review -->") == 1
        assert "<img" not in ran.out
