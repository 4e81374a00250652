"""What a company accepts on purpose stays in every report, fails no check, and comes back when its day has passed."""

import json
from datetime import date

import pytest

from opmodel.engine import FailOn, Profile, Result, Scene, Settings, rules, run
from opmodel.finding import Status, by_weight
from opmodel.model import Model, read
from opmodel.reports import Options, formats, render
from opmodel.source import parse

DAY = date(2026, 11, 21)
FAMILY = tuple(one for one in rules() if one.family == "incentives")
PAY = """\
opmodel: 1
functions: {sales: {lead: head_of_sales}}
roles:
  head_of_sales: {function: sales}
  ae: {level: individual, reports_to: head_of_sales}
  ae_large: {is_a: ae}
  deal_desk: {level: individual}
  cfo: {level: executive}
kpis:
  discount: {aggregation: ratio, good: down}
  payment_term: {aggregation: duration, good: down}
  win_rate: {aggregation: ratio, good: up}
incentives:
  plan_ae:
    payee: ae
    pay_mix: {variable: 50}
    measures: {discount: {weight: 40, direction: up}, win_rate: {weight: 60}}
  plan_desk: {payee: deal_desk, pay_mix: {variable: 20}, measures: {discount: {weight: 100}}}
"""
TENSION = {
    "rule": "same-metric-opposed",
    "between": "[ae, deal_desk]",
    "rationale": "sellers may fight for a price",
    "arbiter": "cfo",
    "guardrail": "win_rate",
    "review_by": "2026-12-31",
}
FORMATS = tuple(sorted(set(formats()) & {"text", "json", "concise"}))


def model_of(**changed: str | None) -> Model:
    """Return a model in which seller and deal desk pull at the discount and a tension accepts it, with some changes."""
    fields = {name: value for name, value in {**TENSION, **changed}.items() if value is not None}
    written = "".join(f"    {name}: {value}\n" for name, value in fields.items())
    return read([parse(f"{PAY}tensions:\n  prices:\n{written}".encode(), "opmodel.yaml")], "opmodel.yaml")


def checked(model: Model, on: date = DAY, fail_on: FailOn = FailOn.WARNING) -> Result:
    """Check the pay of a model."""
    return run(Scene(model.resolve(on), Settings(profile=Profile.STRICT, fail_on=fail_on), on), FAMILY)


def found(model: Model, on: date = DAY) -> dict[str, Status]:
    """Return the rules that speak, with where what they found stands."""
    return {one.rule: one.status for one in checked(model, on).findings}


def test_an_accepted_finding_stays_and_fails_nothing() -> None:
    """It keeps its severity and its message, is counted by its status and not as an error, and the check passes."""
    result = checked(model_of())
    (finding,) = result.findings
    assert (finding.rule, finding.severity.value, finding.status) == ("same-metric-opposed", "error", Status.ACCEPTED)
    assert {name: count for name, count in result.counts.items() if count} == {"accepted": 1}
    assert result.exit_code == 0


def test_the_reason_goes_with_the_finding() -> None:
    """The first related place is the tension, with why, until when and who settles it."""
    (finding,) = checked(model_of()).findings
    note = finding.notes[0]
    assert note.message == "accepted on purpose until 2026-12-31, settled by 'cfo': sellers may fight for a price"
    assert note.span.line == PAY.count("\n") + 2
    assert len(finding.notes) == 3, "what the finding pointed at before is still there"


@pytest.mark.parametrize("format_", FORMATS)
def test_no_report_is_silent_about_it(format_: str) -> None:
    """Every format says the finding and that it is accepted; the text does where it is asked to say it in full."""
    text = render(format_, (checked(model_of()),), Options(width=400, full=True))
    assert "kpi 'discount': role 'ae' earns 20% of its pay when it rises" in text
    assert "accepted" in text


def test_accepted_findings_have_a_section_of_their_own() -> None:
    """In the text report they stand below what is open, whoever is to be asked."""
    text = render("text", (checked(model_of(review_by="2027-12-31", rule="own-goal")),), Options())
    assert "Accepted on purpose" not in text
    text = render("text", (checked(model_of()),), Options())
    assert "Accepted on purpose: 1 finding\n------------------------------\n" in text
    assert text.index("nothing to mend (1 accepted)") > text.index("settled by 'cfo'")


def test_what_is_accepted_is_said_in_two_lines() -> None:
    """Nobody has to act on it today: rule, who, tension and until when, then how to see it in full."""
    _, _, text = render("text", (checked(model_of()),), Options()).partition("-\n\n")
    head, until, blank, full, *_ = text.splitlines()
    assert head == "error (accepted): same-metric-opposed, ae and deal_desk, tension 'prices'"
    assert until.lstrip().startswith("accepted on purpose until 2026-12-31, settled by 'cfo': sellers may fight")
    assert not blank
    assert full == "In full: `opmodel check --rule same-metric-opposed`, or --format json."
    assert "= help:" in render("text", (checked(model_of()),), Options(full=True))


def test_what_is_open_comes_first() -> None:
    """A milder open finding stands before an accepted error, so that a limit never hides what is left to do."""
    (accepted,) = checked(model_of()).findings
    stale = checked(model_of(rule="own-goal")).findings
    ordered = sorted((accepted, *stale), key=by_weight)
    assert [one.status for one in ordered] == [Status.OPEN, Status.OPEN, Status.ACCEPTED]
    assert ordered[1].severity.rank > accepted.severity.rank


def test_the_json_report_says_the_status() -> None:
    """A program reads that it is accepted, and finds the reason among the notes."""
    report = json.loads(render("json", (checked(model_of()),), Options()))
    assert report["summary"]["accepted"] == 1
    assert [one["status"] for one in report["findings"]] == ["accepted"]
    assert "sellers may fight for a price" in report["findings"][0]["notes"][0]["message"]


def test_an_expired_tension_reopens_its_finding() -> None:
    """Its last day is part of it; on the day after the finding is open again and the tension is one too."""
    model = model_of()
    assert found(model, date(2026, 12, 31)) == {"same-metric-opposed": Status.ACCEPTED}
    after = date(2027, 1, 1)
    assert found(model, after) == {"same-metric-opposed": Status.OPEN, "invalid-tension": Status.OPEN}
    assert checked(model, after).exit_code == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"between": "[deal_desk, ae]"},
        {"kpi": "discount"},
        {"kpi": "kpi/discount"},
        {"between": "[ae_large, deal_desk]"},
        {"arbiter": "sales"},
    ],
    ids=str,
)
def test_what_a_tension_names(changed: dict[str, str]) -> None:
    """The pair in any order, its KPI if it names one, a kind of a general role; any third role settles it."""
    assert found(model_of(**changed)) == {"same-metric-opposed": Status.ACCEPTED}


@pytest.mark.parametrize(
    ("changed", "also"),
    [
        ({"kpi": "payment_term"}, {"stale-tension"}),
        ({"between": "[ae, cfo]", "arbiter": "deal_desk"}, {"stale-tension"}),
        ({"rule": "own-goal"}, {"stale-tension"}),
        ({"rule": "opposed"}, {"invalid-tension"}),
        ({"arbiter": "ae"}, {"invalid-tension"}),
        ({"arbiter": "ae_large"}, {"invalid-tension"}),
        ({"state": "draft"}, set()),
        ({"arbiter": None}, set()),
        ({"arbiter": None, "unknown": "[arbiter]"}, set()),
        ({"review_by": None, "unknown": "[review_by]"}, set()),
    ],
    ids=str,
)
def test_what_accepts_nothing(changed: dict[str, str | None], also: set[str]) -> None:
    """Another KPI, pair or rule, a party as arbiter, a draft, and one that does not say what it must."""
    assert found(model_of(**changed)) == {"same-metric-opposed": Status.OPEN, **dict.fromkeys(also, Status.OPEN)}


def test_a_rule_that_did_not_run_makes_nothing_stale() -> None:
    """Only what was looked for can be missing."""
    alone = [one for one in FAMILY if one.name == "stale-tension"]
    model = model_of(kpi="payment_term").resolve(DAY)
    assert run(Scene(model, Settings(profile=Profile.STRICT), DAY), alone).findings == ()


SLIPS = {
    "a tab in a file": ("  plan_desk:", "\tplan_desk:"),
    "an unclosed bracket": ("measures: {discount: {weight: 100}}}", "measures: {discount: {weight: 100}"),
    "a misspelled section": ("incentives:", "incentive:"),
    "a role renamed in one file only": ("payee: deal_desk", "payee: pricing_desk"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_conflict_in_what_was_not_understood_is_not_called_over(slip: str) -> None:
    """A tension whose conflict may stand in text that never became part of the model is not checked, not stale."""
    was, now = SLIPS[slip]
    model = model_of()
    organisation, pay = PAY.split("incentives:")
    rest = model.texts["opmodel.yaml"].removeprefix(PAY)
    texts = {"opmodel.yaml": organisation + rest, "pay.yaml": f"incentives:{pay}"}
    assert any(was in text for text in texts.values())
    mangled = read([parse(text.replace(was, now).encode(), name) for name, text in texts.items()], "opmodel.yaml")
    result = checked(mangled)
    assert "stale-tension" not in {one.rule for one in result.findings}
    assert [(one.rule, one.entity) for one in result.not_checked if one.entity == "tension/prices"] == [
        ("stale-tension", "tension/prices")
    ]


def test_no_tension_accepts_what_a_mandatory_rule_finds() -> None:
    """Nothing silences it: the company may want the conflict and has to see it all the same."""
    settings = Settings(profile=Profile.STRICT, mandatory=frozenset({"same-metric-opposed"}))
    (one,) = run(Scene(model_of().resolve(DAY), settings, DAY), FAMILY).findings
    assert (one.rule, one.status) == ("same-metric-opposed", Status.OPEN)
