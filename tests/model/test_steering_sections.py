"""Levers, tensions, crediting and capacities: what they hold, what they refer to, and what cannot stand in them."""

from datetime import date

import pytest

from opmodel.model import Model
from opmodel.model.sections.capacities import Capacity
from opmodel.model.sections.crediting import CreditAs, Crediting
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.levers import Lever
from opmodel.model.sections.roles import Role
from opmodel.model.sections.tensions import Tension
from opmodel.model.values import Duration
from tests.model.models import model, one, place

HEAD = (
    "roles: {ae: {}, csm: {}, cro: {}}\nkpis: {arr: {aggregation: sum}, churn: {aggregation: ratio}}\n"
    "levers: {prices: {timing: true}, calls: {description: who is called}}\n"
)
JOURNEY = (
    "objects: {deal: {fields: {met_at: {type: date}, size: {type: integer}}}}\n"
    "lifecycles: {sales: {object: deal, stages: [talk, won]}}\nstages: {talk: {type: open}, won: {type: won}}\n"
    "transitions: {sign: {from: talk, to: won, kind: advance}}\n"
)


def _edges(found: Model, source: str) -> list[tuple[str, str]]:
    assert found.faults == ()
    return [(link.edge, link.target) for link in found.links if link.source == source]


def test_levers_are_entrusted_to_roles() -> None:
    """A role moves levers by its own decision, and a KPI it sets directly may stand for one."""
    found = model(HEAD.replace("ae: {}", "ae: {levers: [calls, arr]}"))
    assert _edges(found, "role/ae") == [("entrusted_with", "lever/calls"), ("entrusted_with", "kpi/arr")]
    role, prices, calls = found.get(Role, "ae"), found.get(Lever, "prices"), found.get(Lever, "calls")
    assert role is not None
    assert prices is not None
    assert calls is not None
    assert (role.levers, prices.timing, calls.timing) == (("calls", "arr"), True, False)


TENSION = (
    "tensions:\n  t: {rule: opposed-incentives, between: [ae, csm], kpi: prices, rationale: r, arbiter: cro, "
    "guardrail: churn, review_by: 2027-06-30}\n"
)


def test_a_tension_names_its_parties_and_its_end() -> None:
    """What is contested may be a KPI or a lever."""
    found = model(HEAD + TENSION)
    assert _edges(found, "tension/t") == [
        ("held_between", "role/ae"),
        ("held_between", "role/csm"),
        ("about", "lever/prices"),
        ("settled_by", "role/cro"),
        ("watched_by", "kpi/churn"),
    ]
    tension = found.get(Tension, "t")
    assert tension is not None
    assert (tension.rule, tension.between, tension.review_by) == (
        "opposed-incentives",
        ("ae", "csm"),
        date(2027, 6, 30),
    )


@pytest.mark.parametrize(("between", "count"), [("[ae]", 1), ("[ae, csm, cro]", 3), ("[]", 0)])
def test_a_tension_is_between_two(between: str, count: int) -> None:
    """One role has no conflict with itself, and three have three conflicts."""
    fault = one(HEAD + TENSION.replace("[ae, csm]", between), "wrong-type")
    assert fault.message == f"tension 't': between must be a list of 2, and it has {count}"
    assert place(fault) == (5, 42)


def test_a_tension_without_its_reasons_cannot_be_understood() -> None:
    """Everything but the KPI is needed to accept a conflict."""
    fault = one(HEAD + "tensions: {t: {kpi: arr}}", "missing-key")
    assert fault.message == ("tension 't' lacks 'rule', 'between', 'rationale', 'arbiter', 'guardrail' and 'review_by'")


def test_crediting_says_who_earns_what() -> None:
    """Shares, windows and the winner are about the date columns of the event's object."""
    found = model(
        HEAD + JOURNEY + "escalations: {up: {steps: [{role: cro}]}}\ncrediting: {c: {event: sign, splits: "
        "[{to: ae, percent: 60, as: credit, quota_relief: 50}, {to: cro, as: rollup}], winner: {latest: met_at}, "
        "windows: {met_at: 90d}, exclusive: false, disputes: up}}\n"
        "incentives: {p: {payee: ae, measures: {arr: {weight: 100, credit: c}}}}\n"
    )
    assert _edges(found, "crediting/c") == [
        ("earned_by", "transition/sign"),
        ("credits", "role/ae"),
        ("credits", "role/cro"),
        ("escalates_to", "escalation/up"),
    ]
    assert ("credited_by", "crediting/c") in _edges(found, "incentive/p")
    crediting, plan = found.get(Crediting, "c"), found.get(Incentive, "p")
    assert crediting is not None
    assert plan is not None
    assert [(one.to, one.percent, one.as_, one.quota_relief) for one in crediting.splits] == [
        ("ae", 60, CreditAs.CREDIT, 50),
        ("cro", None, CreditAs.ROLLUP, None),
    ]
    assert [(one.column.text, one.within) for one in crediting.windows] == [("met_at", Duration(90, "d"))]
    assert plan.measures[0].credit == "c"


def test_columns_of_crediting_are_judged() -> None:
    """A window or winner over a column that the event's object does not have is found at its name."""
    fault = one(HEAD + JOURNEY + "crediting: {c: {event: sign, windows: {meat_at: 90d}}}", "unknown-column")
    assert place(fault) == (8, 40)
    fault = one(HEAD + JOURNEY + "crediting: {c: {event: won, winner: {latest: meat_at}}}", "unknown-column")
    assert place(fault) == (8, 46)


def test_a_capacity_sets_what_arrives_against_what_can_be_carried() -> None:
    """Amounts may be ranges or differ by a dimension; what arrives is one source or several."""
    text = (
        "dimensions: {segment: {object: deal, values: {small: {when: size < 9 or size is null}, "
        "large: {when: size >= 9}}}}\n"
        "capacities: {book: {role: csm, unit: deal, per_head: {by: segment, small: 50, large: 8..12}, max: 60, "
        "must: met_at is not null, headcount: 2.5, utilization: 80, ramp: [{month: 1, percent: 30}], "
        "assumptions: {meetings_a_week: 4}, demand: DEMAND}}\n"
    )
    single = "{from: sign, per_month: ~4, duration: 3y}"
    for demand in (single, f"[{single}, {{from: arr}}]"):
        found = model(HEAD + JOURNEY + text.replace("DEMAND", demand))
        edges = _edges(found, "capacity/book")
        assert edges[:2] == [("carried_by", "role/csm"), ("about", "object/deal")]
        assert ("loaded_by", "transition/sign") in edges
        book = found.get(Capacity, "book")
        assert book is not None
        assert (str(book.per_head), str(book.max), book.headcount) == ("small 50, large 8..12", "60", 2.5)
        assert (book.assumptions[0].name, book.assumptions[0].value) == ("meetings_a_week", 4)
        assert (str(book.demand[0].per_month), str(book.demand[0].duration)) == ("~4", "3y")


def test_what_a_carried_record_must_meet_is_about_the_unit() -> None:
    """The condition is judged against the columns of the object that is carried."""
    fault = one(HEAD + JOURNEY + "capacities: {b: {role: csm, unit: deal, must: siez > 3}}", "unknown-column")
    assert (place(fault), fault.help) == ((8, 47), "did you mean 'size'?")
