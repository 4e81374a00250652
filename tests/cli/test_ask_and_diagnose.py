"""Asking and diagnosing through the real process: outputs and exit codes."""

import json
from pathlib import Path

from tests.cli.process import opmodel, write
from tests.models.folders import MISALIGNED, NORTHWIND

ON = ("--on", "2026-11-21")


def test_a_question_with_one_answer_is_0() -> None:
    """The answer is on standard output."""
    ran = opmodel("ask", "What exactly counts as qualified pipeline?", "--model", NORTHWIND, *ON)
    assert ran.code == 0
    assert "Qualified pipeline, version 4" in ran.out
    assert ran.err == ""


def test_a_question_nothing_matches_is_2() -> None:
    """One line with the nearest there is."""
    ran = opmodel("ask", "what is the meaning of life", "--model", NORTHWIND, *ON)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "no question or term of the model matches" in ran.err


def test_a_question_with_a_slip_is_2() -> None:
    """One line with the question that is meant."""
    ran = opmodel("ask", "what_is_pipelin", "--model", NORTHWIND, *ON)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.rstrip().endswith("did you mean 'what_is_pipeline'?")


def test_a_day_on_which_the_definition_was_another() -> None:
    """Last year's marketing qualified lead is answered by last year's test."""
    words = ("ask", "marketing_qualified_before", "--model", NORTHWIND)
    assert "score >= 40" in opmodel(*words, "--on", "2026-03-01").out
    assert opmodel(*words, *ON).code == 2


def test_diagnose_is_0_whatever_it_finds() -> None:
    """It answers; check is what fails."""
    ran = opmodel("diagnose", MISALIGNED, *ON, "--format", "json")
    assert ran.code == 0
    assert len(json.loads(ran.out)["rows"]) == 91


def test_a_question_about_something_else_is_given_no_guess(tmp_path: Path) -> None:
    """A word that is only a little like a term is not what was meant; one slip away it is."""
    terms = "objects: {d: {}}\ndefinitions: {event: {object: d, term: Event}}\n"
    folder = write(tmp_path, a=terms)
    assert "did you mean" not in opmodel("ask", "invent", "--model", folder, *ON).err
    assert "event" in opmodel("ask", "evnt", "--model", folder, *ON).out
