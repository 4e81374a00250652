"""Where terms stand, who works by them, what hangs on them, and what goes round."""

from datetime import date
from pathlib import Path

import pytest

from opmodel.graph import Graph
from opmodel.graph.circles import going_round
from opmodel.graph.meaning import plain_word
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.systems import System
from opmodel.pipeline import load_folder

MODEL = """\
opmodel: 1
functions: {marketing: {lead: cmo}, sales: {lead: vp}, service: {lead: vpc}, revenue: {lead: cro}}
roles:
  cmo: {function: marketing}
  vp: {function: sales, reports_to: cro}
  ae: {function: sales, reports_to: vp}
  vpc: {function: service}
  cro: {function: revenue}
  inbox: {level: queue, held_by: [ae]}
objects:
  lead: {system: hub, joins: {account: account}, fields: {stage: {type: stage}, score: {type: integer}}}
  deal: {system: crm, fields: {stage: {type: stage}, lost_from: {type: stage}, amount: {type: money}}}
  account: {fields: {size: {type: integer}, fit: {type: boolean}}}
systems:
  hub: {integrates: [{to: lake, direction: one_way}]}
  lake: {integrates: [{to: crm, direction: one_way}]}
  crm: {}
definitions:
  fit: {term: Fit, object: account, test: size > 10}
  ideal: {term: Ideal-customer, aliases: [ICP], object: account, test: size > 50}
  mql: {term: MQL, object: lead, owner: cmo, test: score > 60 and account.ideal and account.fit}
  real: {term: Real deal, object: deal, test: amount > 0}
  pipeline: {term: Pipeline, object: deal, population: real, test: stage >= 'proof' and not parked}
  late: {term: Late loss, object: deal, test: lost_from >= 'proof'}
  quiet: {term: Quiet, object: deal, test: amount > 5}
criteria:
  parked: {object: deal, test: amount < 9 and quiet}
lifecycles:
  leads: {object: lead, stages: [raw, working]}
  deals: {object: deal, stages: [talk, proof, won]}
stages:
  raw: {type: open, owner: cmo, exit: [mql]}
  working: {type: open, owner: inbox, crm: {system: crm}}
  talk: {type: open, owner: ae, forecast_category: omitted, definition: quiet}
  proof: {type: open, owner: ae, forecast_category: pipeline}
  won: {type: won, owner: vpc, forecast_category: closed}
transitions:
  pass: {from: raw, to: working, kind: handoff}
  back: {from: working, to: raw, kind: recycle, when: score < 5 or mql}
  grow: {from: talk, to: proof, kind: advance}
  win: {from: proof, to: won, kind: handoff, accept: {by: vpc, criteria: [real]}}
"""


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    """Return the graph of the model above."""
    (tmp_path / "opmodel.yaml").write_text(MODEL, encoding="utf-8")
    model = load_folder(tmp_path, tmp_path)
    assert [fault.message for fault in model.faults] == []
    return Graph(model)


def _definition(graph: Graph, name: str) -> Definition:
    found = graph.model.get(Definition, name)
    assert found
    return found


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("mql", {"definition/ideal"}),
        ("pipeline", {"definition/real", "criterion/parked"}),
        ("ideal", set()),
    ],
)
def test_terms_rest_on_what_they_name(graph: Graph, name: str, parts: set[str]) -> None:
    """Keys and conditions name terms, over joins too; a field comes before a term of its name."""
    assert graph.terms.rests_on(_definition(graph, name)).keys() == parts


@pytest.mark.parametrize(
    ("name", "stages", "functions", "unheard"),
    [
        ("mql", ["raw"], ["marketing", "sales"], ["sales"]),
        ("real", [], ["sales", "service"], ["sales", "service"]),
        ("quiet", ["talk"], ["sales"], ["sales"]),
        ("fit", [], [], []),
    ],
)
def test_functions_stand_beside_a_definition(
    graph: Graph, name: str, stages: list[str], functions: list[str], unheard: list[str]
) -> None:
    """A gate, an acceptance and a definition of a stage bring people in; a way back does not."""
    definition = _definition(graph, name)
    assert [stage.id for stage in graph.meaning.stages(definition)] == stages
    assert [one.function for one in graph.meaning.neighbours(definition)] == functions
    assert [one.function for one in graph.meaning.missing_approvals(definition, date(2026, 11, 21))] == unheard


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("pipeline", "it takes records in stage 'proof', which the forecast counts"),
        ("real", "definition 'pipeline', which rests on it, takes records in stage 'proof', which the forecast counts"),
        ("late", ""),
        (
            "quiet",
            "definition 'pipeline', which rests on it, takes records in stage 'proof', which the forecast counts",
        ),
        ("mql", ""),
    ],
)
def test_the_forecast_hangs_on_what_it_counts_by(graph: Graph, name: str, why: str) -> None:
    """A stage that is left out, the stage a deal was lost from and leads do not bear on the forecast."""
    assert graph.meaning.on_forecast(_definition(graph, name)) == why


def test_a_word_is_found_however_it_is_written(graph: Graph) -> None:
    """Terms and aliases share one list."""
    assert [one.id for one in graph.meaning.words[plain_word("ideal Customer")]] == ["ideal"]
    assert [one.id for one in graph.meaning.words[plain_word("icp")]] == ["ideal"]


def test_records_flow_over_systems_one_way(graph: Graph) -> None:
    """A flow over a third system counts, against its direction it does not."""
    assert graph.lineage.flows("hub", "crm")
    assert not graph.lineage.flows("crm", "hub")
    assert graph.lineage.is_wired
    assert {system.id for system in graph.model.of(System)} == {"hub", "lake", "crm"}


@pytest.mark.parametrize(("name", "system"), [("raw", "hub"), ("working", "crm"), ("talk", "crm")])
def test_records_of_a_stage_live_in_a_system(graph: Graph, name: str, system: str) -> None:
    """The stage itself says so, else its lifecycle or its object."""
    stage = graph.model.get(Stage, name)
    assert stage
    assert graph.lineage.system(stage) == system


@pytest.mark.parametrize(
    ("ways", "groups"),
    [
        ({}, []),
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"a"}}, [{"a"}]),
        ({"a": {"b"}, "b": {"a", "c"}, "c": {"d"}, "d": {"c"}, "e": {"a"}}, [{"a", "b"}, {"c", "d"}]),
        ({"a": {"b"}, "b": {"b", "c"}, "c": set()}, [{"b"}]),
    ],
)
def test_only_what_goes_round_is_left(ways: dict[str, set[str]], groups: list[set[str]]) -> None:
    """What leads nowhere, and what only leads into a circle, is in none."""
    assert sorted(going_round(ways), key=min) == groups
