"""What a finding about pay shows: the path that does it, the plans in scope, the share of pay, and how bad it is."""

import pytest

from opmodel.finding import Severity
from tests.incentives_room.findings import said
from tests.rules import examples as pages

EXAMPLES = {example.name: example for example in pages.examples()}

TWO_WAYS = """
roles: {ae: {level: individual, levers: [discount]}}
levers: {discount: {}}
kpis:
  deal_size: {aggregation: sum}
  win_rate: {aggregation: ratio}
  deals: {aggregation: count}
  bookings: {aggregation: sum, good: up}
  margin: {aggregation: ratio, good: up, kind: outcome}
influences:
  discount: {bookings: "-0.3", win_rate: +0.5, deals: +0.5, margin: "-0.4"}
  win_rate: {bookings: +0.5}
  deals: {bookings: +0.5}
incentives: {plan: {payee: ae, measures: {bookings: {weight: 90}, margin: {weight: 10}}}}
"""


def test_proof_is_a_path_that_pulls_the_way_of_all_together() -> None:
    """A discount lowers bookings by 0.3 and raises them twice by 0.25: it pays, and the path shown is one that pays."""
    (finding,) = said(TWO_WAYS, "pay-mix-domination")
    paying = [note.message for note in finding.notes if note.message.startswith("how it pays")]
    assert paying[0].startswith("how it pays: discount raises")
    assert paying[1].endswith("raises bookings (+0.5)")
    assert not any("lowers bookings" in note for note in paying)


SEGMENTS = """
objects: {account: {fields: {staff: {type: integer}}}}
dimensions: {segment: {object: account, values: {small: {when: staff < 200}, large: {when: staff >= 200}}}}
roles: {sdr: {level: individual}, ae: {level: individual}}
kpis: {meetings: {aggregation: count, good: up}, win_rate: {aggregation: ratio, good: up}}
incentives:
  plan_ae: {payee: ae, measures: {win_rate: {weight: 100, gates: {meetings: 40}}}}
  plan_large: {payee: sdr, scope: {segment: large}, measures: {meetings: {weight: 100, gates: {win_rate: 22}}}}
  plan_small: {payee: sdr, scope: {segment: small}, measures: {meetings: {weight: 100SMALL}}}
"""


@pytest.mark.parametrize(
    ("small", "scope", "plans"),
    [
        (", gates: {win_rate: 22}", "large", {"plan_ae", "plan_large"}),
        (", gates: {win_rate: 22}", "small", {"plan_ae", "plan_small"}),
        ("", "large", {"plan_ae", "plan_large"}),
        ("", "small", set()),
    ],
)
def test_deadlock_is_proved_by_plans_in_scope(small: str, scope: str, plans: set[str]) -> None:
    """What is asked about one segment is answered with the plans for it, and with nothing where they do not wait."""
    text = SEGMENTS.replace("SMALL", small)
    lines = dict(enumerate(f"opmodel: 1\n{text}".splitlines(), 1))
    places = [
        span.line
        for finding in said(text, "gate-deadlock", {"segment": scope})
        for span in (finding.span, *(note.span for note in finding.notes))
    ]
    assert {lines[line].split(":")[0].strip() for line in places} == plans


HALVES = """
roles: {sdr: {level: individual}, marketer: {level: individual}, desk: {level: individual}}
kpis:
  meetings: {aggregation: count, good: up, defined_by: [sdr], target_set_by: [sdr]}
  pipeline: {aggregation: sum, good: up}
incentives:
  plan_sdr:
    payee: sdr
    pay_mix: {variable: 50}
    measures: {meetings: {weight: 30}, pipeline: {weight: 70, gates: {meetings: 20}}}
  plan_marketer: {payee: marketer, pay_mix: {variable: 10}, measures: {meetings: {weight: 40}, pipeline: {weight: 60}}}
"""


def test_what_hangs_on_a_number_is_said_for_each_payee() -> None:
    """All of one plan, a part paid by it and the rest waiting for it, and 40% of another: 50% of all pay at most."""
    (finding,) = said(HALVES, "self-graded-kpi")
    assert "40% to 100% of the variable pay of roles 'marketer' and 'sdr' hangs on it" in finding.message
    assert finding.stake == 50
    assert "`defined_by` and `target_set_by`" in finding.help


@pytest.mark.parametrize("levers", [1, 2, 7])
def test_share_of_control_does_not_depend_on_how_finely_others_describe_their_work(levers: int) -> None:
    """0.1 against 0.95 is 9.5%, whether the others have one word for what they do or seven."""
    names = [f"work_{number}" for number in range(levers)]
    text = f"""
roles: {{sdr: {{level: individual, levers: [outreach]}}, ae: {{level: individual, levers: [{", ".join(names)}]}}}}
levers: {{outreach: {{}}, {", ".join(f"{name}: {{}}" for name in names)}}}
kpis: {{closed_won: {{aggregation: sum, kind: outcome, good: up}}}}
influences: {{outreach: {{closed_won: +0.1}}, {", ".join(f"{name}: {{closed_won: +0.95}}" for name in names)}}}
incentives: {{plan: {{payee: sdr, measures: {{closed_won: {{weight: 100}}}}}}}}
"""
    (finding,) = said(text, "weak-control")
    assert "of what moves it 9.5% is in their hands" in finding.message


@pytest.mark.parametrize(
    ("example", "severities"),
    [
        ("paid-for-uncontrollable: Bad", [Severity.WARNING]),
        ("paid-for-uncontrollable: Bad: a gate that others hold", [Severity.WARNING, Severity.NOTE]),
        ("paid-for-uncontrollable: Bad: what all share by design, and what is taken back", [Severity.NOTE] * 2),
        ("self-graded-kpi: Bad: only the definition, and a gate", [Severity.WARNING, Severity.ERROR]),
        ("self-graded-kpi: Bad: a token share, an assumed one", [Severity.NOTE, Severity.WARNING]),
        ("free-rider: Bad", [Severity.WARNING]),
        ("no-joint-kpi: Bad", [Severity.WARNING]),
        ("no-joint-kpi: Bad: one finding for two roles that meet often", [Severity.NOTE]),
        ("orphan-kpi: Bad", [Severity.WARNING]),
        ("orphan-kpi: Bad: only people on a fixed wage move it", [Severity.NOTE]),
        ("volume-without-quality: Bad", [Severity.ERROR]),
        ("volume-without-quality: Bad: less than half of the pay", [Severity.WARNING] * 2),
        ("rewards-a-hopes-for-b: Bad", [Severity.ERROR]),
        ("rewards-a-hopes-for-b: Bad: somebody else's pay feels it", [Severity.WARNING]),
        ("free-rider: Bad: a bonus that hardly counts", [Severity.NOTE]),
        ("zero-sum-ranking: Bad", [Severity.ERROR]),
        ("zero-sum-ranking: Bad: ranked among colleagues", [Severity.WARNING, Severity.ERROR]),
    ],
)
def test_severity_is_what_the_page_says(example: str, severities: list[Severity]) -> None:
    """Shared by design, taken back, a token or a guess is milder than pay that somebody works for."""
    one = EXAMPLES[example]
    (text,) = one.files.values()
    assert [finding.severity for finding in said(text, one.rule.name)] == severities
