"""Whom to ask about one thing, about several, and about a dispute."""

import pytest

from opmodel.graph import Graph
from tests.model.models import model

COMPANY = """
functions:
  company: {lead: ceo}
  sales: {lead: vp_sales, parent: company}
  marketing: {lead: vp_marketing, parent: company}
  finance: {parent: company}
roles:
  ceo: {function: company}
  revops: {function: company, reports_to: ceo}
  vp_sales: {function: sales, reports_to: ceo}
  vp_marketing: {function: marketing, reports_to: ceo}
  ae: {function: sales, reports_to: vp_sales}
  sdr: {function: sales, reports_to: vp_sales}
  demand: {function: marketing, reports_to: vp_marketing}
sources: {blog: {by: marketing}, wiki: {}}
"""


def _graph(text: str, company: str = COMPANY) -> Graph:
    keeper = "model: {owner: revops}\n" if company == COMPANY else ""
    found = model(company, f"opmodel: 1\n{keeper}", more=text)
    assert not found.faults, [fault.message for fault in found.faults]
    return Graph(found)


@pytest.mark.parametrize(
    ("owners", "asked"),
    [
        (("ae", "ae"), "ae"),
        (("ae", "sdr"), "vp_sales"),
        (("ae", "vp_sales"), "vp_sales"),
        (("ae", "demand"), "revops"),
        (("ae", ""), "revops"),
    ],
)
def test_several_are_asked_about_above_them_all(owners: tuple[str, str], asked: str) -> None:
    """The one who answers for all, who leads all who do, else who keeps the model rather than the head of all."""
    one, other = (f"owner: {name}" if name else "" for name in owners)
    graph = _graph(f"kpis: {{a: {{aggregation: count, {one}}}, b: {{aggregation: count, {other}}}}}")
    assert graph.asking.above(("kpi/a", "kpi/b")) == asked


def test_nobody_speaks_for_what_nobody_answers_for() -> None:
    """Without a keeper the owner of one of several is not asked about the others."""
    graph = _graph("kpis: {a: {aggregation: count, owner: ae}, b: {aggregation: count}}", "roles: {ae: {}}\n")
    assert graph.asking.above(("kpi/a", "kpi/b")) == ""


@pytest.mark.parametrize(
    ("sides", "asked"),
    [
        (("ae", "sdr"), "vp_sales"),
        (("ae", "sales"), "vp_sales"),
        (("sales", "marketing"), "ceo"),
        (("finance", "marketing"), "ceo"),
        ((), "revops"),
    ],
)
def test_dispute_is_settled_by_who_leads_both_sides(sides: tuple[str, ...], asked: str) -> None:
    """Who speaks may be a role or a function, with a lead or without; without sides who keeps the model is asked."""
    graph = _graph("stages: {s: {type: open, owner: ae}}")
    assert graph.asking.settling("stage/s", sides) == asked


def test_word_is_settled_by_its_owner() -> None:
    """The company trusts the owner of a definition with the word, whoever disagrees about it."""
    graph = _graph("definitions: {lead: {term: Lead, owner: demand}}")
    assert graph.asking.settling("definition/lead", ("sales", "marketing")) == "demand"


def test_without_a_common_head_the_first_above_the_owner_settles() -> None:
    """Who leads nobody cannot settle a dispute: the first above who leads anybody does."""
    company = "roles: {boss: {}, ae: {reports_to: boss}, other: {}}\nstages: {s: {type: open, owner: ae}}\n"
    assert _graph("", company).asking.settling("stage/s", ("ae", "other")) == "boss"


def test_page_speaks_for_who_writes_it() -> None:
    """The model's own value is the owner's, a page's that of who writes it."""
    graph = _graph(
        "kpis:\n"
        "  k:\n"
        "    aggregation: count\n"
        "    owner: ae\n"
        "    target: {value: 5}\n"
        "    statements: [{field: target.value, says: 7, stated_in: blog}]"
    )
    [dispute] = graph.voices.disputes(graph.model.entities["kpi/k"])
    assert graph.asking.disputing(dispute) == "ceo"


def test_dispute_goes_on_above_the_owner() -> None:
    """From its owner a dispute about a word goes to who leads it; above an executive nobody need be."""
    graph = _graph("definitions: {a: {term: A, owner: ae}, b: {term: B, owner: ceo}}")
    definitions = [graph.model.entities[ref] for ref in ("definition/a", "definition/b")]
    assert [graph.asking.next_step(one) for one in definitions] == ["vp_sales", ""]  # type: ignore[arg-type]
