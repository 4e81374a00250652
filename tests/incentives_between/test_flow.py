"""How much arrives and how much can be carried, by arithmetic that fits on the back of an envelope."""

import pytest

from opmodel.graph import Graph
from opmodel.incentives import Incentives, Thresholds
from opmodel.incentives.between.flow import Flow, Run
from opmodel.model import Model, read
from opmodel.model.sections.capacities import Capacity
from opmodel.source import parse


def model_of(text: str) -> Model:
    """Read one file as a whole model."""
    model = read([parse(f"opmodel: 1\n{text}".encode(), "opmodel.yaml")], "opmodel.yaml")
    assert model.faults == ()
    return model


PEOPLE = """
objects: {deal: {fields: {staff: {type: integer}, land: {type: text}}}}
dimensions:
  segment: {object: deal, values: {small: {when: staff < 200}, large: {when: staff >= 200}}}
  region: {object: deal, values: {west: {when: land = 'w'}, east: {when: land = 'e'}}}
roles:
  ae: {level: individual, headcount: 10}
  csm: {level: individual, headcount: 8}
  partner: {level: external}
kpis: {wins: {aggregation: count, good: up}, logos: {aggregation: count, good: up}}
"""


def percent(capacity: str) -> float | None:
    """Return the load of a capacity of the csm, percent."""
    model = model_of(f"{PEOPLE}\ncapacities: {{books: {{role: csm, unit: deal, {capacity}}}}}\n")
    load = Flow(Graph(model)).load(model.of(Capacity)[0])
    return None if load is None else round(load.percent, 6)


@pytest.mark.parametrize(
    ("capacity", "expected"),
    [
        # 5 a month for 4 months are 20 at a time; 10 people carry 2 each
        ("per_head: 2, headcount: 10, demand: {from: wins, per_month: 5, duration: 4mo}", 100),
        ("per_head: 2, headcount: 10, utilization: 50, demand: {from: wins, per_month: 5, duration: 4mo}", 200),
        # the role has 8 people
        ("per_head: 2, demand: {from: wins, per_month: 5, duration: 4mo}", 125),
        # the least arrives, for the shortest time, and the most is carried
        ("per_head: 1..2, headcount: 10, demand: {from: wins, per_month: 5..9, duration: 4mo..8mo}", 100),
        # two sources add up, one without a number is left out
        (
            "per_head: 2, headcount: 10, demand: [{from: wins, per_month: 5, duration: 4mo}, "
            "{from: logos, per_month: 5, duration: 2mo}, {from: wins, per_month: 90}]",
            150,
        ),
        # 10 small a month for a year at 60 a head take 2 people, 1 large at 4 a head takes 3
        (
            "per_head: {by: segment, small: 60, large: 4}, headcount: 10, "
            "demand: {from: wins, per_month: {by: segment, small: 10, large: 1}, duration: 12mo}",
            50,
        ),
        # only books differ by segment: all may be small
        (
            "per_head: {by: segment, small: 60, large: 4}, headcount: 1, "
            "demand: {from: wins, per_month: 10, duration: 6mo}",
            100,
        ),
        # books differ by segment and arrivals by region: nobody knows which belong together
        (
            "per_head: {by: segment, small: 60, large: 4}, headcount: 1, "
            "demand: {from: wins, per_month: {by: region, west: 4, east: 6}, duration: 6mo}",
            100,
        ),
        ("per_head: 2, headcount: 0, demand: {from: wins, per_month: 5, duration: 4mo}", None),
        ("headcount: 10, demand: {from: wins, per_month: 5, duration: 4mo}", None),
        ("per_head: 2, headcount: 10, demand: {from: wins, duration: 4mo}", None),
        ("per_head: 2, headcount: 10", None),
    ],
)
def test_load_follows_littles_law(capacity: str, expected: float | None) -> None:
    """What is in work is what arrives multiplied by how long it stays."""
    assert percent(capacity) == expected


JOURNEY = """
stages:
  signed: {type: won, owner: ae, kpi: wins}
  onboarding: {type: open, owner: csm}
  live: {type: open, owner: csm}
lifecycles: {deals: {object: deal, stages: [signed, onboarding, live]}}
"""
MOVES = "start: {from: signed, to: onboarding, kind: handoff, rate: 0.8}"
TARGET = "weight: 100, period: quarter, target: 15"
SLOTS = "slots: {role: csm, unit: deal, per_head: 5, demand: {from: start, duration: 1mo}}"


def runs(moves: str = MOVES, target: str = TARGET, slots: str = SLOTS, plan: str = "payee: ae") -> list[Run]:
    """Return where the targets of one plan lead; by default 10 people x 15 a quarter x 80% are 40 a month."""
    model = model_of(
        f"{PEOPLE}{JOURNEY}transitions: {{{moves}}}\n"
        f"incentives: {{plan: {{{plan}, measures: {{wins: {{{target}}}}}}}}}\ncapacities: {{{slots}}}\n"
    )
    graph = Graph(model)
    flow = Flow(graph)
    return [run for paid in Incentives(graph, Thresholds()).paid.values() for one in paid for run in flow.runs(one)]


def test_a_target_runs_down_the_journey() -> None:
    """Heads times target times rates arrive; 8 people with 5 each and a month per record take 40."""
    (run,) = runs()
    assert (run.carrier, run.way.stage.id) == ("csm", "onboarding")
    assert (round(run.arriving, 6), round(run.carried, 6), round(run.percent, 6)) == (40, 40, 100)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"target": "weight: 100, period: month, target: 15"}, 300),
        ({"target": "weight: 100, period: year, target: 15..30"}, 25),
        ({"target": "weight: 100, period: quarter, quota: 15"}, 100),
        ({"target": f"{TARGET}, level: team"}, 10),
        ({"target": f"{TARGET}, level: individual"}, 100),
        ({"slots": SLOTS.replace("1mo", "2mo")}, 200),
        ({"slots": SLOTS.replace("per_head: 5", "per_head: 5, headcount: 4, utilization: 50")}, 400),
        (
            {"slots": f"{SLOTS}, more: {{role: csm, unit: deal, per_head: 5, demand: {{from: start, duration: 1mo}}}}"},
            50,
        ),
        (
            {
                "target": "weight: 100, period: month, target: {by: segment, small: 10, large: 1}",
                "slots": SLOTS.replace("per_head: 5", "per_head: {by: segment, small: 10, large: 0.5}"),
            },
            100,
        ),
    ],
)
def test_numbers_of_plan_and_capacity_count(changed: dict[str, str], expected: float) -> None:
    """Period, level, quota, time in work, heads and several capacities change the share as arithmetic says."""
    assert [round(run.percent, 6) for run in runs(**changed)] == [expected]


@pytest.mark.parametrize(
    "changed",
    [
        {"moves": MOVES.replace(", rate: 0.8", "")},
        {"moves": MOVES.replace("to: onboarding", "to: [onboarding, live]")},
        {"moves": MOVES.replace("handoff", "recycle")},
        {"target": "weight: 100, target: 15"},
        {"target": "weight: 100, period: quarter"},
        {"target": f"{TARGET}, direction: down"},
        {"slots": SLOTS.replace(", duration: 1mo", "")},
        {"slots": SLOTS.replace("per_head: 5, ", "")},
        {"slots": f"{SLOTS}, more: {{role: csm, unit: deal}}"},
        {"plan": "payee: [ae, partner]"},
    ],
)
def test_a_number_nobody_declared_says_nothing(changed: dict[str, str]) -> None:
    """Without a rate, a period, heads or a time in work there is no run."""
    assert runs(**changed) == []


def test_the_strongest_of_several_ways_counts_and_loops_end() -> None:
    """Records that go round are counted once, by the way most of them take."""
    moves = (
        f"{MOVES}, go_live: {{from: onboarding, to: live, kind: advance, rate: 0.5}}, "
        "again: {from: live, to: onboarding, kind: advance, rate: 1}, "
        "straight: {from: signed, to: live, kind: handoff, rate: 0.1}"
    )
    (run,) = runs(moves=moves)
    assert (run.way.stage.id, round(run.way.rate, 6)) == ("onboarding", 0.8)
