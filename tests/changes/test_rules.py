"""What counts as a change at all, under which name, for whom, and how it is told again."""

from dataclasses import replace

import pytest

from opmodel.changes import Kept, Weight, diff, kept_of
from opmodel.engine import Kind, Suppression
from opmodel.finding import Span
from tests.changes.company import DAY, acme, changed, told, who

VARIANT = (
    "variants: {small: {scope: {segment: small}, patch: {stages: {offer: {owner: csm}, trial: {probability: 50}}}}}\n"
)


def test_draft_is_exempt() -> None:
    """Nobody works by a draft, so nobody need approve it; the day it is no draft any more it counts as new."""
    draft = "definitions: {fit: {term: Fit, state: draft, owner: vp_sales, object: deal, test: amount > 5}}\n"
    (new,) = changed(more=draft).found
    assert told(new) == ("definition/fit", "editorial", "draft", "")
    before = acme(more=draft)
    (other,) = diff(before, acme(more=draft.replace("amount > 5", "amount > 9")), DAY).found
    assert (other.kind, other.approvers) == ("draft", ())
    (live,) = diff(before, acme(more=draft.replace("state: draft, ", "")), DAY).found
    assert (live.message, live.weight) == ("definition 'fit' is no draft any more", Weight.COMPATIBLE)


def test_deprecated_with_a_last_day_may_go() -> None:
    """What was announced to go by now goes without anybody's approval; a day before that it does not."""
    old = "transitions: {skip: {from: lead, to: offer, kind: advance, state: deprecated, sunset: 2026-11-20}}\n"
    (gone,) = diff(acme(more=old), acme(), DAY).found
    assert told(gone) == ("transition/skip", "compatible", "retired", "")
    (early,) = diff(acme(more=old.replace("11-20", "11-30")), acme(), DAY).found
    assert early.kind == "way-removed"


def test_renamed() -> None:
    """An id changes by `formerly` alone: what names it is unchanged, and values below it are compared."""
    pairs = (
        ("  qualified:\n    term", "  ready:\n    formerly: [qualified]\n    term"),
        ("exit: [qualified]", "exit: [ready]"),
        ("definition: qualified", "definition: ready"),
    )
    (one,) = changed(*pairs).found
    assert told(one) == ("definition/ready", "editorial", "words-changed", "")
    assert one.message == "definition 'ready' was called 'qualified'"
    back = diff(acme(*pairs), acme(), DAY)
    assert [each.message for each in back.found] == ["definition 'qualified' was called 'ready'"]
    without = changed(*((old, new.replace("    formerly: [qualified]\n", "")) for old, new in pairs))
    assert {each.kind for each in without.found} >= {"definition-changed", "kpi-changed", "stage-gate-changed"}


def test_only_for_a_variant() -> None:
    """What a variant changes is told as a change for its records alone."""
    found = changed(more=VARIANT).found
    assert [(one.entity, one.path, one.scopes) for one in found] == [
        ("stage/trial", "probability", ("segment small",)),
        ("stage/offer", "owner", ("segment small",)),
    ]
    both = diff(acme(more=VARIANT), acme(("probability: 40", "probability: 45"), more=VARIANT), DAY).found
    assert [(one.entity, one.path, one.scopes) for one in both] == [("stage/trial", "probability", ())]


def test_nobody_is_named() -> None:
    """An approver that the manifest names nobody for is said as such, and the new model cannot name one."""
    before = acme(("forecast: vp_sales, ", ""))
    (one,) = diff(
        before, acme(("forecast: vp_sales", "forecast: ae"), ("probability: 40", "probability: 41")), DAY
    ).found[:1]
    assert [who.reasons for who in one.approvers if who.is_missing] == [("forecast owner",)]


def test_nobody_moves_in_for_an_approver() -> None:
    """A request that calls the governance owner vacant and reports it to somebody else asks the owner all the same."""
    vacant = (
        "revops_lead: {function: revops, reports_to: ceo}",
        "revops_lead: {function: revops, reports_to: ae, vacant: true}",
    )
    found = changed(("fail_on: warning", "fail_on: never"), vacant)
    (weaker,) = (one for one in found.found if one.entity == "manifest")
    assert ([one.role for one in weaker.approvers], found.owner.role) == (["revops_lead"], "revops_lead")


def test_who_stands_in() -> None:
    """A queue is approved for by who works it, a vacant role by who leads it."""
    desk = "desk: {function: sales, level: queue, held_by: ae}"
    people = f"roles: {{{desk}, gone: {{function: sales, reports_to: vp_sales, vacant: true}}}}\n"
    for owner, who_agrees in (("desk", "ae csm"), ("gone", "csm vp_sales")):
        owned = f"{people}responsibilities: {{check: {{owner: {owner}}}}}\n"
        (one,) = diff(acme(more=owned), acme(more=owned.replace(f"owner: {owner}", "owner: csm")), DAY).found
        assert set(who(one).split()) >= set(who_agrees.split())


def test_contact() -> None:
    """An approver is reached as the old model says."""
    found = changed(("email: cfo@acme", "email: me@acme"), ("probability: 40", "probability: 41"))
    (outlook,) = (one for one in found.found if one.entity == "stage/trial")
    (cfo,) = (one for one in outlook.approvers if one.role == "cfo")
    assert cfo.contact == {"email": "cfo@acme.example"}


def test_owner_of_the_model() -> None:
    """Who answers for the old model approves everything."""
    found = changed(("owner: revops_lead\n  north", "owner: ae\n  north"))
    assert found.owner.role == "revops_lead"
    assert [told(one)[1:] for one in found.found] == [("risky", "governance-changed", "revops_lead")]


def test_fingerprint_stays_while_the_change_is_identical() -> None:
    """An approval carries over to later commits: other changes and other wording do not touch it."""
    one = changed(("test: score >= 60", "test: score >= 70")).found[0]
    more = changed(("test: score >= 60", "test:   score>=70"), ("headcount: 8", "headcount: 9"))
    other = changed(("test: score >= 60", "test: score >= 71")).found[0]
    assert one.fingerprint in {each.fingerprint for each in more.found}
    assert other.fingerprint != one.fingerprint


def test_what_keeps_findings_silent() -> None:
    """A suppression or baseline entry that comes is a weakening, a policy is one when it goes or reads otherwise."""
    span = Span("baseline.json", 3, 1, 3, 9)
    silence, policy = Kept("baseline", "ab12", "stage-without-owner of stage/trial", span), Kept("policy", "p", "a > 1")
    model = acme()
    found = diff(model, model, DAY, kept=((policy,), (silence,))).found
    assert [told(one) for one in found] == [
        ("baseline/ab12", "breaking", "governance-weakened", "revops_lead"),
        ("policy/p", "breaking", "governance-weakened", "revops_lead"),
    ]
    assert found[0].message == "baseline 'ab12' is new: stage-without-owner of stage/trial"
    fewer = diff(model, model, DAY, kept=((silence,), (policy,))).found
    assert {one.weight for one in fewer} <= {Weight.COMPATIBLE, Weight.RISKY}
    (softer,) = diff(model, model, DAY, kept=((policy,), (replace(policy, text="a > 0"),))).found
    assert softer.kind == "governance-weakened"


def test_suppressions_of_a_model() -> None:
    """A comment and an entry of a baseline are weakenings when they come; a waiver is told as what it is."""
    spot = Span("a.yaml", 2, 1, 2, 9)
    comment = Suppression(Kind.COMMENT, spot, (("a.yaml", 3),), "owner: ae", ("two-owners",), "soon", "ceo", DAY)
    entry = Suppression(Kind.BASELINE, spot, (("fingerprint", "ab"),), "ab", ("two-owners",), entity="stage/trial")
    waiver = replace(comment, kind=Kind.WAIVER, entity="waiver/x")
    model = acme()
    found = diff(model, model, DAY, kept=((), kept_of((comment, entry, waiver)))).found
    assert [(one.entity, one.weight, one.after) for one in found] == [
        ("baseline/two-owners / ab", Weight.BREAKING, spot),
        ("suppression/two-owners / owner: ae", Weight.BREAKING, spot),
    ]
    assert found[1].message.endswith("is new: two-owners of owner: ae by ceo until 2026-11-21: soon")


LIMITS = [
    ("suppressions: {max_days: 365}", "breaking"),
    ("suppressions: {max_days: 90}", "compatible"),
    ("suppressions: {require_until: false}", "breaking"),
    ("incentives: {error_percent: 90}", "breaking"),
    ("mandatory: two-owners", "compatible"),
]


@pytest.mark.parametrize(("text", "weight"), LIMITS)
def test_settings_that_are_added(text: str, weight: str) -> None:
    """What is added to the settings may let more pass than what holds where nothing is said."""
    (one,) = changed(("fail_on: warning,", f"fail_on: warning, {text},")).found
    assert one.weight == weight


def test_a_list_of_one() -> None:
    """A single name and a list of it are the same settings; a list that loses a name is weakened."""
    lone = ("fail_on: warning,", "fail_on: warning, mandatory: two-owners,")
    listed = ("fail_on: warning,", "fail_on: warning, mandatory: [two-owners],")
    assert diff(acme(lone), acme(listed), DAY).found == ()
    (gone,) = diff(acme(listed), acme(), DAY).found
    assert gone.kind == "governance-weakened"


WAIVER = """\
waivers:
  no_clock: {rule: stage-without-time-limit, target: stage/offer, reason: soon, approved_by: ceo, until: 2027-03-31}
"""


def test_waivers() -> None:
    """A waiver that comes or lasts longer is a weakening; one that goes, ends earlier or says why otherwise is none."""
    (new,) = changed(more=WAIVER).found
    assert told(new) == ("waiver/no_clock", "breaking", "governance-weakened", "revops_lead")
    assert new.not_by_author
    with_it = acme(more=WAIVER)

    def turned(old: str, new: str) -> list[str]:
        return [str(one.weight) for one in diff(with_it, acme(more=WAIVER.replace(old, new)), DAY).found]

    assert turned("2027-03-31", "2027-06-30") == ["breaking"]
    assert turned("stage/offer", "stage/trial") == ["breaking"]
    assert turned("2027-03-31", "2027-01-31") == ["compatible"]
    assert turned("soon", "in spring") == ["editorial"]
    assert [told(one)[1:] for one in diff(with_it, acme(), DAY).found] == [("compatible", "added-or-planned", "")]


def test_who_gets_records() -> None:
    """Routing and coverage ask everybody who is named there, before or after."""
    routing = "routing: {in: {object: deal, rules: [{when: amount > 5, assign: ae}, {assign: sdr}]}}\n"
    (rules,) = diff(acme(more=routing), acme(more=routing.replace("assign: ae", "assign: csm")), DAY).found
    assert told(rules) == ("routing/in rules", "risky", "work-changed", "ae csm sdr")
    row = "coverage: {trials: {role: csm, object: deal, stages: [trial], part: consulted}}\n"
    (gone,) = diff(acme(more=row), acme(), DAY).found
    assert told(gone) == ("coverage/trials", "risky", "work-changed", "csm")


def test_more_columns_break_nothing() -> None:
    """A column, reason or approval more is compatible; one less may be what a condition asks for."""
    pair = ("signed_at: {type: date}", "signed_at: {type: date}\n      more: {type: text}")
    (more,) = changed(pair).found
    assert (more.path, more.weight) == ("fields.more", Weight.COMPATIBLE)
    (less,) = diff(acme(pair), acme(), DAY).found
    assert less.weight is Weight.RISKY


def test_absences() -> None:
    """That nobody knows is a note; that a value is no longer known is a change of that value."""
    (noted,) = changed(("{type: won}", "{type: won, unknown: [kpi]}")).found
    assert (noted.weight, noted.message) == (Weight.EDITORIAL, "stage 'won': kpi is said to be absent: nobody knows")
    (lost,) = changed(("probability: 70,", "unknown: [probability],")).found
    assert (lost.kind, lost.new) == ("stage-order-or-outlook-changed", "nobody knows")


def test_broken_text_is_no_removal() -> None:
    """What could not be read on a side is said, and is no change."""
    from tests.changes.company import FILES
    from tests.models.folders import model_of

    text = FILES["journey.yaml"].replace("{type: won}", "{type: 5, owner: [}").replace("owner: [}", "owner: ae}")
    broken = model_of({**FILES, "journey.yaml": text})
    assert broken.broken == {"stage/won"}
    found = diff(acme(), broken, DAY)
    assert (found.found, found.unread) == ((), ("stage/won",))


def test_agreement_to_another_test_is_said() -> None:
    """Who changes a test and leaves version and agreement as they are is told what people agreed to."""
    versioned = ("    approvers: {vp_sales: 2026-02-02}\n", "    version: 3\n    approvers: {vp_sales: 2026-02-02}\n")
    looser, again = (
        ("score >= 60", "score >= 50"),
        ("approvers: {vp_sales: 2026-02-02}", "approvers: {vp_sales: 2026-11-20}"),
    )
    silent = diff(acme(versioned), acme(versioned, looser), DAY).found
    (note,) = (one.note for one in silent if one.path == "test")
    assert note.endswith("it still calls itself version 3, and those who agreed to it (vp_sales) agreed to the old one")
    for renewed in (("version: 3", "version: 4"), again):
        found = diff(acme(versioned), acme(versioned, looser, renewed), DAY).found
        assert not any("still calls itself" in one.note for one in found)


def test_a_plan_without_days_counts_as_running() -> None:
    """Why a change of pay is retroactive is said as it is."""
    (dated,) = changed(
        ("to: 2026-12-31}, measures: {revenue: {weight: 100", "to: 2026-12-31}, measures: {revenue: {weight: 90")
    ).found
    assert dated.note.startswith("retroactive: the period it pays for has begun")
    (open_,) = changed(("{leads: {weight: 100}}", "{leads: {weight: 90}}")).found
    assert open_.note.startswith("retroactive: the plan names no days, so it counts as running")
