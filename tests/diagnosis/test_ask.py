"""When a question has one answer, and why it has none."""

from pathlib import Path

import pytest

from opmodel import answers
from opmodel.diagnosis import Answer, State
from opmodel.diagnosis.ask import KINDS, NO_ANSWER, NO_WAY, kinds
from opmodel.errors import UsageError
from opmodel.model.sections.questions import Question
from tests.models.folders import DAY, LUMEN, MISALIGNED, NORTHWIND, model_of, texts

MODEL = """
functions: {sales: {lead: boss}}
roles: {boss: {function: sales, reports_to: chief}, chief: {function: sales}, rep: {function: sales, reports_to: boss}}
objects: {deal: {owner: boss, fields: {stage: {type: stage}, amount: {type: money}}}}
definitions:
  real_deal: {term: Real deal, aliases: [Pipeline], version: 2, owner: boss, object: deal, test: amount >= 5000}
kpis:
  open_value: {aggregation: sum, kind: value, definition: real_deal, value: amount, owner: boss, dataset: deals}
systems: {crm: {owner: boss}}
datasets: {deals: {system: crm, steward: rep, certified: true}}
dashboards: {board: {owner: boss, dataset: deals, answers: [how_much]}}
questions:
  how_much: {text: How much is really in the pipeline?, answered_by: {definition: real_deal, kpi: open_value}}
"""


def asked(question: str, text: str = MODEL) -> Answer:
    """Ask a question of a model in one file."""
    return answers.ask(model_of({"opmodel.yaml": "opmodel: 1\n", "model.yaml": text}), question, on=DAY)


def test_one_answer_is_a_paragraph() -> None:
    """What counts, who answers for it, the number and its source, where it is read, and who settles a dispute."""
    answer = asked("how_much")
    assert answer.reasons == ()
    assert answer.sentences == (
        "Real deal, version 2.",
        "A deal counts where amount >= 5000.",
        "Boss answers for it.",
        "KPI 'Open value' is the number, read from the certified dataset 'deals', kept by Rep.",
        "It is read on dashboard 'Board'.",
        "A dispute about it goes to Chief.",
    )
    assert [one.entity for one in answer.places] == [
        "question/how_much",
        "definition/real_deal",
        "kpi/open_value",
        "dataset/deals",
        "dashboard/board",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "how_much",
        "question/how_much",
        "How much is really in the pipeline?",
        "how much pipeline",
        "pipeline",
        "real deals",
        "definition/real_deal",
        "Whats realy in our pipelin",
    ],
)
def test_a_question_is_found_by_its_words(words: str) -> None:
    """By its id, its words, a part of them, the term it is about, and with typing slips."""
    assert asked(words).question == "question/how_much"


def test_a_term_nobody_asks_about_is_a_question_of_its_own() -> None:
    """What a term means can always be asked."""
    text = MODEL + "criteria: {}\n"
    text = text.replace(
        "kpis:", "  won: {term: Won deal, version: 1, owner: boss, object: deal, test: amount > 0}\nkpis:"
    )
    answer = asked("won deal", text)
    assert (answer.question, answer.asked) == ("definition/won", "What is Won deal?")
    assert answer.sentences[:2] == ("Won deal, version 1.", "A deal counts where amount > 0.")


@pytest.mark.parametrize("words", ["what is the meaning of life", "", "???", "x" * 5000, "\x00"])
def test_a_question_nothing_matches_names_what_there_is(words: str) -> None:
    """One line, with the nearest there is."""
    with pytest.raises(UsageError, match="no question or term of the model matches") as caught:
        asked(words)
    assert "how_much" in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("answered_by: {definition: real_deal, kpi: open_value}", "asked_by: [rep]", NO_ANSWER),
        (", test: amount >= 5000", "", "no test anybody can run"),
        ("test: amount >= 5000", "test: amont >= 5000", "no test anybody can run"),
        ("version: 2, owner: boss", "version: 2", "nobody answers for it"),
        ("boss: {function: sales, reports_to: chief}", "boss: {function: sales}", "no way to settle it"),
        ("chief}, chief", "chief, vacant: true}, chief", "nobody answers for it"),
        ("steward: rep, certified: true", "steward: rep", "source not fit for decisions"),
        (
            "kpis:",
            "  other: {term: Pipeline, version: 1, owner: boss, object: deal, test: amount >= 1}\nkpis:",
            "several meanings",
        ),
    ],
)
def test_reasons(before: str, after: str, kind: str) -> None:
    """Each thing that is missing or contradicts itself is a reason of its own kind, with whom to talk to."""
    assert before in MODEL
    answer = asked("how_much", MODEL.replace(before, after))
    assert kind in [one.kind for one in answer.reasons], answer.reasons
    assert answer.sentences == ()


def test_each_kind_of_reason_has_rules() -> None:
    """A page that named another kind would break the order; two kinds are what the answer itself lacks."""
    assert set(kinds().values()) == set(KINDS) - {NO_ANSWER, NO_WAY}


@pytest.mark.parametrize("folder", [NORTHWIND, LUMEN], ids=["northwind", "lumen"])
def test_every_question_has_one_answer_in_a_healthy_company(folder: Path) -> None:
    """Questions of northwind and of the reference example."""
    model = model_of(texts(folder))
    for question in model.of(Question):
        assert answers.ask(model, question.id, on=DAY).reasons == ()


def test_each_kind_of_reason_appears_where_things_went_wrong() -> None:
    """Misaligned has a question for each."""
    model = model_of(texts(MISALIGNED))
    found = [reason.kind for one in model.of(Question) for reason in answers.ask(model, one.id, on=DAY).reasons]
    assert set(found) == set(KINDS)


def test_reasons_come_in_the_order_of_their_weight() -> None:
    """What a word means comes before where its number is read, and that before who may change it."""
    answer = answers.ask(model_of(texts(MISALIGNED)), "qualified_pipeline", on=DAY)
    assert [one.kind for one in answer.reasons] == [
        "several meanings",
        "disputed",
        "several sources",
        "source not fit for decisions",
        "unclear in the forecast",
        "may change in the freeze",
    ]
    words = "What exactly counts as qualified pipeline entering the forecast?"
    assert answers.ask(model_of(texts(MISALIGNED)), words, on=DAY) == answer


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (
            "systems: {crm: {owner: boss}}",
            "systems: {crm: {owner: boss, master_of: [deal]}, erp: {owner: boss, master_of: [deal]}}",
            "two-systems-of-record",
        ),
        ("boss: {function: sales,", "boss: {function: sales, level: team,", "owner-is-a-group"),
    ],
)
def test_what_stands_behind_an_answer_can_be_the_reason(before: str, after: str, rule: str) -> None:
    """The system that is right about its records, and the role that owns its wording."""
    assert before in MODEL
    assert rule in [one.rule for one in asked("how_much", MODEL.replace(before, after)).reasons]


def test_a_question_is_itself_whatever_another_says() -> None:
    """A question whose words are the id of another is no other: ids come first."""
    text = MODEL + "  trap: {text: question/how_much, answered_by: {definition: real_deal}}\n"
    assert asked("question/how_much", text).question == "question/how_much"
    found = answers.diagnose(model_of({"opmodel.yaml": "opmodel: 1\n", "model.yaml": text}), on=DAY)
    assert found.row("M21").state in State


def test_a_reason_of_some_records_says_for_which() -> None:
    """A variant that takes the owner away leaves those records without a single answer, and only those."""
    text = MODEL + (
        "dimensions: {region: {object: deal, values: {emea: {when: amount < 9}, rest: {when: amount >= 9}}}}\n"
        "variants: {emea_way: {scope: {region: emea},"
        " patch: {definitions: {real_deal: {version: 3, test: amount >= 1}}}}}\n"
    )
    said = asked("how_much", text)
    assert said.sentences[0] == "Real deal, version 2."
    assert said.sentences[-1] == "For region emea it reads otherwise; --scope shows how."
    text = text.replace("patch: {", "patch: {roles: {chief: {vacant: true}}, ")
    reasons = asked("how_much", text).reasons
    assert [(one.kind, "(only for region emea)" in one.text) for one in reasons] == [("no way to settle it", True)]


def test_a_number_without_a_formula_is_no_answer() -> None:
    """A derived number that nobody can work out answers nothing."""
    text = MODEL.replace("sum, kind: value, definition: real_deal, value: amount", "derived, kind: value")
    text = text.replace("systems:", "  deals_open: {aggregation: count, definition: real_deal, owner: boss}\nsystems:")
    assert "no formula anybody can follow" in [one.kind for one in asked("how_much", text).reasons]


def test_a_large_model_is_asked_quickly() -> None:
    """Typing slips are looked for once per word, not once per term: thousands of terms change nothing."""
    terms = "".join(
        f"  t{n}: {{term: Thing number {n} of many, object: deal, test: amount > {n}}}\n" for n in range(3000)
    )
    text = MODEL.replace("kpis:", terms + "kpis:", 1)
    words = " ".join(f"wrod{n}x" for n in range(60))
    with pytest.raises(UsageError):
        asked(words, text)


def test_a_test_that_cannot_be_read_is_not_called_missing() -> None:
    """What is written and not understood is said to be that, and nothing else."""
    reasons = asked("how_much", MODEL.replace("test: amount >= 5000", "test: amount => 5000")).reasons
    assert [one.rule for one in reasons] == ["condition-not-understood"]
    text = MODEL.replace("version: 2, owner: boss", "version: 2, owner: boss, approvers: {boss: 2026-1-5}")
    assert asked("how_much", text).unchecked == ("definition 'real_deal' says approvers, which could not be read",)


def test_a_word_with_two_meanings_is_answered_with_that() -> None:
    """Whoever asks for a word that two definitions define is told so, not asked for an id."""
    text = MODEL.replace(
        "kpis:",
        "  other: {term: MQL, version: 1, object: deal, test: amount > 1}\n"
        "  third: {term: MQL, version: 1, object: deal, test: amount > 9}\nkpis:",
        1,
    )
    assert "several meanings" in [one.kind for one in asked("MQL", text).reasons]


@pytest.mark.parametrize(
    ("absence", "text", "unsaid"),
    [
        ("", "definition 'real_deal' has no test, so people decide case by case what counts", True),
        ("unknown: [test], ", "nobody knows the test of definition 'real_deal', so people decide case by case", False),
        ("withheld: [test], ", "the test of definition 'real_deal' is kept elsewhere, so not everybody can read", True),
    ],
)
def test_what_nobody_wrote_is_told_from_what_nobody_knows(absence: str, text: str, unsaid: bool) -> None:
    """A model that is silent proves nothing against the company; one that says that nobody knows does."""
    answer = asked("how_much", MODEL.replace("object: deal, test: amount >= 5000", f"{absence}object: deal"))
    [reason] = [one for one in answer.reasons if one.kind == "no test anybody can run"]
    assert reason.text.startswith(text)
    assert reason.unsaid is unsaid


def test_what_could_not_be_looked_at_says_why() -> None:
    """Nobody knows the number, or it is kept elsewhere."""
    text = MODEL.replace("dataset: deals}", "unknown: [dataset]}")
    said = asked("how_much", text).unchecked
    assert "kpi 'open_value' says that nobody knows dataset" in said
