"""One pair of models for each row of the table of changes: what is found, its class and who must approve."""

import pytest

from opmodel.changes import Change
from tests.changes.company import changed, told

B, R, C, E = "breaking", "risky", "compatible", "editorial"
GOVERNANCE = "revops_lead"
PAY = "cfo coo vp_sales"
TRIAL = """\
  trial:
    type: open
    owner: ae
    probability: 40
    forecast_category: best_case
    sla: {within: 10d, on_breach: ladder}
"""
LEGAL = """\
stages: {legal: {type: open, owner: cfo}}
transitions:
  to_legal: {from: trial, to: legal, kind: advance}
"""
Pair = tuple[str, str]
Told = tuple[str, str, str, str]

SINGLE: list[tuple[Pair, Told]] = [
    (("probability: 40", "probability: 45"),
     ("stage/trial probability", B, "stage-order-or-outlook-changed", "ae cfo sdr vp_sales")),
    (("forecast_category: best_case", "forecast_category: commit"),
     ("stage/trial forecast_category", B, "stage-order-or-outlook-changed", "ae cfo sdr vp_sales")),
    (("stages: [lead, trial, offer, won, lost]", "stages: [lead, offer, trial, won, lost]"),
     ("lifecycle/new_business stages", B, "stage-order-or-outlook-changed", "ae cfo revops_lead vp_sales")),
    (("exit: [qualified]", "exit: [qualified, need_known]"),
     ("stage/lead exit.minimum", B, "stage-gate-changed", "ae cfo sdr")),
    (("owner: ae\n    probability: 40", "owner: csm\n    probability: 40"),
     ("stage/trial owner", B, "owner-moved-between-functions", "ae ceo csm")),
    (("owner: ae\n    probability: 40", "owner: sdr\n    probability: 40"),
     ("stage/trial owner", R, "owner-changed", "ae sdr")),
    (("ae: {function: sales,", "ae: {function: success,"),
     ("role/ae function", B, "role-moved-between-functions", "ceo vp_sales vp_success")),
    (("reports_to: vp_sales, headcount", "reports_to: sdr, headcount"),
     ("role/ae reports_to", R, "role-changed", "sdr vp_sales")),
    (("headcount: 8", "headcount: 9"), ("role/ae headcount", C, "added-or-planned", "")),
    (("lead: vp_success", "lead: csm"), ("function/success lead", R, "lead-changed", "ceo csm vp_success")),
    (("test: score >= 60", "test: score >= 70"),
     ("definition/qualified test", B, "definition-changed", "cfo vp_marketing vp_sales")),
    (("test: score >= 60", "test: not score < 60"), ("definition/qualified test", E, "said-otherwise", "")),
    (("test: need is not null", "test: need is not null and amount > 5"),
     ("criterion/need_known test", B, "definition-changed", "revops_lead vp_sales")),
    (("worth a call.", "worth two calls."),
     ("definition/qualified description", E, "definition-text", "vp_marketing")),
    (("description: We spoke.", "description: We met."),
     ("definition/talked description", R, "definition-text-without-test", "vp_sales")),
    (("    approvers: {vp_sales: 2026-02-02}\n", ""),
     ("definition/qualified approvers", R, "approval-withdrawn", "vp_marketing")),
    (("  lose: {from: any, to: lost, kind: lose}\n", ""), ("transition/lose", B, "way-removed", "ae sdr")),
    ((", reject_to: lead", ""), ("transition/accept_lead accept.reject_to", B, "way-removed", "ae sdr")),
    (("criteria: [need_known]", "criteria: [need_known, qualified]"),
     ("transition/accept_lead accept.criteria", B, "acceptance-changed", "ae sdr")),
    (("{field: need, required: true}", "{field: need}"),
     ("transition/accept_lead payload.need.required", R, "move-changed", "ae sdr")),
    (("sla: {within: 2d}", "sla: {within: 1d}"), ("transition/accept_lead sla.within", R, "time-limit-changed", "ae")),
    (("sla: {within: 2d}", "sla: {within: 3d}"), ("transition/accept_lead sla.within", R, "time-limit-changed", "sdr")),
    (("    sla: {within: 2d}\n", ""), ("transition/accept_lead sla", R, "time-limit-changed", "sdr")),
    (("value: amount, owner", "value: amount, filter: amount > 10, owner"),
     ("kpi/revenue filter", B, "kpi-changed", "ae cfo vp_sales vp_success")),
    (("table: deals", "table: sales"), ("dataset/deals table", R, "dataset-changed", "cfo revops_lead")),
    (("value: 900", "value: 800"),
     ("kpi/revenue target.value", B, "shared-revenue-measure-lowered", "ae ceo cfo vp_sales vp_success")),
    (("value: 900", "value: 1000"), ("kpi/revenue target.value", R, "target-changed", "ae cfo vp_sales vp_success")),
    (("north_star: revenue", "north_star: leads"),
     ("manifest model.north_star", B, "shared-revenue-measure-lowered", "ceo revops_lead")),
    (("12-31}, measures: {revenue: {weight: 100", "12-31}, measures: {revenue: {weight: 90"),
     ("incentive/plan_ae measures.revenue.weight", B, "pay-changed-in-running-period", f"ceo {PAY}")),
    (("12-31}, measures: {revenue: {weight: 100, cap: 200", "12-31}, measures: {revenue: {weight: 100, cap: 150"),
     ("incentive/plan_ae measures.revenue.cap", B, "pay-changed-in-running-period", PAY)),
    (("01-01}, measures: {revenue: {weight: 100, cap: 200", "01-01}, measures: {revenue: {weight: 100, cap: none"),
     ("incentive/plan_next measures.revenue.cap", R, "pay-changed", PAY)),
    (("to: 2026-12-31}", "to: 2027-03-31}"), ("incentive/plan_ae effective.to", R, "pay-changed", PAY)),
    (("to: 2026-12-31}", "to: 2026-10-31}"),
     ("incentive/plan_ae effective.to", B, "pay-changed-in-running-period", PAY)),
    (("{leads: {weight: 100}}", "{leads: {weight: 100, cliff: true}}"),
     ("incentive/plan_marketing measures.leads.cliff", B, "pay-changed-in-running-period", "cfo coo vp_marketing")),
    (("decide: vp_sales, within", "decide: cfo, within"),
     ("decision/discount decide", B, "decision-right-moved", "ceo cfo vp_sales")),
    ((", escalate: {to: ladder}", ""), ("decision/discount escalate", B, "decision-right-moved", "ceo vp_sales")),
    (("ends_with: ceo", "ends_with: cfo"),
     ("escalation/ladder ends_with", B, "decision-right-moved", "ceo cfo vp_sales")),
    (("{recommend: ae, decide", "{recommend: sdr, decide"),
     ("decision/discount recommend", R, "decision-changed", "vp_sales")),
    (("{from: ae, to: marketer", "{from: sdr, to: marketer"),
     ("feedback/lead_quality from", B, "feedback-removed", "ae marketer sdr")),
    (("every: 2w", "every: 4w"), ("feedback/lead_quality every", R, "feedback-changed", "ae marketer")),
    (("chair: vp_sales, att", "chair: cfo, att"),
     ("cadence/pipeline_review chair", B, "owner-moved-between-functions", "ceo cfo vp_sales")),
    (("every: 1w, chair", "every: 2w, chair"), ("cadence/pipeline_review every", R, "changed", "vp_sales")),
    (("fail_on: warning", "fail_on: never"), ("manifest check.fail_on", B, "governance-weakened", GOVERNANCE)),
    (("fail_on: warning", "fail_on: note"), ("manifest check.fail_on", R, "governance-changed", GOVERNANCE)),
    (("profile: recommended", "profile: core"), ("manifest check.profile", B, "governance-weakened", GOVERNANCE)),
    (("stage-without-owner: error", "stage-without-owner: off"),
     ("manifest check.rules.stage-without-owner.level", B, "governance-weakened", GOVERNANCE)),
    (("finance: cfo, ", ""), ("manifest model.approvers.finance", B, "governance-weakened", GOVERNANCE)),
    (("governance: revops_lead", "governance: ae"),
     ("manifest model.approvers.governance", B, "governance-weakened", GOVERNANCE)),
    (("blocks: [stages]", "blocks: []"), ("manifest model.freeze.blocks", B, "governance-weakened", GOVERNANCE)),
    (("email: cfo@acme", "email: me@acme"), ("role/cfo contact.email", B, "governance-weakened", GOVERNANCE)),
    (("name: Acme", "name: Acme Inc"), ("manifest model.name", E, "words-changed", "")),
]  # fmt: skip


@pytest.mark.parametrize(("pair", "expected"), SINGLE, ids=[told[0] + f" {at}" for at, (_, told) in enumerate(SINGLE)])
def test_one_change(pair: Pair, expected: Told) -> None:
    """What one edit comes to, and nothing else is found."""
    assert [told(one) for one in changed(pair).found] == [expected]


def test_stage_removed() -> None:
    """A stage that goes is one change beside those of the moves that led there; its path is not told again."""
    found = changed(
        ("[lead, trial, offer, won, lost]", "[lead, offer, won, lost]"),
        (TRIAL, ""),
        ("from: lead\n    to: trial", "from: lead\n    to: offer"),
        ("  make_offer: {from: trial, to: offer, kind: advance}\n", ""),
    )
    assert [told(one) for one in found.found] == [
        ("stage/trial", B, "stage-removed", "ae cfo sdr vp_sales"),
        ("transition/accept_lead to", B, "way-removed", "ae sdr"),
        ("transition/make_offer", B, "way-removed", "ae"),
    ]
    assert found.found[0].reached.stages == ("stage/lead", "stage/offer")


def test_stage_added() -> None:
    """A stage inside a path that is in use is risky, and so is handing records to other people."""
    found = changed(("[lead, trial, offer, won, lost]", "[lead, trial, legal, offer, won, lost]"), more=LEGAL)
    assert [told(one) for one in found.found] == [
        ("stage/legal", R, "stage-added", "ae cfo vp_sales"),
        ("transition/to_legal", R, "handoff-added", "ae cfo"),
    ]


def test_feedback_removed() -> None:
    """A loop that goes asks both ends."""
    loop = "feedback:\n  lead_quality: {from: ae, to: marketer, about: accept_lead, fields: [need], every: 2w}\n"
    assert [told(one) for one in changed((loop, "")).found] == [
        ("feedback/lead_quality", B, "feedback-removed", "ae marketer")
    ]


def test_what_is_added_breaks_nothing() -> None:
    """New things are compatible; a plan for a time to come asks those who answer for pay."""
    more = (
        "kpis: {churn: {aggregation: ratio}}\nincentives: {plan_csm: {payee: csm, measures: {churn: {weight: 100}}}}\n"
    )
    assert [told(one) for one in changed(more=more).found] == [
        ("incentive/plan_csm", R, "pay-changed", "cfo coo vp_success"),
        ("kpi/churn", C, "added-or-planned", ""),
    ]


TURNED = [
    ("score >= 70", "tightened: a deal with score 60 was a Qualified lead and no longer is"),
    ("score >= 50", "loosened: a deal with score 50 was not a Qualified lead and now is"),
    (
        "score >= 50 and country = 'US'",
        "tightened and loosened: a deal with score 60 and country empty was a Qualified lead and no longer is; "
        "a deal with score 50 and country 'US' was not a Qualified lead and now is",
    ),
]


@pytest.mark.parametrize(("test", "note"), TURNED)
def test_tightened_or_loosened(test: str, note: str) -> None:
    """A definition says with a record which way it was turned."""
    (change,) = changed(("test: score >= 60", f"test: {test}")).found
    assert change.note == note


def _only(pair: Pair) -> Change:
    (change,) = changed(pair).found
    return change


def test_reach() -> None:
    """A definition reaches the stage, the KPI, the plan and the people that hang on it."""
    reached = _only(("test: score >= 60", "test: score >= 70")).reached
    assert reached.stages == ("stage/lead",)
    assert reached.kpis == ("kpi/leads",)
    assert reached.incentives == ("incentive/plan_marketing",)
    assert reached.roles == ("role/marketer", "role/sdr", "role/vp_marketing")
    board = _only(("value: amount, owner", "value: amount, filter: amount > 10, owner")).reached
    assert board.dashboards == ("dashboard/board",)


def test_audiences() -> None:
    """What changes for a function is what its people answer for, work by, earn or must approve."""
    assert _only(("test: score >= 60", "test: score >= 70")).audiences == ("finance", "marketing", "sales")
    assert _only(("every: 2w", "every: 4w")).audiences == ("marketing", "sales")


def test_what_nobody_can_waive() -> None:
    """Pay in a running period cannot be waived, and whoever weakens a check is not who approves that."""
    pay = _only(
        ("12-31}, measures: {revenue: {weight: 100, cap: 200", "12-31}, measures: {revenue: {weight: 100, cap: 9")
    )
    assert (pay.waivable, pay.not_by_author) == (False, False)
    weaker = _only(("fail_on: warning", "fail_on: never"))
    assert (weaker.waivable, weaker.not_by_author) == (True, True)
