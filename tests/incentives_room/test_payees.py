"""Whom a plan pays: roles, those who work a queue, everybody in a function."""

from opmodel.graph import Graph
from opmodel.incentives import Incentives
from opmodel.incentives.harm import Harms
from opmodel.incentives.thresholds import Thresholds
from tests.incentives_room.plans import model_of, paid

TEAM = """
functions: {sales: {lead: vp}, field: {lead: vp, parent: sales}}
roles:
  vp: {function: sales}
  ae: {function: sales, levers: [discount]}
  rep: {function: field}
  rep_large: {is_a: rep, headcount: 3}
  inbox: {function: sales, level: queue, held_by: [ae, rep]}
  desk: {levers: [price_list]}
levers: {discount: {}, price_list: {}}
kpis: {bookings: {aggregation: sum, good: up}, margin: {aggregation: ratio, good: up}}
influences: {discount: {bookings: +strong, margin: -strong}, price_list: {margin: +strong, bookings: -strong}}
"""


def company(*plans: str) -> Incentives:
    """Return what there is to ask about the team with some plans."""
    text = "".join(f"  plan_{number}: {plan}\n" for number, plan in enumerate(plans))
    return Incentives(Graph(model_of(f"{TEAM}incentives:\n{text}")), Thresholds())


def test_a_function_is_paid_as_a_whole() -> None:
    """Its lead by name, everybody who works in it or in a part of it with them; a kind with its general role."""
    (one,) = paid(f"{TEAM}incentives: {{plan: {{payee: sales, measures: {{bookings: {{weight: 100}}}}}}}}")["bookings"]
    assert one.payees == ("vp",)
    assert sorted(one.members) == ["ae", "rep"]
    assert one.words == "role 'vp'"


def test_members_have_the_plan() -> None:
    """Each of them earns by it, and nobody but the lead is taken to move what it counts."""
    found = company("{payee: sales, measures: {bookings: {weight: 100}}}").positions
    assert {name: [one.kpi for one in position.payments] for name, position in found.items()} == {
        "ae": ["bookings"],
        "desk": [],
        "rep": ["bookings"],
        "vp": ["bookings"],
    }
    assert (len(found["vp"].levers), len(found["rep"].levers)) == (1, 0)


def test_one_harm_for_a_function() -> None:
    """What harms the plan of a function harms its lead in words; who pushes a lever for it is named by that lever."""
    incentives = company(
        "{payee: sales, pay_mix: {variable: 40}, measures: {bookings: {weight: 100}}}",
        "{payee: desk, pay_mix: {variable: 40}, measures: {margin: {weight: 100}}}",
    )
    pairs = [(one.payee.name, one.victim and one.victim.name) for one in Harms(incentives).oppositions]
    assert pairs == [("ae", "desk"), ("desk", "vp")]


def test_who_works_a_queue_is_paid_for_it() -> None:
    """A queue has no pocket."""
    plan = "plan: {payee: inbox, measures: {bookings: {weight: 100}}}"
    (one,) = paid(f"{TEAM}incentives: {{{plan}}}")["bookings"]
    assert (one.payees, one.members) == (("ae", "rep"), ())


def test_a_general_role_moves_what_its_kinds_do() -> None:
    """One that lists nothing is no guess where all its kinds list something, and unknown where one does not."""
    plan = "incentives: {plan: {payee: ae, measures: {bookings: {weight: 100}}}}"
    base = TEAM.replace("ae: {function: sales, levers: [discount]}", "ae: {}\n  inside: {is_a: ae, levers: [discount]}")
    for other, is_declared in (("levers: [price_list]", True), ("headcount: 4", False)):
        text = base.replace("  rep:", f"  outside: {{is_a: ae, {other}}}\n  rep:")
        incentives = Incentives(Graph(model_of(text + plan)), Thresholds())
        position = incentives.positions["ae"]
        assert not position.assumed
        assert incentives.is_declared(position, position.levers) is is_declared
