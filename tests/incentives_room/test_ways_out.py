"""Who may decide, and when pay is taken back; what is printed ends its finding."""

from datetime import date

from opmodel.engine import Profile, Scene, Settings, rules, run
from opmodel.finding import Finding
from tests.incentives_room.plans import model_of

DAY = date(2026, 11, 21)
FAMILY = tuple(one for one in rules() if one.family == "incentives")
MODEL = """
roles:
  ceo: {{level: executive}}
  coo: {{level: executive, reports_to: ceo}}
  head: {{level: manager, reports_to: {boss}}}
  ae: {{level: individual, levers: [fit_bar, prospecting], reports_to: head}}
  csm: {{level: individual, levers: [care], reports_to: head}}
levers: {{fit_bar: {{}}, prospecting: {{}}, care: {{}}}}
kpis:
  bookings: {{aggregation: sum, kind: value, good: up}}
  renewals: {{aggregation: ratio, kind: outcome, good: up}}
influences:
  prospecting: {{bookings: +strong}}
  fit_bar: {{bookings: -weak, renewals: {{effect: +weak, lag: {lag}}}}}
  care: {{renewals: +strong}}
incentives:
  plan_ae: {{payee: ae, pay_mix: {{variable: 50}}, measures: {{bookings: {{weight: 100, period: quarter{held}}}}}}}
  plan_csm: {{payee: csm, pay_mix: {{variable: 20}}, measures: {{renewals: {{weight: 100}}}}}}
{more}
"""
HEAD_PAID = "  plan_head: {payee: head, pay_mix: {variable: 40}, measures: {bookings: {weight: 100}}}"


def found(boss: str = "coo", lag: str = "12mo", held: str = "", more: str = "") -> list[Finding]:
    """Return what is said between the account executive and the customer success manager."""
    model = model_of(MODEL.format(boss=boss, lag=lag, held=held, more=more)).resolve(DAY)
    findings = run(Scene(model, Settings(profile=Profile.STRICT), DAY), FAMILY).findings
    return [one for one in findings if one.rule == "opposed-incentives" and one.roles[0] == "ae"]


def help_of(**changed: str) -> str:
    """Return the way out."""
    (finding,) = found(**changed)
    return finding.help


def test_the_nearest_boss_of_both_decides() -> None:
    """The head leads both and earns by neither."""
    assert "let 'head', who leads both sides, decide about lever 'fit_bar'" in help_of()


def test_a_boss_who_earns_by_one_side_does_not() -> None:
    """A head who is paid for bookings would lower the bar too: the next one above decides."""
    assert "let 'coo', who leads both sides, decide" in help_of(more=HEAD_PAID)


def test_nobody_is_named_where_nobody_is_free() -> None:
    """Then it is said who it must be."""
    paid = "".join(
        f"\n  plan_{boss}: {{payee: {boss}, pay_mix: {{variable: 40}}, measures: {{bookings: {{weight: 100}}}}}}"
        for boss in ("coo", "ceo")
    )
    assert "let somebody whose pay leans to neither side decide" in help_of(more=HEAD_PAID + paid)


def test_the_side_that_loses_is_never_named() -> None:
    """The other side would mirror the conflict."""
    assert "let 'csm'" not in help_of()


def test_pay_that_is_out_before_the_truth_is_taken_back() -> None:
    """Paid by the quarter, known after a year; and the clawback that is printed ends it."""
    expected = "take the pay for 'bookings' back when 'renewals' falls within 12 months (`clawbacks: {renewals: 12mo}`)"
    assert expected in help_of()
    assert found(held=", clawbacks: {renewals: 12mo}") == []


def test_pay_that_waits_for_the_truth_is_not() -> None:
    """What is known within the quarter needs no clawback."""
    assert "clawbacks" not in help_of(lag="2mo")


def test_a_clawback_that_is_too_short_is_made_longer() -> None:
    """It guards nothing, the finding says so, and the way out is one that is long enough."""
    (finding,) = found(held=", clawbacks: {renewals: 3mo}")
    assert finding.message.endswith("; its clawback on kpi 'renewals' ends after 3mo, the harm shows after 12 months")
    assert "clawbacks: {renewals: 12mo}" in finding.help


def test_nobody_gives_back_what_was_earned_years_ago() -> None:
    """A harm that shows after ten years is no reason for a clawback of ten years."""
    assert "clawbacks: {renewals: 12mo}" in found()[0].help
    assert "clawbacks" not in found(lag="120mo")[0].help
