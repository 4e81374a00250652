"""What people and programs read: the diagnosis and the answer to a question."""

import json
import re
from html.parser import HTMLParser

import pytest

from opmodel import answers
from opmodel.diagnosis import Diagnosis, State
from opmodel.reports import Options
from opmodel.reports.answers import ask, diagnosis
from tests.models.folders import DAY, MISALIGNED, model_of, texts

HOSTILE = "</td><script>alert(1)</script> @everyone ::error:: | `x` \\x1b[31m ![a](http://e.example/p.png)"
FORMATS = ("text", "json", "markdown", "html")


def diagnosed(**changes: str) -> Diagnosis:
    """Diagnose misaligned, with changes to its text."""
    files = texts(MISALIGNED)
    for before, after in changes.items():
        files = {name: text.replace(before, after) for name, text in files.items()}
    return answers.diagnose(model_of(files), on=DAY)


def test_the_text_leads_with_what_leaders_ask() -> None:
    """Titles in their order, each broken row with its findings, where they stand and whom to talk to; then counts."""
    said = diagnosis.render("text", diagnosed(), Options())
    titles = ["The four questions", "The three signals", "The practical question", "The three root causes"]
    places = [said.index(title) for title in (*titles, "What aligned organisations do", "By root cause")]
    assert places == sorted(places)
    assert "stage 'meeting_booked' has no owner" in said
    assert "talk to COO" in said
    assert "M01" not in said


def test_json_has_every_row_with_its_state() -> None:
    """An id, a state, findings where it is broken, and the fields that are missing where it cannot be checked."""
    value = json.loads(diagnosis.render("json", diagnosed(), Options()))
    assert [row["id"] for row in value["rows"]] == [f"M{number:02}" for number in range(1, 92)]
    for row in value["rows"]:
        assert row["state"] in {state.value for state in State}
        assert bool(row["unchecked"]) == (row["state"] == "unchecked")
        assert not row["findings"] or row["state"] == "broken"
    totals = {state.value: sum(cause[state.value] for cause in value["causes"]) for state in State}
    assert totals == {state.value: sum(row["state"] == state.value for row in value["rows"]) for state in State}


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_all_shows_every_row(format_: str) -> None:
    """With --all each sentence is there; without it only those that lead."""
    found = diagnosed()
    whole, short = (
        re.sub(r"\\|\s+", " ", diagnosis.render(format_, found, Options(full=full))) for full in (True, False)
    )
    assert "Nurturing, losing and coming back" in whole.replace("  ", " ")
    assert "Nurturing, losing and coming back" not in short.replace("  ", " ")


@pytest.mark.parametrize("format_", FORMATS)
def test_text_of_a_model_is_inert_in_every_format(format_: str) -> None:
    """Names that are commands, tags or mentions elsewhere are shown and do nothing."""
    found = diagnosed(**{"name: Rotawell": f"name: {json.dumps(HOSTILE)}"})
    said = diagnosis.render(format_, found, Options(full=True))
    assert "\x1b" not in said
    assert "<script>" not in said or format_ == "json"
    if format_ == "markdown":
        assert "@everyone" not in said.replace("\\@", "")
        assert not re.search(r"(?<!\\)\]\(", said)
    if format_ == "html":
        assert _tags(said) <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "br", "span"} | {
            *("table", "tr", "th", "td"),
        }


def _tags(page: str) -> set[str]:
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.add(tag)

    Reader().feed(page)
    return found


def test_an_answer_without_an_answer_lists_reasons() -> None:
    """Each with its kind, where it stands and whom to talk to; JSON says the same."""
    text = "questions: {q: {text: What is it?}}\nroles: {boss: {}}\n"
    model = model_of({"opmodel.yaml": "opmodel: 1\nmodel: {owner: boss}\n", "model.yaml": text})
    answer = answers.ask(model, "q", on=DAY)
    said = ask.text(answer, Options())
    assert "for 1 reason (only because something is not written here; the company may\nknow):" in said
    assert "1. nothing answers it (not written)" in said
    assert "model.yaml:1, talk to Boss" in said
    value = json.loads(ask.json(answer, Options()))
    assert (value["single"], value["answer"]) == (False, None)
    assert value["reasons"][0]["ask"] == "Boss"
