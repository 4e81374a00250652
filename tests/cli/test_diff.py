"""The verb diff: what changed between two folders."""

import json
from pathlib import Path

import jsonschema

from tests.changes.quarter_end import edited
from tests.changes.test_reports import SCHEMA
from tests.cli.process import NORTHWIND, ON, opmodel, write

ROLES = "roles:\n  ae: {name: Seller, headcount: 2}\n"


def _pair(folder: Path, roles: str) -> tuple[Path, Path]:
    return write(folder / "a", roles=ROLES), write(folder / "b", roles=roles)


def _propose(folder: Path) -> None:
    for name, text in edited().items():
        folder.joinpath(name).write_text(text, encoding="utf-8")


def test_nothing_changed(tmp_path: Path) -> None:
    """Layout and files are no changes, and the exit code stays 0 however it is asked."""
    before, _ = _pair(tmp_path, "")
    after = write(tmp_path / "c", sellers="# who sells\nroles: {ae: {headcount: 2, name: Seller}}\n")
    ran = opmodel("diff", before, after, "--exit-code", *ON)
    assert (ran.code, " ".join(ran.out.split())) == (0, f"{before} -> {after}: Nothing changed: both say the same.")


def test_exit_code(tmp_path: Path) -> None:
    """A change is an answer, not a failure, unless a script asks for one."""
    before, after = _pair(tmp_path, ROLES.replace("headcount: 2", "headcount: 3"))
    assert [opmodel("diff", before, after, *more, *ON).code for more in ((), ("--exit-code",))] == [0, 1]


def test_formats(tmp_path: Path) -> None:
    """The same changes for people, for a pull request and for programs; places are in the folders that were named."""
    _propose(tmp_path)
    ran = opmodel("diff", NORTHWIND, tmp_path, *ON)
    assert (ran.code, ran.err) == (0, "")
    assert ": 10 changes: 6 breaking, 3 risky and 1 editorial." in ran.out.replace("\n", " ")
    document = json.loads(opmodel("diff", NORTHWIND, tmp_path, "--format", "json", *ON).out)
    jsonschema.validate(document, SCHEMA)
    assert document["changes"][0]["before"]["file"] == "models/northwind/pay.yaml"
    assert opmodel("diff", NORTHWIND, tmp_path, "--format", "markdown", *ON).out.startswith("# 10 changes: 6 breaking")


def test_for_one_function(tmp_path: Path) -> None:
    """Sales sees its own changes; a function that nobody knows is a wrong call."""
    _propose(tmp_path)
    ran = opmodel("diff", NORTHWIND, tmp_path, "--for", "Customer success", *ON)
    assert (ran.code, ran.out.count("\nCustomer success: 1 breaking\n"), "\nSales: " in ran.out) == (0, 1, False)
    wrong = opmodel("diff", NORTHWIND, tmp_path, "--for", "sale", *ON)
    assert (wrong.code, wrong.out) == (2, "")
    assert "there is no function 'sale'; did you mean 'sales'?" in wrong.err


def test_a_comment_that_silences(tmp_path: Path) -> None:
    """Comments are no changes, but one that keeps a finding silent is: governance approves it, not its author."""
    note = "  # opmodel: ignore[role-without-backup] until=2027-01-31 by=ae -- later\n"
    before, after = _pair(tmp_path, ROLES.replace("  ae", f"{note}  ae"))
    (change,) = json.loads(opmodel("diff", before, after, "--format", "json", *ON).out)["changes"]
    assert (change["kind"], change["class"], change["not_by_author"]) == ("governance-weakened", "breaking", True)
    assert change["after"]["line"] == 2


def test_what_cannot_be_compared(tmp_path: Path) -> None:
    """Text that could not be read is named and is no removal; a folder without a model is not the empty model."""
    before, after = _pair(tmp_path, "roles: [")
    ran = opmodel("diff", before, after, *ON)
    assert (ran.code, "is removed" in ran.out) == (3, False)
    assert "Not compared, because it could not be read: " in ran.out
    assert opmodel("diff", before, tmp_path / "nothing", *ON).code == 2
    (tmp_path / "empty").mkdir()
    assert opmodel("diff", before, tmp_path / "empty", *ON).code == 4
