"""Who says what: disputes between people, a value that is adopted, answers to a survey."""

from pathlib import Path

import pytest

from opmodel.graph import Graph
from opmodel.graph.meaning.voices import Dispute
from opmodel.model.sections.surveys import Survey
from opmodel.pipeline import load_folder

MODEL = """\
opmodel: 1
functions: {{sales: {{}}, finance: {{}}, marketing: {{}}}}
sources: {{book: {{title: Sales book}}}}
objects:
  lead: {{fields: {{score: {{type: integer, min: 0}}, replied: {{type: boolean, required: true}}}}}}
definitions:
  mql: {{term: MQL, object: lead, {test} statements: [{said}]}}
questions:
  what_is_mql: {{text: What is an MQL?, answered_by: {{definition: mql}}}}
surveys:
  asked: {{question: what_is_mql, answers: [{answers}]}}
"""


def _graph(folder: Path, *, test: str = "", said: str = "", answers: str = "") -> Graph:
    text = MODEL.format(test=test and f"test: {test},", said=said, answers=answers)
    (folder / "opmodel.yaml").write_text(text, encoding="utf-8")
    model = load_folder(folder, folder)
    assert [fault.message for fault in model.faults] == []
    return Graph(model)


def _said(who: str, test: str, page: str = "") -> str:
    return f"{{field: test, test: {test}, by: {who}{page and f', stated_in: {page}'}}}"


def _dispute(graph: Graph) -> Dispute:
    entity = next(entity for entity in graph.model.entities.values() if entity.statements)
    (found,) = graph.voices.disputes(entity)
    return found


def test_a_dispute_names_people_pages_and_a_record(tmp_path: Path) -> None:
    """The sentence says who gives which condition where, and what they make of one record."""
    said = f"{_said('marketing', 'score >= 60')}, {_said('sales', 'score >= 80', 'book#leads')}"
    graph = _graph(tmp_path, said=said)
    dispute = _dispute(graph)
    assert graph.voices.said(dispute) == "marketing says score >= 60, sales says score >= 80 (Sales book)"
    assert graph.voices.difference(dispute) == "a lead with score 60 is an MQL for marketing and not for sales"
    assert not dispute.is_settled


@pytest.mark.parametrize(
    ("test", "said", "settled"),
    [
        ("score >= 60", ("score >= 80",), True),
        ("score >= 60", ("score >= 80", "score > 79"), True),
        ("score >= 60", ("score >= 80", "score >= 60"), False),
        ("score >= 60", ("score >= 80", "score >= 70"), False),
        ("", ("score >= 80", "score >= 70"), False),
    ],
)
def test_a_dispute_is_settled_where_only_the_model_stands_apart(
    tmp_path: Path, test: str, said: tuple[str, ...], settled: bool
) -> None:
    """People who say the same have no dispute with each other, whatever the model has adopted."""
    who = ("sales", "marketing")
    statements = ", ".join(_said(one, words) for one, words in zip(who, said, strict=False))
    assert _dispute(_graph(tmp_path, test=test, said=statements)).is_settled is settled


@pytest.mark.parametrize(
    ("answers", "camps"),
    [
        ("", 0),
        ("{by: sales, text: it depends}", 0),
        ("{by: sales, test: score >= 60}, {by: finance, test: not score < 60}", 0),
        ("{by: sales, test: score >= 60}, {by: finance, test: replied}", 2),
        ("{by: sales, test: score >= 60 and replied}", 2),
        ("{by: sales, test: score >= 70}, {by: finance, test: replied}", 3),
    ],
)
def test_answers_are_compared_with_each_other_and_with_the_model(tmp_path: Path, answers: str, camps: int) -> None:
    """Answers that mean the same as what the model has adopted are no dispute; words alone are not compared."""
    graph = _graph(tmp_path, test="score >= 60", answers=answers)
    (survey,) = graph.model.of(Survey)
    dispute = graph.voices.answers(survey)
    assert (len(dispute.camps) if dispute else 0) == camps
