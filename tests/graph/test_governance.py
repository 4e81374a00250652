"""Who decides, whom a decision binds, and where it goes when nobody decides."""

import pytest

from opmodel.graph import Graph
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.escalations import Escalation
from opmodel.model.sections.roles import Role
from tests.model.models import model

COMPANY = """
functions:
  company: {lead: ceo}
  marketing: {lead: cmo, parent: company}
  sales: {lead: vp, parent: company}
  partners: {lead: reseller}
roles:
  ceo: {function: company, level: executive}
  cmo: {function: marketing, reports_to: ceo, level: executive}
  vp: {function: sales, reports_to: ceo}
  marketer: {function: marketing, reports_to: cmo}
  ae: {function: sales, reports_to: vp}
  new_ae: {is_a: ae, reports_to: vp}
  bot: {function: sales, level: automation}
  reseller: {function: partners, level: external}
stages:
  enquiry: {type: open, owner: marketer}
  proposal: {type: open, owner: ae}
  scored: {type: open, owner: bot}
  quoted: {type: open, owner: reseller}
  lost: {type: lost, owner: vp}
"""


def _graph(more: str) -> Graph:
    found = model(COMPANY, "opmodel: 1\n", more=more)
    assert not found.faults, [fault.message for fault in found.faults]
    return Graph(found)


def _decision(written: str, more: str = "") -> tuple[Graph, Decision]:
    graph = _graph(f"decisions: {{d: {written}}}\n{more}")
    return graph, graph.model.of(Decision)[0]


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ("steps: [{role: ae}, {role: vp}], ends_with: ceo", None),
        ("steps: [{role: vp}, {role: ceo}], ends_with: ceo", None),
        ("steps: [{role: vp}], ends_with: vp", None),
        ("steps: [{role: vp}, {role: vp}, {role: ceo}]", None),
        ("steps: [{role: vp}, {role: ceo}], ends_with: vp", 2),
        ("steps: [{role: vp}, {role: cmo}, {role: ceo}, {role: cmo}]", 3),
    ],
)
def test_ladder_returns_to_who_was_asked_before(steps: str, place: int | None) -> None:
    """Asking the same role twice in a row is no return; asking another one between is."""
    graph = _graph(f"escalations: {{ladder: {{{steps}}}}}")
    assert graph.governance.returns_to(graph.model.of(Escalation)[0]) == place


@pytest.mark.parametrize(
    ("written", "unheard"),
    [
        ("{decide: cmo, perform: ae}", ("ae",)),
        ("{decide: cmo, input: [vp], perform: ae}", ()),
        ("{decide: cmo, input: [new_ae], perform: ae}", ()),
        ("{decide: ceo, perform: [ae, marketer]}", ()),
        ("{decide: cmo, perform: [marketer, sales, bot, reseller]}", ("sales",)),
    ],
)
def test_who_carries_a_decision_out_is_heard(written: str, unheard: tuple[str, ...]) -> None:
    """Colleagues, those above and those below speak for a role; programs and partners have no say to lose."""
    graph, decision = _decision(written)
    assert graph.governance.without_a_say(decision) == unheard


def test_meeting_hears_who_sits_in_it() -> None:
    """Who chairs or attends the meeting that takes a decision has a say."""
    meeting = "cadences: {call: {every: 1w, chair: cmo, attendees: [vp], decides: [d]}}"
    graph, decision = _decision("{decide: cmo, perform: ae}", meeting)
    assert graph.governance.without_a_say(decision) == ()
    assert [one.id for one in graph.governance.waiting_for(decision)] == ["call"]


def test_kind_of_a_role_that_must_not_decide() -> None:
    """A rule against a role is one against its kinds, never the other way round."""
    graph, decision = _decision("{decide: new_ae, not: [ae]}")
    assert graph.governance.ruled_out(decision, "new_ae") == "ae"
    graph, decision = _decision("{decide: ae, not: [new_ae]}")
    assert graph.governance.ruled_out(decision, "ae") == ""


def test_customer_facing_functions_are_staffed_and_own_open_stages() -> None:
    """Programs, partners and stages where nothing moves make no function meet customers."""
    found = _graph("").governance.customer_facing
    assert {name: tuple(roles) for name, roles in found.items()} == {"marketing": ("marketer",), "sales": ("ae",)}


def test_stages_of_drafts_make_no_function_meet_customers() -> None:
    """A lifecycle that is a draft is not worked yet, nor are its stages."""
    graph = _graph("lifecycles: {sale: {object: deal, stages: [proposal], state: draft}}\nobjects: {deal: {}}")
    assert tuple(graph.governance.customer_facing) == ("marketing",)


@pytest.mark.parametrize(
    ("owner", "left", "above"),
    [("ceo", (), ""), ("cmo", ("sales",), "ceo"), ("vp", ("marketing",), "ceo"), ("bot", ("marketing", "sales"), "")],
)
def test_sponsor_leads_all_who_meet_customers(owner: str, left: tuple[str, ...], above: str) -> None:
    """What an owner does not lead is left, and the nearest role above all of it is named."""
    graph = _graph("")
    role = graph.model.get(Role, owner)
    assert role
    found = graph.governance.sponsorship(role)
    assert tuple(found.left) == left
    assert found.above == above if left else True
