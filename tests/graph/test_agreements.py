"""What people who work one after the other agreed: time limits, and what is told back."""

import pytest

from opmodel.graph import Graph
from opmodel.graph.journey import TIMED
from opmodel.model.sections.transitions import Transition
from tests.model.models import model

WORLD = """
functions: {marketing: {lead: cmo}, sales: {lead: vp}}
roles:
  cmo: {function: marketing}
  mm: {function: marketing}
  vp: {function: sales}
  ae: {function: sales}
  rep: {function: sales}
  sdr: {function: sales, is_a: rep}
  desk: {function: marketing, level: queue, held_by: mm}
objects: {deal: {fields: {made: {type: date}, met: {type: date}, goal: {type: text}}}}
lifecycles: {deals: {object: deal, stages: [enquiry, calling, meeting]}}
stages:
  enquiry: {type: open, owner: mm}
  calling: {type: open, owner: rep, sla: {within: 5d, kpi: speed}}
  meeting: {type: open, owner: ae}
transitions:
  pass: {from: enquiry, to: calling, kind: handoff, accept: {by: rep}, sla: {within: 1d, starts: made, stops: met}}
  meet: {from: calling, to: meeting, kind: handoff, accept: {by: ae}, sla: {within: 2d}, kpis: {time: speed}}
kpis: {speed: {aggregation: duration, object: deal, value: met  -  made, good: down}}
responsibilities: {answer: {owner: mm, object: deal, sla: {within: 8bh}}}
routing:
  inbound: {object: deal, rules: [{when: goal is null, assign: {role: rep}}, {assign: {role: ae}, sla: {within: 2bh}}]}
"""


def _graph(feedback: str = "") -> Graph:
    found = model(WORLD, more=f"feedback: {{one: {feedback}}}" if feedback else "")
    assert not found.faults, [fault.message for fault in found.faults]
    return Graph(found)


def test_every_section_with_a_clock_gives_its_time_limits() -> None:
    """A limit knows where it stands and which KPI measures it: the one it names, or the time between its two dates."""
    graph = _graph()
    limits = [limit for kind in TIMED for one in graph.model.of(kind) for limit in graph.agreements.limits(one)]
    measured = {limit.where: kpi.id if (kpi := graph.agreements.measuring(limit)) else "" for limit in limits}
    assert {f"{where.entity} {where.trail}": kpi for where, kpi in measured.items()} == {
        "responsibility/answer ('sla',)": "",
        "routing/inbound ('rules', 1, 'sla')": "",
        "stage/calling ('sla',)": "speed",
        "transition/meet ('sla',)": "speed",
        "transition/pass ('sla',)": "speed",
    }


@pytest.mark.parametrize(
    ("feedback", "heard"),
    [
        ("{from: rep, to: mm, about: meeting}", {"pass"}),
        ("{from: sdr, to: mm, about: meeting}", {"pass"}),
        ("{from: vp, to: cmo, about: meeting}", {"pass"}),
        ("{from: ae, to: marketing, about: meeting}", {"pass"}),
        ("{from: cmo, to: desk, about: enquiry}", {"pass"}),
        ("{from: cmo, to: cmo, about: meeting}", set()),
        ("{from: mm, to: ae, about: enquiry}", set()),
        ("{from: ae, to: rep, about: enquiry}", {"meet"}),
        ("{from: cmo, to: sdr, about: transition/meet}", {"meet"}),
        ("{from: vp, to: vp, about: enquiry}", set()),
        ("{from: rep, to: mm, about: meeting, state: draft}", set()),
    ],
)
def test_feedback_reaches_the_givers(feedback: str, heard: set[str]) -> None:
    """Between functions anybody speaks for all, inside one only the roles themselves and their kinds."""
    graph = _graph(feedback)
    handoffs = [one for move in graph.model.of(Transition) for one in graph.journey.handoffs_of(move)]
    assert {one.transition.id for one in handoffs if graph.agreements.tells_back(one)} == heard
