"""A row holds only where what it is about occurs: rules count what they judge, not what they walk past."""

import pytest

from opmodel import answers
from opmodel.diagnosis import State
from tests.models.folders import DAY, model_of
from tests.rules.examples import Example, examples, strict

ONE_SELLER = """
functions: {sales: {lead: founder}}
roles:
  founder: {function: sales, level: executive}
  seller: {function: sales, level: individual, reports_to: founder, levers: [discount], quota_carrying: true}
objects: {deal: {owner: founder, fields: {goal: {type: text}}}}
levers: {discount: {name: Discount}}
kpis: {bookings: {aggregation: sum, kind: outcome, good: up, owner: founder}}
influences: {discount: {bookings: +strong}}
incentives:
  plan_seller: {payee: seller, measures: {bookings: {weight: 100}}}
crediting:
  signature: {event: offer, splits: [{to: seller, percent: 100}]}
lifecycles: {sale: {object: deal, owner: founder, stages: [pitch, offer, lost], entries: [{stage: pitch}]}}
stages:
  pitch: {type: open, owner: seller, side: acquisition}
  offer: {type: open, owner: seller}
  lost: {type: lost}
transitions:
  make_offer: {from: pitch, to: offer, kind: advance, payload: {goal: {field: goal}}}
  lose: {from: [pitch, offer], to: lost, kind: lose}
promises: {answer: {claim: An answer within a day, kept_by: {role: seller}, proven_by: bookings}}
capacities:
  selling: {role: seller, unit: deal, per_head: 30, demand: {from: make_offer, per_month: 10, duration: 1mo}}
"""

WITHOUT_SUBJECT = {
    "M33": "one plan: nobody to be paid apart from",
    "M42": "one plan: one definition of success cannot differ from another",
    "M43": "one plan: no other that it could punish",
    "M44": "nobody brings records that another function closes",
    "M60": "no stage in which records are set aside",
    "M63": "no handoff, so there are no two sides",
    "M76": "nothing is won, so nothing goes on",
    "M77": "nothing is won, so nothing goes on",
    "M78": "nobody delivers",
    "M79": "nothing is handed over with what was promised",
    "M80": "no two leaders are paid",
    "M88": "one plan: nobody to work against",
}
"""Rows of which the model of one seller has no subject, and why."""


def test_a_row_does_not_hold_where_its_subject_does_not_occur() -> None:
    """One seller with one plan and one way to sell: no second side, no handoff, no end, no leaders."""
    found = answers.diagnose(model_of({"opmodel.yaml": "opmodel: 1\n", "model.yaml": ONE_SELLER}), on=DAY)
    assert {name: found.row(name).state for name in WITHOUT_SUBJECT} == dict.fromkeys(WITHOUT_SUBJECT, State.UNCHECKED)


SPEAKING = [one for one in examples() if one.heading.startswith("Bad") and one.rule.page.rows]


@pytest.mark.parametrize("bad", SPEAKING, ids=[one.name for one in SPEAKING])
def test_a_rule_that_speaks_has_judged_something(bad: Example, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a finding is about counts as checked."""
    outcome = strict(bad.load(tmp_path_factory.mktemp("bad")), bad.rule, bad.history).outcomes[0]
    assert outcome.checked or not outcome.findings
