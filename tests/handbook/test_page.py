"""What a page says: absences, disputes, who answers, and what hangs on an entity by something between."""

import pytest

from opmodel.errors import UsageError
from opmodel.graph import Graph
from opmodel.handbook import FINDINGS, page_of, pointed_at
from tests.handbook.pages import page, told
from tests.models.folders import DAY, MISALIGNED, judged, model_of, texts

SALE = """
roles: {ae: {name: Account executive}, sdr: {}, csm: {is_a: helper}, helper: {}}
objects: {deal: {owner: ae, fields: {stage: {type: stage}, amount: {type: money}}}}
lifecycles: {sale: {object: deal, owner: ae, stages: [fresh, talking, lost]}}
definitions:
  real: {term: Real deal, version: 2, owner: ae, object: deal, test: amount > 5, none: {approvers: two people only}}
stages:
  fresh: {type: open, owner: sdr, withheld: [probability]}
  talking:
    type: open
    definition: real
    stall: {after: 30d, none: {warn: the board shows it}}
    statements:
      - {field: stall.after, says: 6w, by: sdr, text: six weeks is fair}
  lost: {type: lost}
transitions:
  start: {from: fresh, to: talking, kind: handoff, sla: {within: 2bh, kpi: speed}}
  lose: {from: any, to: lost, kind: lose}
kpis:
  speed: {aggregation: duration, good: down}
  deals: {aggregation: count, definition: real, good: up}
incentives:
  plan: {payee: sdr, measures: {deals: {weight: 40}, speed: {weight: 60}}}
  help: {payee: helper, measures: {speed: {rate: 3}}}
feedback: {calls: {from: ae, to: sdr, about: start, fields: [amount]}}
"""


def test_own_lines() -> None:
    """Who answers comes from the lifecycle, amounts stand as written, absences and disputes are said."""
    assert told(page(SALE, "stage/talking"))["as written"] == [
        "owner: Account executive (ae), who answers for Sale",
        "type: open",
        "definition: Real",
        "stall",
        "after: 30d",
        "warn: none on purpose: the board shows it",
        "statements: field stall.after, says 6w, text six weeks is fair, by SDR",
    ]
    assert "probability: kept elsewhere" in told(page(SALE, "stage/fresh"))["as written"]
    assert "approvers: none on purpose: two people only" in told(page(SALE, "definition/real"))["as written"]
    assert "dataset: not written" in told(page(SALE, "kpi/speed"))["as written"]


def test_what_it_names_is_told_in_short() -> None:
    """A definition is told with its test."""
    said = told(page(SALE, "stage/talking"))["what it names"]
    assert said == ["defined by: Real: owner Account executive (ae), term Real deal, version 2, test amount > 5"]


def test_moves_with_their_clocks() -> None:
    """Moves stand with what they need, also one from any stage."""
    assert told(page(SALE, "stage/talking"))["transitions"] == [
        "enters: Start: from Fresh, kind handoff, sla within 2bh",
        "leaves: Lose: from any, to Lost, kind lose",
    ]


def test_what_hangs_on_it() -> None:
    """Its KPIs, who is paid on them and what is told about its moves are found through what is between."""
    found = told(page(SALE, "stage/talking"))
    assert found["kpis"] == [
        "through Real: Deals: aggregation count, good up",
        "through Start: Speed: aggregation duration, good down",
    ]
    assert found["incentives"] == ["through Deals: Plan: weight 40%", "through Speed: Help: rate 3"]
    assert found["feedback"] == [
        "through Start: Calls: from Account executive (ae), to SDR, about Start, fields amount"
    ]


def test_kinds_of_a_role_have_its_plan() -> None:
    """The plan of a general role is that of its kinds."""
    assert told(page(SALE, "role/csm"))["incentives"] == [
        "through Helper: Help: payee Helper, measures (Speed (rate 3))"
    ]


def test_what_holds_because_another_says_it() -> None:
    """A role has the function of its general role, and answers for the stages of its lifecycle that name nobody."""
    text = SALE.replace("helper: {}", "helper: {function: care}") + "functions: {care: {}}\n"
    assert "function: Care, that of Helper" in told(page(text, "role/csm"))["as written"]
    assert told(page(SALE, "role/ae"))["stages"] == [
        "through Sale: Lost: type lost",
        "through Sale: Talking: type open",
    ]


def test_a_part_that_is_over_says_so() -> None:
    """A measure of other days stands on the page of its plan, and not on that of its KPI."""
    text = SALE.replace("speed: {weight: 60}", "speed: {weight: 60, effective: {to: 2025-12-31}}")
    said = told(page(text, "incentive/plan"))["as written"]
    assert "Deals: weight 40%" in said
    assert "Speed: weight 60%, effective (to 2025-12-31) (not in force)" in said
    assert told(page(text, "kpi/speed"))["incentives"] == ["paid on: Help: rate 3"]


def test_chapters_stand_in_the_order_of_the_trade() -> None:
    """First the way, then what is meant and measured, then money."""
    titles = list(told(page(SALE, "stage/talking")))
    assert titles == ["as written", "what it names", "lifecycles", "transitions", "kpis", "incentives", "feedback"]


def test_influences_are_told_by_entry() -> None:
    """A section whose entries are a map from ids is written like others."""
    text = "levers: {push: {}}\nkpis: {a: {aggregation: sum}}\ninfluences: {push: {a: {effect: +strong, lag: 3mo}}}\n"
    assert told(page(text, "influence/push"))["as written"] == ["A: effect +strong, lag 3mo"]
    assert told(page(text, "kpi/a"))["influences"] == ["felt by: Push: effect +strong, lag 3mo"]
    assert told(page(text, "lever/push"))["influences"] == ["exerted by: Push: A (effect +strong, lag 3mo)"]


def test_findings_stand_at_the_end() -> None:
    """What a check finds about an entity, and about the pay of a role, is told with how bad it is."""
    model = model_of(texts(MISALIGNED)).resolve(DAY)
    found = judged(model).findings
    one = next(each for each in found if each.rule == "opposed-incentives")
    for ref in (one.entity, f"role/{one.roles[0]}"):
        chapter = page_of(model.entities[ref], Graph(model), found).chapters[-1]
        assert chapter.title == FINDINGS
        assert f"{one.rule}: {one.message}" in [line.text for line in chapter.lines]
        assert {line.label.partition(" ")[0] for line in chapter.lines} <= {"error", "warning", "note"}


@pytest.mark.parametrize(
    ("word", "ref"),
    [
        ("stage/talking", "stage/talking"),
        ("stages/talking", "stage/talking"),
        ("talking", "stage/talking"),
        ("Account executive", "role/ae"),
        ("account EXECUTIVE", "role/ae"),
    ],
)
def test_pointing(word: str, ref: str) -> None:
    """An entity is meant by its reference, its id or what people call it."""
    model = model_of({"opmodel.yaml": "opmodel: 1\n", "a.yaml": SALE})
    assert pointed_at(word, model, DAY, model).ref == ref


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("talkin", "nothing is called 'talkin'; did you mean 'talking'?"),
        ("stage/lots", "did you mean 'stage/lost'?"),
        ("zzz", "write it like stage/evaluation"),
        ("both", "'both' is the name of several: kpi/both and lever/both; write which one"),
        ("kpi/bad", "kpi/bad is written and could not be understood"),
        ("gone", "kpi/gone is not there on 2026-11-21"),
    ],
)
def test_pointing_at_nothing(word: str, said: str) -> None:
    """A name that nothing has, or several, is said with what may be meant."""
    more = "levers: {both: {}}\n" + SALE.replace(
        "kpis:\n", "kpis:\n  both: {aggregation: sum}\n  bad: {aggregation: x}\n"
    )
    more = more.replace("kpis:\n", "kpis:\n  gone: {aggregation: sum, effective: {to: 2020-01-01}}\n")
    model = model_of({"opmodel.yaml": "opmodel: 1\n", "a.yaml": more})
    with pytest.raises(UsageError) as refused:
        pointed_at(word, model.resolve(DAY), DAY, model)
    assert said in str(refused.value)


def test_an_effect_gives_way_to_what_it_is_of() -> None:
    """The id of an influence is that of a KPI, which is what people mean."""
    text = "kpis: {a: {aggregation: sum}, b: {aggregation: sum}}\ninfluences: {a: {b: +strong}}\n"
    model = model_of({"opmodel.yaml": "opmodel: 1\n", "a.yaml": text})
    assert pointed_at("a", model, DAY, model).ref == "kpi/a"
