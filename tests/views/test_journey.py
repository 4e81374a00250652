"""The journey: who stands where, in which order, joined by which lines."""

import pytest

from opmodel.drawing import Drawing
from tests.views import pictures

_PATH = """
objects: {deal: {}}
functions: {sales: {}, care: {lead: head}}
roles:
  ae: {name: Account executive, function: sales}
  head: {function: care}
  gone: {vacant: true, function: care}
lifecycles: {path: {object: deal, stages: [a, b]}}
"""


def _owned(owner: str) -> Drawing:
    """Draw two stages, the first with the owner as written."""
    return pictures.of(f"{_PATH}stages: {{a: {{type: open, {owner}}}, b: {{type: open, owner: ae}}}}\n", "journey")


def _moved(transition: str) -> Drawing:
    """Draw three stages of two owners and one transition."""
    stages = "a: {type: open, owner: ae}, b: {type: open, owner: head}, c: {type: lost}"
    text = f"{_PATH.replace('[a, b]', '[a, b, c]')}stages: {{{stages}}}\ntransitions: {{move: {{{transition}}}}}\n"
    return pictures.of(text, "journey")


def test_lifecycles_follow_the_customer() -> None:
    """Northwind's demand feeds new business, that feeds customer care, and expansion grows out of it."""
    groups = pictures.drawn("northwind", "journey").groups
    assert [group.label for group in groups] == ["Demand", "New business", "Customer care", "Expansion"]
    assert [group.second for group in groups] == ["lead", "opportunity", "subscription", "opportunity"]


def test_lanes_stand_in_the_order_roles_are_written() -> None:
    """Northwind writes marketing before sales before those who serve after the signature."""
    lanes = pictures.drawn("northwind", "journey").lanes
    assert [lane.id.removeprefix("role/") for lane in lanes] == [
        "demand_gen_manager",
        "sdr",
        "ae",
        "account_manager",
        "onboarding_manager",
        "csm",
    ]
    assert (lanes[0].label, lanes[0].second) == ("Demand generation manager", "Marketing")


def test_small_words_of_a_stage_are_its_numbers() -> None:
    """Time limit, chance and forecast of an open stage; how many reasons a lost one asks for."""
    drawing = pictures.drawn("northwind", "journey")
    said = {shape.id.removeprefix("stage/"): shape.second for shape in drawing.shapes}
    assert said["discovery"] == "25d · 15% · pipeline"
    assert said["pilot"] == "35–95d · 45% · best case"
    assert said["contracting"] == "~6w · 80% · commit"
    assert said["onboarding"] == "3–14w"
    assert said["nurture"] == "8mo"
    assert said["lost"] == "4 reasons"
    assert said["won"] == ""


@pytest.mark.parametrize(
    ("owner", "label", "second"),
    [
        ("owner: ae", "Account executive", "sales"),
        ("owner: care", "Head", "Care"),
        ("owner: gone", "Gone", "Care · vacant"),
        ("owner: sales", "Sales", "no lead"),
        ("owner: stranger", "Stranger", "not declared"),
        ("owner: [ae, head], jointly: true", "Account executive and Head", "2 owners"),
        ("none: {owner: customers help themselves}", "Nobody", "on purpose"),
        ("withheld: [owner]", "Owner withheld", "kept elsewhere"),
    ],
)
def test_every_kind_of_owner_has_a_lane(owner: str, label: str, second: str) -> None:
    """Roles, functions for their leads, vacancies, strangers, several owners and absences are told apart."""
    drawing = _owned(owner)
    lane = next(lane for lane in drawing.lanes if lane.id == pictures.shape(drawing, "stage/a").lane)
    assert (lane.label, lane.second.lower()) == (label, second.lower())
    assert not pictures.shape(drawing, "stage/a").alarm


@pytest.mark.parametrize("owner", ["", "unknown: [owner]"])
def test_an_open_stage_without_owner_alarms(owner: str) -> None:
    """Nobody answers, or nobody knows who does: the stage stands in no lane and says so."""
    shape = pictures.shape(_owned(owner), "stage/a")
    assert (shape.lane, shape.alarm, shape.second) == ("", True, "no owner")


def test_a_closed_stage_stands_with_those_who_lead_there() -> None:
    """Rotawell's won follows legal review, its lost most of all account executives; both end in one column."""
    drawing = pictures.drawn("misaligned", "journey")
    won, lost = (pictures.shape(drawing, f"stage/{name}") for name in ("won", "lost"))
    assert (won.lane, lost.lane) == ("role/contract_manager", "role/ae")
    assert won.column == lost.column


def test_moves_become_lines_by_what_they_mean() -> None:
    """A change of owner is a handoff whatever it is called; ways back keep their kind; from-lists are several lines."""
    drawing = pictures.drawn("misaligned", "journey")
    kinds = {edge.id: edge.kind for edge in drawing.edges}
    assert kinds["transition/send_to_legal"] == "handoff"
    assert kinds["transition/wait_for_budget"] == "advance"
    assert kinds["transition/revive"] == "reopen"
    lines = [edge for edge in drawing.edges if edge.id.startswith("transition/lose/")]
    assert [edge.source for edge in lines] == [
        f"stage/{name}" for name in ("discovery", "solution_design", "proof", "proposal", "legal_review")
    ]
    assert all(edge.entities == ("transition/lose",) for edge in lines)


@pytest.mark.parametrize(
    ("transition", "kind", "label", "alarm"),
    [
        ("from: a, to: b, kind: handoff", "handoff", "nothing agreed", True),
        ("from: a, to: b, kind: advance", "handoff", "nothing agreed", True),
        ("from: a, to: b, kind: handoff, payload: [need]", "handoff", "nobody accepts, no clock", True),
        ("from: a, to: b, kind: handoff, sla: {within: 1bd}", "handoff", "nobody accepts", True),
        ("from: a, to: b, kind: handoff, accept: {by: head}", "handoff", "no clock", True),
        ("from: a, to: b, kind: handoff, accept: {by: head}, sla: {within: 1bd}", "handoff", "1bd", False),
        ("from: a, to: b, kind: handoff, unknown: [accept, sla], rate: 0.4", "handoff", "40%", False),
        ("from: a, to: b, kind: handoff, state: draft", "handoff", "", False),
        ("from: b, to: a, kind: recycle", "recycle", "nothing agreed", True),
        ("from: a, to: c, kind: handoff, rate: 0.075", "advance", "7.5%", False),
        ("from: a, to: c, kind: lose", "lose", "", False),
        ("from: a, to: c, kind: lose, forbidden: true", "lose", "", False),
    ],
)
def test_a_handoff_says_what_it_lacks(transition: str, kind: str, label: str, alarm: bool) -> None:
    """Missing acceptance or clock is marked, an explained absence and a draft are not; else the clock or the rate."""
    edge = pictures.edge(_moved(transition), "transition/move")
    assert (edge.kind, edge.label, edge.alarm) == (kind, label, alarm)
    assert edge.forbidden == ("forbidden" in transition)
    assert edge.draft == ("draft" in transition)


def test_a_missing_move_between_neighbours_is_drawn() -> None:
    """Nothing moves into Rotawell's proof; Northwind has no such gap."""
    gaps = [edge for edge in pictures.drawn("misaligned", "journey").edges if edge.kind == "gap"]
    assert [(edge.source, edge.target, edge.label) for edge in gaps] == [
        ("stage/solution_design", "stage/proof", "no move declared")
    ]
    assert not [edge for edge in pictures.drawn("northwind", "journey").edges if edge.kind == "gap"]


def test_clocks_and_refusals_are_light_lines_where_no_other_runs() -> None:
    """Rotawell parks stale enquiries by the clock and refuses meetings; a line that exists is not drawn twice."""
    drawing = pictures.drawn("misaligned", "journey")
    light = {edge.id: (edge.target, edge.label) for edge in drawing.edges if edge.kind in ("stall", "reject")}
    assert light == {
        "stage/enquiry/stall": ("stage/parked", "10d"),
        "transition/hold_meeting/refused/meeting_booked": ("stage/working", ""),
    }
    assert drawing.left_out == ("1 time limit or refusal that sends a record where a line leads already",)


def test_drafts_are_hatched_and_do_not_alarm() -> None:
    """A draft stage without owner is a draft, not an alarm."""
    shape = pictures.shape(_owned("state: draft"), "stage/a")
    assert (shape.draft, shape.alarm, shape.lane) == (True, False, "")


def test_stages_of_no_lifecycle_have_a_block_of_their_own() -> None:
    """A stage that no lifecycle names is drawn behind all others."""
    drawing = pictures.of(f"{_PATH}stages: {{z: {{type: open}}, a: {{type: open}}, b: {{type: open}}}}\n", "journey")
    assert [group.label for group in drawing.groups] == ["Path", "In no lifecycle"]
    assert [shape.id for shape in drawing.shapes] == ["stage/a", "stage/b", "stage/z"]


def test_the_first_sentences_tell_what_is_wrong() -> None:
    """The description counts stages, handoffs, what they lack, and stages without owner."""
    assert pictures.drawn("misaligned", "journey").description.startswith(
        "13 stages in 2 lifecycles, 6 handoffs between owners, 1 that nobody accepts, 1 with no clock and "
        "2 with nothing agreed. 1 stage has no owner."
    )
    assert pictures.of("", "journey").description == "No stage is declared, so there is no path to show."


def test_a_large_journey_numbers_its_lifecycles_and_says_how_to_read_it() -> None:
    """Fifty lifecycles are numbered, and the picture says how it is arranged."""
    drawing = pictures.drawn("300", "journey")
    assert len(drawing.groups) == 50
    assert all(group.second.endswith(f"{at} of 50") for at, group in enumerate(drawing.groups, 1))
    assert "Read row by row" in drawing.description
