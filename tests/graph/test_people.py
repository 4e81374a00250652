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
    assert _graph(entity).asking.about("stage/s") == asked


def test_move_is_asked_about_at_the_giver() -> None:
    """Until acceptance the owner of the `from` stage answers."""
    text = (
        "stages: {a: {type: open, owner: sdr}, b: {type: open, owner: csm}}\n"
        "transitions: {t: {from: a, to: b, kind: handoff}}"
    )
    assert _graph(text).asking.about("transition/t") == "sdr"


def test_others_are_asked_about_at_who_answers() -> None:
    """A role itself, a lead, a parent's lead, a vacant role's lead; the model's owner for what is not declared."""
    graph = _graph()
    asked = [
        graph.asking.about(ref) for ref in ("role/csm", "role/gone", "function/success", "function/ghosts", "stage/x")
    ]
    assert asked == ["csm", "vp", "head_cs", "ceo", "ceo"]
    assert Graph(model("roles: {a: {}}")).asking.about("stage/x") == ""


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("sdr",), ("sdr", "csm"), True),
        (("inbound_sdr",), ("csm", "prospector"), True),
        (("prospector", "csm"), ("inbound_sdr",), True),
        (("sdr",), ("bdr",), False),
        (("sdr", "csm"), (), False),
    ],
)
def test_two_groups_meet(one: tuple[str, ...], other: tuple[str, ...], meet: bool) -> None:
    """A kind and its general role are the same people, two kinds of one role are not."""
    people = _graph().people
    assert (people.meet(one, other), people.meet(other, one)) == (meet, meet)


def test_what_is_said_of_a_general_role_is_said_once() -> None:
    """Of pairs, the one with the general roles speaks; what has another cause stays."""
    people = _graph().people
    said = [("inbound_sdr", "csm"), ("sdr", "csm"), ("prospector", "csm"), ("csm", "bdr"), ("sdr", "vp")]
    assert people.once(said, lambda pair: pair) == (("prospector", "csm"), ("csm", "bdr"), ("sdr", "vp"))
    causes = [("sdr", "discount"), ("prospector", "discount"), ("bdr", "calls")]
    spoken = people.once(causes, lambda one: one[:1], lambda one: one[1])
    assert spoken == (("prospector", "discount"), ("bdr", "calls"))


def test_who_works() -> None:
    """A queue is worked by those who hold it, a function stands for its lead, and nobody is counted twice."""
    people = _graph().people
    assert people.working(("queue", "csm", "success", "sdr")) == ("csm", "head_cs", "sdr")


def test_members_of_a_function() -> None:
    """Everybody in it and in its parts, without queues and programs; a role has no members."""
    people = _graph().people
    assert sorted(people.members("success")) == ["csm", "head_cs"]
    assert {"ceo", "csm", "head_cs", "inbound_sdr", "sdr", "vp"} <= {*people.members("company")}
    assert "bot" not in people.members("company")
    assert people.members("csm") == people.members("ghosts") == ()


LEVERS = """
levers:
  listed: {owner: vp}
  owned: {owner: csm}
  routed: {}
  queued: {owner: queue}
  funded: {owner: sales}
  lost: {}
"""


@pytest.mark.parametrize(
    ("lever", "roles"),
    [
        ("listed", ("sdr",)),
        ("owned", ("csm",)),
        ("routed", ("csm",)),
        ("queued", ("csm",)),
        ("funded", ("vp",)),
        ("lost", ()),
    ],
)
def test_who_moves_a_lever(lever: str, roles: tuple[str, ...]) -> None:
    """Who lists it before its owner; those who work a queue for the queue, the lead for a function."""
    team = TEAM.replace("headcount: 6", "headcount: 6, levers: [listed]").replace(
        "held_by: csm", "held_by: csm, levers: [routed]"
    )
    found = model(team + LEVERS, "opmodel: 1\n")
    assert Graph(found).entrusted.to(f"lever/{lever}") == roles


def test_functions_above_a_role() -> None:
    """A role works in a function and in what that is a part of; a circle of functions ends."""
    people = _graph().people
    assert people.functions_above("sdr") == ("sales", "company")
    assert people.functions_above("success") == ("success", "company")
    assert people.functions_above("ceo") == ("company",)
    assert people.functions_above("nobody") == ()
    round_ = Graph(model("functions: {a: {parent: b}, b: {parent: a}}\nroles: {x: {function: a}}")).people
    assert round_.functions_above("x") == ("a", "b")


@pytest.mark.parametrize(
    ("one", "other", "leads", "speaks"),
    [
        ("ceo", "sdr", True, True),
        ("vp", "sdr", True, True),
        ("vp", "csm", False, False),
        ("company", "csm", True, True),
        ("prospector", "vp", False, True),
        ("csm", "head_cs", False, True),
        ("nobody", "csm", False, False),
    ],
)
def test_who_leads_and_who_speaks_for_whom(one: str, other: str, leads: bool, speaks: bool) -> None:
    """A line or the lead of a function around somebody leads; everybody of a function can speak for it."""
    people = _graph().people
    assert (people.leads(one, other), people.speaks_for(one, other)) == (leads, speaks)


def test_leaders_are_roles() -> None:
    """They are those above, nearest first, then the lead of the function."""
    assert _graph().people.leaders("csm") == ("head_cs", "ceo", "head_cs")
    assert _graph().people.leaders("gone") == ("vp",)
