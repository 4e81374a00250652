"""Tensions that a company has on purpose: what they name stays in the report, as accepted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from opmodel.engine.outcome import Outcome
from opmodel.finding import Finding, Note, Status
from opmodel.graph import Graph
from opmodel.graph.people import People
from opmodel.model import is_draft
from opmodel.model.sections.tensions import Tension


def accepted(outcomes: tuple[Outcome, ...], tensions: Iterable[Tension], graph: Graph, on: date) -> tuple[Outcome, ...]:
    """Return the outcomes with what valid tensions name as accepted."""
    valid = [one for one in tensions if not is_draft(one) and not objections(one, graph.people, on)]
    if not valid:
        return outcomes
    by_rule: dict[str, list[Tension]] = {}
    for one in valid:
        by_rule.setdefault(one.rule, []).append(one)
    return tuple(
        replace(outcome, findings=tuple(_judged(finding, by_rule[outcome.rule], graph) for finding in outcome.findings))
        if outcome.rule in by_rule
        else outcome
        for outcome in outcomes
    )


def objections(tension: Tension, people: People, on: date) -> tuple[tuple[str, str], ...]:
    """Return why a tension accepts nothing: the field and what is wrong with it."""
    found = []
    if any(people.same(tension.arbiter, party) for party in tension.between):
        found.append(("arbiter", f"its arbiter '{tension.arbiter}' is one of the two parties"))
    if tension.review_by < on:
        found.append(("review_by", f"its review was due on {tension.review_by}"))
    return tuple(found)


def matches(tension: Tension, finding: Finding, people: People) -> bool:
    """Tell whether a finding is what a tension names: the rule, the pair whatever its order, the KPI if it names one.

    A finding about one role is the tension's where it is one of the two and the tension names the KPI.
    """
    if finding.rule != tension.rule:
        return False
    roles, kpis = finding.data.get("roles"), finding.data.get("kpis")
    if not isinstance(roles, tuple) or not roles or not isinstance(kpis, tuple):
        return False
    kpi = tension.kpi.rpartition("/")[2] if tension.kpi else ""
    if kpi and kpi not in kpis:
        return False
    parties = [any(people.same(str(role), party) for party in tension.between) for role in roles]
    if len(roles) == 1:
        return parties[0] and bool(kpi)
    held = [any(people.same(party, str(role)) for role in roles) for party in tension.between]
    return all(parties) and all(held)


def _judged(finding: Finding, tensions: Iterable[Tension], graph: Graph) -> Finding:
    """Return a finding as accepted where a tension names it, with why and until when; it keeps everything it says."""
    named = (one for one in tensions if finding.status is Status.OPEN and matches(one, finding, graph.people))
    tension = next(named, None)
    if tension is None:
        return finding
    until = f"accepted on purpose until {tension.review_by}, settled by '{tension.arbiter}': {tension.rationale}"
    note = Note(graph.model.span(tension.where()), until)
    return replace(finding, status=Status.ACCEPTED, notes=(note, *finding.notes))
