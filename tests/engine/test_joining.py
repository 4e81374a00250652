"""One lever of one payee is one finding, with everybody it harms; a tension accepts its side of it."""

from datetime import date

from opmodel.engine import Profile, Result, Scene, Settings, rules, run
from opmodel.finding import Finding, Severity, Status, apart
from tests.incentives_room.plans import model_of

DAY = date(2026, 11, 21)
FAMILY = tuple(one for one in rules() if one.family == "incentives")
RULE = "opposed-incentives"
ADVICE = "declare the tension"
MODEL = """
roles:
  vp_sales: {level: executive}
  ae: {level: individual, headcount: 12, levers: [site_commitment, prospecting], reports_to: vp_sales}
  csm: {level: individual, headcount: 5, levers: [adoption_work], reports_to: vp_sales}
  onboarding: {level: individual, headcount: 3, levers: [staffing], reports_to: vp_sales}
levers: {site_commitment: {}, prospecting: {}, adoption_work: {}, staffing: {}}
kpis:
  bookings: {aggregation: sum, kind: value, good: up}
  renewals: {aggregation: ratio, kind: outcome, good: up}
  golive_on_time: {aggregation: ratio, kind: quality, good: up}
influences:
  prospecting: {bookings: +strong}
  site_commitment: {bookings: +medium, renewals: -strong, golive_on_time: -medium}
  adoption_work: {renewals: +strong}
  staffing: {golive_on_time: +strong}
incentives:
  plan_ae: {payee: ae, pay_mix: {variable: 50}, measures: {bookings: {weight: 100}}}
  plan_csm: {payee: csm, pay_mix: {variable: 20}, measures: {renewals: {weight: 100}}}
  plan_onboarding: {payee: onboarding, pay_mix: {variable: 4}, measures: {golive_on_time: {weight: 100}}}
"""


def tension(victim: str) -> str:
    """Return a tension between the account executive and another role."""
    return (
        f"  {victim}_tension: {{rule: {RULE}, between: [ae, {victim}], rationale: on purpose, arbiter: vp_sales, "
        "guardrail: renewals, review_by: 2027-06-30}\n"
    )


def checked(*accepted: str) -> Result:
    """Check the pay of the model, with tensions between the account executive and some others."""
    text = MODEL + ("tensions:\n" + "".join(map(tension, accepted)) if accepted else "")
    return run(Scene(model_of(text).resolve(DAY), Settings(profile=Profile.STRICT), DAY), FAMILY)


def found(*accepted: str) -> Finding:
    """Return the one finding of the rule."""
    (finding,) = (one for one in checked(*accepted).findings if one.rule == RULE)
    return finding


def test_the_worst_is_in_front_and_the_others_are_notes() -> None:
    """20% of pay before 4%: the message names whom it is the same with, and his line says what it costs him."""
    finding = found()
    assert finding.severity is Severity.ERROR
    assert "lowers kpi 'renewals' (20% of the pay of role 'csm')" in finding.message
    assert finding.message.endswith("; the same goes for role 'onboarding'")
    said = "it also lowers kpi 'golive_on_time' (4% of the pay of role 'onboarding'), certain"
    assert [note.message for note in finding.notes][-1] == said
    assert finding.roles == ("ae", "csm", "onboarding")
    assert finding.people == 12 + 5 + 3


def test_sides_can_be_told_apart() -> None:
    """Each side has its roles, KPIs, stake and severity: 4% of pay are a warning."""
    sides = [(one.roles, one.kpis, one.stake, one.severity.value) for one in apart(found())]
    assert sides == [
        (("ae", "csm"), ("site_commitment", "renewals"), 20, "error"),
        (("ae", "onboarding"), ("site_commitment", "golive_on_time"), 4, "warning"),
    ]


def test_a_tension_accepts_its_side_only() -> None:
    """What is left is as bad as it is by itself; the finding says which side is accepted, and where."""
    finding = found("csm")
    assert (finding.status, finding.severity) == (Status.OPEN, Severity.WARNING)
    assert "lowers kpi 'golive_on_time' (4% of the pay of role 'onboarding')" in finding.message
    assert finding.message.endswith("; accepted already for role 'csm'")
    assert finding.notes[-1].message.startswith("role 'csm': accepted on purpose until 2027-06-30")
    assert finding.roles == ("ae", "onboarding")
    assert [side.status.value for side in apart(finding)] == ["open", "accepted"]


def test_the_way_out_is_that_of_what_is_left() -> None:
    """Nobody is told to pay for what is accepted, and the share need not end it."""
    assert "on kpi 'renewals'" in found().help
    help = found("csm").help
    assert "renewals" not in help
    assert "on kpi 'golive_on_time'" in help
    assert ADVICE in help


def test_it_is_accepted_when_all_sides_are() -> None:
    """Both tensions stand at it, and nobody is told to declare what is declared."""
    finding = found("csm", "onboarding")
    assert finding.status is Status.ACCEPTED
    assert finding.severity is Severity.ERROR
    assert [note.message for note in finding.notes if "accepted on purpose" in note.message][-1].startswith(
        "role 'onboarding': "
    )
    assert ADVICE not in finding.help


def test_a_tension_about_one_side_is_not_stale() -> None:
    """It accepts something, though the finding as a whole is open."""
    assert not any(one.rule == "stale-tension" for one in checked("onboarding").findings)


def test_it_keeps_its_name_whoever_is_accepted() -> None:
    """The cause is the same: payee, lever, plan."""
    assert len({found(*some).fingerprint for some in ((), ("csm",), ("csm", "onboarding"))}) == 1


def test_the_tension_that_is_proposed_accepts_the_side_in_front() -> None:
    """What the help fills in needs only its reason, arbiter, guardrail and date; then the rest speaks for itself."""
    entry = found().help.partition(f"{ADVICE} if it is meant: {{")[2].partition("}")[0]
    assert entry == f"rule: {RULE}, between: [ae, csm], kpi: renewals"
    rest = "rationale: on purpose, arbiter: vp_sales, guardrail: renewals, review_by: 2027-06-30"
    model = model_of(f"{MODEL}tensions: {{deals: {{{entry}, {rest}}}}}\n")
    result = run(Scene(model.resolve(DAY), Settings(profile=Profile.STRICT), DAY), FAMILY)
    (finding,) = (one for one in result.findings if one.rule == RULE)
    assert [(one.roles[1], one.status) for one in apart(finding)] == [
        ("onboarding", Status.OPEN),
        ("csm", Status.ACCEPTED),
    ]
    assert "between: [ae, onboarding], kpi: golive_on_time" in finding.help
