"""The JSON report keeps the promise of its published schema."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import opmodel.reports
from opmodel.engine import Outcome, Result, Settings
from opmodel.reports import Options, render
from tests.reports.samples import ACME, EMPTY, WEIGHTS, result

SCHEMA = json.loads((Path(opmodel.reports.__file__).parent / "report-v1.schema.json").read_text(encoding="utf-8"))
TOP = ["schema", "tool", "models", "not_read", "not_checked", "cut", "summary", "findings"]


def report(*results: Result, limit: int = 0) -> dict[str, object]:
    """Return the report on results as a program reads it."""
    read: dict[str, object] = json.loads(render("json", results, Options(limit=limit)))
    return read


def test_the_schema_is_one() -> None:
    """The published schema is a valid schema itself."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("results", [(ACME,), (EMPTY,), (ACME, EMPTY), ()])
def test_reports_fit_the_schema(results: tuple[Result, ...]) -> None:
    """Whatever was found, the report is what its schema says."""
    Draft202012Validator(SCHEMA).validate(report(*results))


def test_keys_stand_in_the_published_order() -> None:
    """Keys never move, so that two reports can be compared line by line."""
    assert list(report(ACME)) == TOP
    assert [list(one) for one in report(ACME)["findings"]] == [SCHEMA["$defs"]["finding"]["required"]] * 6  # type: ignore[attr-defined]


def test_counts_are_of_all_findings() -> None:
    """A limit shortens the list, not the counts: two errors of weights and owner, one of reading, one warning."""
    limited = report(ACME, limit=1)
    assert limited["summary"] == {
        "error": 3,
        "warning": 1,
        "note": 0,
        "accepted": 1,
        "suppressed": 1,
        "known": 0,
        "proposed": 0,
    }
    assert len(limited["findings"]) == 1  # type: ignore[arg-type]


def test_numbers_that_json_lacks_are_text() -> None:
    """A rule that attaches infinity still makes a report every parser reads."""
    finding = {**{name: getattr(WEIGHTS, name) for name in WEIGHTS.__slots__}, "data": {"ratio": float("inf")}}
    written = report(result(type(WEIGHTS)(**finding)))
    assert written["findings"][0]["data"] == {"ratio": "inf"}  # type: ignore[index]


def test_lone_surrogates_survive() -> None:
    """Half a character from a broken export is written in ASCII and comes back as it was."""
    broken = Result("a\ud800", "a", Settings(), (Outcome("x", 0, (), ()),), (), {}, {}, 0)
    assert render("json", (broken,), Options()).isascii()
    assert report(broken)["models"][0]["name"] == "a\ud800"  # type: ignore[index]
