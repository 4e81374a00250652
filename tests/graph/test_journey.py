"""What moves where: owners, moves and handoffs."""

import pytest

from opmodel.graph import Graph
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Kind, Transition
from tests.model.models import model

WORLD = """
functions: {marketing: {lead: cmo}, sales: {lead: vp}}
roles:
  cmo: {function: marketing}
  vp: {function: sales}
  sdr: {function: sales, is_a: prospector}
  prospector: {function: sales}
  ae: {function: sales}
  mm: {function: marketing}
  queue: {function: sales, level: queue}
  bot: {function: sales, level: automation}
  drifter: {}
objects: {deal: {}}
stages:
  mine: {type: open, owner: mm}
  early: {type: open, owner: sdr}
  same: {type: open, owner: prospector}
  late: {type: open, owner: ae}
  inherits: {type: open}
  by_function: {type: open, owner: sales}
  queued: {type: open, owner: queue}
  automatic: {type: open, owner: bot}
  lone: {type: open, owner: drifter}
  unowned: {type: open, none: {owner: nobody works it}}
  parked: {type: holding, owner: mm}
  won: {type: won, owner: ae}
  lost: {type: lost}
lifecycles:
  flow: {object: deal, owner: ae, stages: [early, same, late, inherits, unowned, won, lost]}
"""


def _graph(moves: str = "") -> Graph:
    found = model(WORLD, more=f"transitions: {{{moves}}}" if moves else "")
    assert not found.faults, [fault.message for fault in found.faults]
    return Graph(found)


def _pairs(graph: Graph, name: str = "t") -> list[str]:
    transition = graph.model.get(Transition, name)
    assert transition
    return [f"{move.source.id}>{move.target.id}" for move in graph.journey.expand(transition)]


@pytest.mark.parametrize(
    ("stage", "owners"),
    [("early", ("sdr",)), ("inherits", ("ae",)), ("by_function", ("sales",)), ("unowned", ()), ("lost", ("ae",))],
)
def test_owner_of_a_lifecycle_is_the_default(stage: str, owners: tuple[str, ...]) -> None:
    """A stage that names no owner has its lifecycle's, unless it says that nobody owns it."""
    graph = _graph()
    found = graph.model.get(Stage, stage)
    assert found
    assert graph.journey.owners(found) == owners


@pytest.mark.parametrize(
    ("move", "pairs"),
    [
        ("t: {from: early, to: late, kind: advance}", ["early>late"]),
        ("t: {from: [early, same], to: late, kind: advance}", ["early>late", "same>late"]),
        ("t: {from: early, to: [same, late], kind: advance}", ["early>same", "early>late"]),
        ("t: {from: [early, late], to: late, kind: advance}", ["early>late"]),
        ("t: {from: late, to: late, kind: advance}", ["late>late"]),
        (
            "t: {from: any, to: lost, kind: lose}",
            ["early>lost", "same>lost", "late>lost", "inherits>lost", "unowned>lost"],
        ),
        ("t: {from: any, to: late, kind: lose}", ["early>late", "same>late", "inherits>late", "unowned>late"]),
        (
            "t: {from: [any, parked, early], to: lost, kind: lose}",
            ["early>lost", "same>lost", "late>lost", "inherits>lost", "unowned>lost", "parked>lost"],
        ),
        ("t: {from: any, to: any, kind: lose}", []),
        ("t: {from: early, to: late, kind: advance, forbidden: true}", []),
    ],
)
def test_transition_is_one_move_per_pair(move: str, pairs: list[str]) -> None:
    """Lists are several moves, `any` is every open stage of the other end's lifecycle, forbidden ones are none.

    What is named beside `any` is meant as well, once.
    """
    assert _pairs(_graph(move)) == pairs


@pytest.mark.parametrize(
    ("source", "target", "is_handoff"),
    [
        ("mine", "early", True),
        ("early", "late", True),
        ("early", "same", False),
        ("late", "inherits", False),
        ("early", "by_function", True),
        ("early", "queued", False),
        ("early", "automatic", False),
        ("early", "parked", False),
        ("late", "won", False),
        ("early", "won", False),
        ("early", "unowned", False),
    ],
)
def test_handoff_is_to_other_people_in_an_open_stage(source: str, target: str, is_handoff: bool) -> None:
    """Not to a kind of the same role, a queue or automation, a closed or holding stage, or nobody."""
    graph = _graph(f"t: {{from: {source}, to: {target}, kind: advance}}")
    assert bool(graph.journey.handoffs) is is_handoff


@pytest.mark.parametrize(
    ("move", "receivers"),
    [
        ("{from: late, to: won, kind: handoff, accept: {by: mm}}", ("mm",)),
        ("{from: early, to: won, kind: handoff, accept: {criteria: [buyer_named]}}", ("ae",)),
        ("{from: late, to: won, kind: handoff, accept: {criteria: [buyer_named]}}", ()),
        ("{from: late, to: won, kind: handoff}", ()),
        ("{from: late, to: won, kind: advance, accept: {by: mm}}", ()),
        ("{from: late, to: lost, kind: handoff, accept: {by: mm}}", ()),
        ("{from: late, to: won, kind: handoff, accept: {by: bot}}", ()),
    ],
)
def test_won_deal_is_handed_to_who_accepts_it(move: str, receivers: tuple[str, ...]) -> None:
    """A won stage ends the work, unless a declared handoff is accepted there: by who it names, else by its owner."""
    text = WORLD + "criteria: {buyer_named: {object: deal}}\n"
    graph = Graph(model(text, more=f"transitions: {{t: {move}}}"))
    assert tuple(name for handoff in graph.journey.handoffs for name in handoff.receivers) == receivers


def test_nobody_is_handed_what_goes_to_an_unknown_role() -> None:
    """A stage whose owner is not declared has no receiver; the reference is the finding."""
    text = WORLD.replace("  drifter: {}\n", "")
    graph = Graph(model(text, more="transitions: {t: {from: early, to: lone, kind: handoff}}"))
    assert not graph.journey.handoffs


@pytest.mark.parametrize(("kind", "is_handoff"), [("reopen", False), ("handoff", True)])
def test_whoever_reopens_a_record_is_handed_nothing(kind: str, is_handoff: bool) -> None:
    """A lost deal that its next owner takes up again was in nobody's hands."""
    graph = _graph(f"t: {{from: lost, to: early, kind: {kind}, by: [sdr]}}")
    assert bool(graph.journey.handoffs) is is_handoff


def test_giver_and_receiver_are_roles() -> None:
    """A function's lead takes over for the function."""
    (handoff,) = _graph("t: {from: early, to: by_function, kind: handoff}").journey.handoffs
    assert (handoff.givers, handoff.receivers, handoff.inside) == (("sdr",), ("vp",), False)


def test_handoff_inside_a_stage_names_both_sides() -> None:
    """`from_owner` and `to_owner` make a move within one stage a handoff, also between people of one role."""
    (handoff,) = _graph("t: {from: late, to: late, kind: handoff, from_owner: ae, to_owner: ae}").journey.handoffs
    assert (handoff.givers, handoff.receivers, handoff.inside) == (("ae",), ("ae",), True)
    (between,) = _graph("t: {from: mine, to: late, kind: handoff, from_owner: mm, to_owner: ae}").journey.handoffs
    assert not between.inside


def test_list_of_sources_is_one_handoff_each() -> None:
    """Only the moves to other people count."""
    graph = _graph("t: {from: [early, late], to: inherits, kind: handoff}")
    assert [handoff.move.source.id for handoff in graph.journey.handoffs] == ["early"]


@pytest.mark.parametrize(
    ("source", "crosses"),
    [("mine", True), ("early", False), ("lone", False)],
)
def test_crossing_functions_needs_two_known_ones(source: str, crosses: bool) -> None:
    """Marketing to sales crosses, sales to sales does not, and a role without a function cannot be told."""
    graph = _graph(f"t: {{from: {source}, to: late, kind: handoff}}")
    assert [graph.journey.crosses_functions(handoff) for handoff in graph.journey.handoffs] == [crosses]


def _crowd(stages: int, transitions: int) -> Graph:
    """Return a model whose transitions each lead from every stage to every stage."""
    names = [f"s{number}" for number in range(stages)]
    ends = ", ".join(names)
    declared = ", ".join(f"{name}: {{type: open}}" for name in names)
    moves = (f"t{number}: {{from: [{ends}], to: [{ends}], kind: advance}}" for number in range(transitions))
    return Graph(model(f"stages: {{{declared}}}\ntransitions: {{{', '.join(moves)}}}"))


def test_ways_are_followed_up_to_a_number() -> None:
    """Five transitions over 100 stages are 50,000 ways; the sixth is not followed, and no way is called missing."""
    whole, more = _crowd(100, 5), _crowd(100, 6)
    assert (len(whole.journey.moves), whole.journey.not_followed) == (50_000, ())
    assert whole.ways.whole
    assert len(more.journey.moves) == 50_000
    assert [transition.id for transition in more.journey.not_followed] == ["t5"]
    assert not more.ways.whole


def test_transition_of_too_many_ways_is_not_followed() -> None:
    """One transition over 224 stages is 50,176 ways."""
    graph = _crowd(224, 1)
    assert graph.journey.moves == ()
    assert [transition.id for transition in graph.journey.not_followed] == ["t0"]


def test_moves_in_and_out_leave_loops_out() -> None:
    """A move within a stage neither enters nor leaves it."""
    graph = _graph("a: {from: late, to: late, kind: advance}, b: {from: early, to: late, kind: advance}")
    late = graph.model.get(Stage, "late")
    assert late
    assert [move.source.id for move in graph.journey.moves_in(late)] == ["early"]
    assert graph.journey.moves_out(late) == ()


def test_kinds_of_moves_that_go_on() -> None:
    """Giving up, sending back and taking up again are no way onward, nor is joining or leaving."""
    assert [kind for kind in Kind if not kind.is_onward] == ["recycle", "disqualify", "lose", "reopen", "join", "leave"]
