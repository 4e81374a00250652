"""Whom routing gives records to, and which stages that brings them to."""

import pytest

from opmodel.graph import Graph
from opmodel.model.sections.routing import Routing
from tests.model.models import model

BASE = """
roles:
  sdr: {level: individual}
  ae: {level: individual}
  head: {level: manager}
  bot: {level: automation}
  desk: {level: queue, held_by: sdr}
  lost_queue: {level: queue}
objects:
  account: {fields: {staff: {type: integer, min: 1}, rep: {type: user}}}
  lead:
    joins: {account: account}
    fields: {stage: {type: stage}, score: {type: integer, required: true}, source: {type: enum, values: [web, event]}}
lifecycles: {leads: {object: lead, stages: [new, working, offer, gone]}}
stages:
  new: {type: open, owner: head}
  working: {type: open, owner: sdr}
  offer: {type: open, owner: ae}
  gone: {type: lost}
kpis: {speed: {aggregation: duration}}
transitions:
  take: {from: new, to: working, kind: handoff, when: score >= 50, sla: {within: 1d, kpi: speed}}
  on: {from: working, to: offer, kind: handoff}
"""


def _graph(*routings: str) -> tuple[Graph, tuple[Routing, ...]]:
    lines = "\n".join(f"  r{number}: {{object: lead, {text}}}" for number, text in enumerate(routings))
    found = model(BASE, more=f"routing:\n{lines}\n")
    assert not found.faults, [fault.message for fault in found.faults]
    return Graph(found), found.of(Routing)


@pytest.mark.parametrize(
    ("routing", "record"),
    [
        ("rules: [{assign: {role: sdr}}]", ""),
        ("rules: [{when: score >= 50, assign: {role: sdr}}]", "a lead with score 0"),
        ("when: score >= 50, rules: [{when: score >= 50, assign: {role: sdr}}]", ""),
        ("rules: [{when: score >= 50, assign: {role: sdr}}], fallback: {role: head}", ""),
        ("rules: [{when: source = 'web', pool: [sdr]}, {when: source = 'event', pool: [ae]}]", "source empty"),
        ("rules: [{when: account.rep is not null, assign: {field: account.rep}}]", "a lead with account.rep empty"),
        ("rules: [{assign: {field: account.rep}}]", "a lead with account.rep empty"),
        ("rules: [{assign: {field: account.rep}}, {assign: {role: sdr}}]", ""),
        ("rules: [{cap: 40}]", "a lead with any values"),
        ("rules: [{method: by territory}]", ""),
    ],
)
def test_records_that_nobody_gets(routing: str, record: str) -> None:
    """A routing forgets a record if no rule names somebody for it and there is no fallback."""
    graph, (one,) = _graph(routing)
    left = graph.routes.unassigned(one)
    assert (left is None) == (not record), left
    assert left is None or record in left.record


def test_an_empty_column_that_no_rule_asks_about_is_told_apart() -> None:
    """A hole that only records with an empty column fall into is weaker than one that any record may fall into."""
    graph, (by_source, by_rep) = _graph(
        "rules: [{when: source = 'web', pool: [sdr]}, {when: source = 'event', pool: [ae]}]",
        "rules: [{when: account.rep is not null, assign: {field: account.rep}}]",
    )
    found = [graph.routes.unassigned(one) for one in (by_source, by_rep)]
    assert [one and one.only_empty for one in found] == [True, False]


@pytest.mark.parametrize(
    ("routing", "places"),
    [
        ("rules: [{when: score > 9, pool: [ae]}, {when: score > 50, pool: [sdr]}, {pool: [sdr]}]", [(1, (0,))]),
        ("rules: [{when: score > 50, pool: [ae]}, {when: score > 9, pool: [sdr]}, {pool: [sdr]}]", []),
        ("rules: [{when: score > 9, pool: [ae]}, {when: score <= 9, pool: [sdr]}, {pool: [sdr]}]", []),
        ("rules: [{pool: [ae]}, {when: score > 9, pool: [sdr]}]", [(1, (0,))]),
    ],
)
def test_rules_that_no_record_reaches(routing: str, places: list[tuple[int, tuple[int, ...]]]) -> None:
    """The first rule that fits wins; a last rule for what is left may catch nothing."""
    graph, (one,) = _graph(routing)
    assert [(found.place, found.by) for found in graph.routes.unreached(one)] == places


def test_two_routings_that_take_one_record() -> None:
    """The record is named, and whom each gives it to; another trigger is another moment."""
    graph, _ = _graph(
        "when: score >= 50, rules: [{pool: [ae]}]",
        "when: source = 'web', rules: [{pool: [sdr]}]",
        "when: score < 50 and source = 'event', rules: [{pool: [sdr]}]",
        "trigger: silent for a week, rules: [{pool: [sdr]}]",
    )
    (found,) = graph.routes.overlaps
    assert (found.one.id, found.other.id, found.names) == ("r0", "r1", (("ae",), ("sdr",)))
    assert found.record == "a lead with score 50 and source 'web'"


@pytest.mark.parametrize(
    ("routing", "stages"),
    [
        ("when: score >= 50, rules: [{pool: [sdr]}]", ["working"]),
        ("rules: [{pool: [sdr], sla: {within: 1h, kpi: speed}}]", ["working"]),
        ("when: stage = 'working', rules: [{pool: [sdr]}]", ["working", "offer"]),
        ("when: score > 3, rules: [{pool: [sdr]}]", []),
    ],
)
def test_stages_that_a_routing_feeds(routing: str, stages: list[str]) -> None:
    """A move for the same records or by the same clock tells, or a condition on the stage; else nothing does."""
    graph, (one,) = _graph(routing)
    assert [stage.id for stage in graph.feeding.stages(one, one.rules[0])] == stages


def test_whoever_answers_for_what_is_routed_there() -> None:
    """A program answers for nothing, nor does a queue that nobody works."""
    graph, _ = _graph("rules: [{pool: [sdr]}]")
    answering = [name for name in ("sdr", "bot", "desk", "lost_queue", "nobody") if graph.feeding.answers(name)]
    assert answering == ["sdr", "desk"]
