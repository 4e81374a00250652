"""SARIF passes the validator of its makers and the official schema; `make test` installs both where there is npm."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from opmodel.engine import Result
from opmodel.reports import Options, render
from tests.cli.process import MISALIGNED, NORTHWIND, ON, opmodel
from tests.reports.samples import ACME, CLOCK, EMPTY, WEIGHTS, result
from tests.reports.test_hostile import HOSTILE, hostile_result

HOME = Path(__file__).parent / "multitool" / "node_modules" / "@microsoft"
TOOL = next(HOME.glob("sarif-multitool-*/Sarif.Multitool"), None)
REASON = "the SARIF multitool is not installed: run `make test` where there is npm"

pytestmark = pytest.mark.skipif(TOOL is None, reason=REASON)

PLAIN = tuple(text for text in HOSTILE if "\ud800" not in text)
RESULTS = {
    "findings": (ACME,),
    "nothing": (EMPTY,),
    "several": (ACME, EMPTY),
    "many models": tuple(result(WEIGHTS, CLOCK, folder=f"m{number}") for number in range(21)),
    "hostile": tuple(hostile_result(text) for text in PLAIN),
    "braces": (result(replace(WEIGHTS, message="write {0} or {a: {b: 1}} [x](9) [y", help="[a]: {1}")),),
}


def complaints(file: Path) -> list[str]:
    """Return the errors and warnings of the validator, by its rules for SARIF and those for GitHub."""
    done = subprocess.run(
        [str(TOOL), "validate", str(file), "--rule-kind", "Sarif;Ghas"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Analysis completed successfully." in done.stdout
    return [line for line in done.stdout.splitlines() if ": error " in line or ": warning " in line]


def objections(report: str) -> list[str]:
    """Return what the official schema says against a report."""
    assert TOOL
    schema = json.loads((TOOL.parent / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    return [error.message for error in Draft7Validator(schema).iter_errors(json.loads(report))]


@pytest.mark.parametrize("name", RESULTS)
def test_results_of_every_kind(tmp_path: Path, name: str) -> None:
    """Neither the validator nor the schema has a word against a report, whatever was found."""
    results: tuple[Result, ...] = RESULTS[name]
    report = render("sarif", results, Options())
    file = tmp_path / "report.sarif"
    file.write_text(report, encoding="utf-8")
    assert complaints(file) == []
    assert objections(report) == []


def test_real_models(tmp_path: Path) -> None:
    """What the program writes about a healthy and an ill company passes as well, pages of rules included."""
    file = tmp_path / "report.sarif"
    opmodel("check", MISALIGNED, NORTHWIND, *ON, "--format", f"sarif={file}")
    assert complaints(file) == []
    assert objections(file.read_text(encoding="utf-8")) == []


def test_the_validator_complains(tmp_path: Path) -> None:
    """A report without a description of its rules does not pass, so that silence means something."""
    report = json.loads(render("sarif", (ACME,), Options()))
    for rule in report["runs"][0]["tool"]["driver"]["rules"]:
        del rule["help"]
    file = tmp_path / "report.sarif"
    file.write_text(json.dumps(report), encoding="utf-8")
    assert complaints(file) != []
