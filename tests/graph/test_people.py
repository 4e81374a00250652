"""Who works where, who answers, whom to ask."""

import pytest

from opmodel.graph import Graph
from tests.model.models import model

TEAM = """
functions:
  company: {lead: ceo}
  sales: {lead: vp, parent: company}
  success: {lead: head_cs, parent: company}
  ghosts: {parent: company}
roles:
  ceo: {function: company}
  vp: {function: sales, reports_to: ceo}
  head_cs: {function: success, reports_to: company}
  prospector: {function: sales, reports_to: vp}
  sdr: {is_a: prospector, headcount: 6}
  bdr: {is_a: prospector, headcount: 4}
  inbound_sdr: {is_a: sdr}
  csm: {function: success, reports_to: head_cs}
  queue: {function: success, level: queue, held_by: csm}
  bot: {function: sales, level: automation}
  gone: {function: sales, vacant: true}
  empty: {function: sales, headcount: 0}
"""


def _graph(more: str = "", manifest: str = "opmodel: 1\nmodel: {owner: ceo}\n") -> Graph:
    found = model(TEAM, manifest, more=more)
    assert not found.faults, [fault.message for fault in found.faults]
    return Graph(found)


def test_function_stands_for_its_lead() -> None:
    """Where a function is named, its lead is meant; without a lead, nobody."""
    people = _graph().people
    assert [role.id if (role := people.role(name)) else "" for name in ("sales", "function/sales", "vp", "ghosts")] == [
        "vp",
        "vp",
        "vp",
        "",
    ]


def test_special_role_works_where_the_general_one_does() -> None:
    """A kind of a role inherits its function."""
    people = _graph().people
    assert [people.function(name) for name in ("inbound_sdr", "role/csm", "sales", "nobody")] == [
        "sales",
        "success",
        "sales",
        "",
    ]


def test_headcount_of_a_general_role_is_the_sum_of_its_kinds() -> None:
    """Six and four are ten; nobody says how many inbound reps there are."""
    people = _graph().people
    assert [people.headcount(name) for name in ("prospector", "sdr", "inbound_sdr")] == [10, 6, None]


def test_kinds_go_up_to_the_general_role() -> None:
    """Nearest first, over several steps, and a circle ends."""
    assert _graph().people.kinds("inbound_sdr") == ("inbound_sdr", "sdr", "prospector")
    circle = Graph(model("roles: {a: {is_a: b}, b: {is_a: a}}")).people
    assert circle.kinds("a") == ("a", "b")


def test_line_goes_up_to_the_top() -> None:
    """A function in a reporting line is its lead, and a circle ends."""
    assert _graph().people.line("csm") == ("head_cs", "ceo")
    circle = Graph(model("roles: {a: {reports_to: b}, b: {reports_to: a}}")).people
    assert circle.line("a") == ("b", "a")


@pytest.mark.parametrize(
    ("entity", "asked"),
    [
        ("stages: {s: {type: open, owner: sdr}}", "sdr"),
        ("stages: {s: {type: open, owner: gone}}", "vp"),
        ("stages: {s: {type: open, owner: [empty, csm]}}", "csm"),
        ("stages: {s: {type: open, owner: success}}", "head_cs"),
        ("stages: {s: {type: open}}", "ceo"),
        ("stages: {s: {type: open}}\nobjects: {o: {}}\nlifecycles: {l: {object: o, owner: csm, stages: [s]}}", "csm"),
    ],
)
def test_stage_is_asked_about_at_its_owner(entity: str, asked: str) -> None:
    """A vacant role answers nothing: then the next owner, the lifecycle's, its lead, or the model's owner is asked."""
    assert _graph(entity).to_ask("stage/s") == asked


def test_move_is_asked_about_at_the_giver() -> None:
    """Until acceptance the owner of the `from` stage answers."""
    text = (
        "stages: {a: {type: open, owner: sdr}, b: {type: open, owner: csm}}\n"
        "transitions: {t: {from: a, to: b, kind: handoff}}"
    )
    assert _graph(text).to_ask("transition/t") == "sdr"


def test_others_are_asked_about_at_who_answers() -> None:
    """A role itself, a lead, a parent's lead, a vacant role's lead; the model's owner for what is not declared."""
    graph = _graph()
    asked = [graph.to_ask(ref) for ref in ("role/csm", "role/gone", "function/success", "function/ghosts", "stage/x")]
    assert asked == ["csm", "vp", "head_cs", "ceo", "ceo"]
    assert Graph(model("roles: {a: {}}")).to_ask("stage/x") == ""
