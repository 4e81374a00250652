"""Tensions that a company has on purpose: what they name stays in the report, as accepted."""

from dataclasses import replace
from datetime import date

from opmodel.engine.problem import OR_ACCEPT, Problem
from opmodel.finding import ACCEPTED_UNTIL, Finding, Note, Status, apart
from opmodel.graph import Graph
from opmodel.graph.people import People
from opmodel.model import is_draft
from opmodel.model.sections.tensions import Tension
from opmodel.wording import bare


class Acceptance:
    """The tensions of a model that can be relied on, by rule."""

    def __init__(self, graph: Graph, on: date) -> None:
        self._graph = graph
        self._by_rule: dict[str, list[Tension]] = {}
        for one in graph.model.of(Tension):
            if not is_draft(one) and not objections(one, graph.people, on):
                self._by_rule.setdefault(one.rule, []).append(one)

    def of(self, found: Finding | Problem, rule: str) -> Tension | None:
        """Return the tension that names what a rule found, told by the roles and KPIs it is about."""
        named = (one for one in self._by_rule.get(rule, ()) if _names(one, found, self._graph.people))
        return next(named, None)

    def judged(self, finding: Finding) -> Finding:
        """Return a finding as accepted where a tension names it, with why and until when.

        It keeps everything it says, but for the advice to declare what is declared.
        """
        tension = self.of(finding, finding.rule)
        if tension is None:
            return finding
        until = f"{ACCEPTED_UNTIL} {tension.review_by}, settled by '{tension.arbiter}': {tension.rationale}"
        note = Note(self._graph.model.span(tension.where()), until)
        help = finding.help.partition(OR_ACCEPT)[0]
        return replace(finding, status=Status.ACCEPTED, notes=(note, *finding.notes), help=help)


def objections(tension: Tension, people: People, on: date) -> tuple[tuple[str, str], ...]:
    """Return why a tension accepts nothing: the field and what is wrong with it."""
    found = []
    if any(people.same(tension.arbiter, party) for party in tension.between):
        found.append(("arbiter", f"its arbiter '{tension.arbiter}' is one of the two parties"))
    if tension.review_by < on:
        found.append(("review_by", f"its review was due on {tension.review_by}"))
    return tuple(found)


def matches(tension: Tension, finding: Finding, people: People) -> bool:
    """Tell whether a finding, or one side of it, is what a tension names.

    That is the rule, the pair whatever its order, the KPI if it names one. A finding about one role is the tension's
    where it is one of the two and the tension names the KPI.
    """
    return finding.rule == tension.rule and any(_names(tension, side, people) for side in apart(finding))


def _names(tension: Tension, found: Finding | Problem, people: People) -> bool:
    roles = found.roles
    kpi = bare(tension.kpi) if tension.kpi else ""
    if not roles or (kpi and kpi not in found.kpis):
        return False
    parties = [any(people.same(role, party) for party in tension.between) for role in roles]
    if len(roles) == 1:
        return parties[0] and bool(kpi)
    held = [any(people.same(party, role) for role in roles) for party in tension.between]
    return all(parties) and all(held)
