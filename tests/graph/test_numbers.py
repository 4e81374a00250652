"""Which plans, time limits, dashboards and meetings a KPI has, and which records it counts."""

from opmodel.expressions import to_sql
from opmodel.graph import Graph
from opmodel.model.sections.kpis import Kpi
from tests.model.models import model

WORLD = """
objects: {lead: {fields: {score: {type: integer}, routed_at: {type: date}, called_at: {type: date}}}}
roles: {rep: {}, marketer: {}, vp: {}}
systems: {crm: {type: crm}}
datasets: {funnel: {system: crm}}
definitions: {good_lead: {term: Good lead, object: lead, test: score > 50}}
lifecycles: {demand: {object: lead, stages: [captured, called, done]}}
stages:
  captured: {type: open, owner: marketer, sla: {within: 1w, kpi: kpi/waiting}}
  called: {type: open, owner: rep}
  done: {type: won}
transitions:
  hand_over: {from: captured, to: called, kind: handoff, sla: {within: 1d}, kpis: {time: answer_time}}
  close: {from: called, to: done, kind: advance}
kpis:
  waiting: {aggregation: duration, object: lead}
  answer_time: {aggregation: duration, population: good_lead, filter: called_at is not null, dataset: funnel}
  good_leads: {aggregation: count, definition: good_lead}
  called_share:
    aggregation: ratio
    object: lead
    numerator: {sql: called_at is not null}
    denominator: {kpi: good_leads}
  worth: {aggregation: ratio, object: lead, numerator: {sql: score}, denominator: {sql: no_such_column > 1}}
dashboards: {board: {kpis: [good_leads]}}
cadences:
  review: {every: 1w, chair: vp, inspects: [kpi/waiting], inputs: [board]}
  numbers: {every: 1w, chair: vp, inputs: [funnel]}
  plan: {every: 1q, chair: vp, inspects: [good_leads], state: draft}
incentives:
  plan_rep: {payee: rep, measures: {good_leads: {weight: 100, gates: {answer_time: 3}}}}
  plan_draft: {payee: rep, state: draft, measures: {waiting: {weight: 100}}}
"""
GRAPH = Graph(model(WORLD))


def _kpi(name: str) -> Kpi:
    found = GRAPH.model.get(Kpi, name)
    assert found
    return found


def test_plans_are_those_that_pay_and_hold() -> None:
    """A gate is no pay, and a draft is no plan."""
    assert [plan.id for plan in GRAPH.numbers.plans("good_leads")] == ["plan_rep"]
    assert GRAPH.numbers.plans("answer_time") == GRAPH.numbers.plans("waiting") == ()


def test_time_limit_is_measured_by_its_kpi_or_the_time_of_its_move() -> None:
    """A stage names its KPI, a transition without one is measured by its time."""
    measured = {
        name: [one.entity.ref for one in GRAPH.numbers.time_limits(name)] for name in ("waiting", "answer_time")
    }
    assert measured == {"waiting": ["stage/captured"], "answer_time": ["transition/hand_over"]}


def test_meetings_look_at_what_they_inspect_or_read() -> None:
    """A meeting looks at a KPI by name, by a dashboard that shows it, or by its dataset; a draft of one does not."""
    found = {name: [one.id for one in GRAPH.numbers.meetings(_kpi(name))] for name in ("waiting", "good_leads")}
    assert found == {"waiting": ["review"], "good_leads": ["review"]}
    assert [one.id for one in GRAPH.numbers.meetings(_kpi("answer_time"))] == ["numbers"]
    assert [one.id for one in GRAPH.numbers.boards("good_leads")] == ["board"]


def test_a_kpi_counts_the_records_that_meet_all_it_says() -> None:
    """Population, filter and the part's own condition hold together; a value or an unknown column counts nothing."""
    numbers, share, worth = GRAPH.numbers, _kpi("called_share"), _kpi("worth")
    whole = numbers.counted(_kpi("answer_time"))
    assert whole
    assert (whole.object, to_sql(whole.condition)) == ("lead", "good_lead and called_at is not null")
    above, below = numbers.side(share, share.numerator), numbers.side(share, share.denominator)
    assert [to_sql(side.condition) for side in (above, below) if side] == ["called_at is not null", "good_lead"]
    assert numbers.side(worth, worth.numerator) is None
    assert numbers.side(worth, worth.denominator) is None
