"""The two sides of a handoff answer for one KPI together, or are paid on one."""

from collections.abc import Iterable, Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.graph import Handoff
from opmodel.graph.people import People
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.roles import Level
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare

MOST_NOTES = 5
"""Further transitions between the same two roles that a finding points at."""


@rule(Severity.WARNING, needs=("kpis.owner", "kpis.joint", "transitions.from_owner", "transitions.to_owner"))
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of roles that hand records to each other and share no number."""
    kpis = tuple(context.each(Kpi))
    if not kpis:
        return
    numbers = _Numbers(kpis, context.each(Incentive), context.graph.people)
    unsure = _Numbers((kpi for kpi in context.model.of(Kpi) if context.is_unsure(kpi)), (), context.graph.people)
    how_bad = Severity.WARNING if any(kpi.joint for kpi in kpis) else Severity.NOTE
    for (giver, receiver), handoffs in _pairs(context).items():
        known = not unsure.of(giver) and not unsure.of(receiver)
        if known and numbers.of(giver).isdisjoint(numbers.of(receiver)) and not numbers.leaders_share(giver, receiver):
            yield _problem(giver, receiver, handoffs, how_bad, context.graph.people)


class _Numbers:
    """The KPIs that each role answers for or is paid on.

    A general role's are those of its kinds and the other way round, a queue's those of who works it, and what
    functions answer for jointly is shared by the people in them.
    """

    def __init__(self, kpis: Iterable[Kpi], plans: Iterable[Incentive], people: People) -> None:
        self._people = people
        self._own: dict[str, set[tuple[str, str]]] = {}
        self._known: dict[str, frozenset[tuple[str, str]]] = {}
        self._roles: dict[str, tuple[str, ...]] = {}
        self._joint: list[frozenset[str]] = []
        for kpi in kpis:
            if kpi.joint:
                named = (people.role(name) for name in (*kpi.owner, *kpi.joint))
                self._joint.append(frozenset(role.id for role in named if role))
            self._add((*kpi.owner, *kpi.joint), "answers for", kpi.id)
            for name in kpi.joint:
                if people.is_function(name):
                    self._own.setdefault(_everybody(people.function(name)), set()).add(("answers for", kpi.id))
        for plan in plans:
            paid = (*plan.payee, *(member for name in plan.payee for member in people.members(name)))
            for measure in plan.measures:
                self._add(paid, "is paid on", bare(measure.kpi))

    def _add(self, names: tuple[str, ...], how: str, kpi: str) -> None:
        for name in names:
            if name not in self._roles:
                roles = ((self._people.role(holder), holder) for holder in (name, *self._people.holders(name)))
                self._roles[name] = tuple(dict.fromkeys(role.id if role else holder for role, holder in roles))
            for role_name in self._roles[name]:
                self._own.setdefault(role_name, set()).add((how, kpi))

    def of(self, name: str) -> frozenset[tuple[str, str]]:
        """Return what a role answers for and is paid on."""
        if name not in self._known:
            self._known[name] = self._of(name)
        return self._known[name]

    def leaders_share(self, one: str, other: str) -> bool:
        """Tell whether somebody who leads only the one side answers for a KPI jointly with who leads only the other."""
        mine, theirs = self._in_charge(one), self._in_charge(other)
        return any(joint & (mine - theirs) and joint & (theirs - mine) for joint in self._joint)

    def _in_charge(self, name: str) -> frozenset[str]:
        """Return a role, those above it and the lead of its function."""
        lead = self._people.role(self._people.function(name))
        return frozenset((name, *self._people.line(name), *((lead.id,) if lead else ())))

    def _of(self, name: str) -> frozenset[tuple[str, str]]:
        kinds = (*self._people.kinds(name), *(kind.id for kind in self._people.special(name)))
        keys = (*kinds, _everybody(self._people.function(name)))
        return frozenset().union(*(self._own.get(key, ()) for key in keys))


def _everybody(function: str) -> str:
    return f"function/{function}"


def _pairs(context: Context) -> dict[tuple[str, str], list[Handoff]]:
    """Return the handoffs between people of the company by pair of roles, either way."""
    known = {transition.ref for transition in context.each(Transition)}
    found: dict[tuple[str, str], list[Handoff]] = {}
    for handoff in context.graph.journey.handoffs:
        if handoff.inside or handoff.transition.ref not in known:
            continue
        for giver in _colleagues(handoff.givers, context.graph.people):
            for receiver in _colleagues(handoff.receivers, context.graph.people):
                pair = (receiver, giver) if (receiver, giver) in found else (giver, receiver)
                found.setdefault(pair, []).append(handoff)
    return found


def _colleagues(names: tuple[str, ...], people: People) -> tuple[str, ...]:
    """Return the people behind roles: a queue's are those who work it; a partner answers for no KPI of the company."""
    roles = map(people.role, people.working(names))
    return tuple(
        dict.fromkeys(one.id for one in roles if one and one.level is not Level.EXTERNAL and people.is_people(one.id))
    )


def _problem(giver: str, receiver: str, handoffs: list[Handoff], how_bad: Severity, people: People) -> Problem:
    first, *others = {handoff.transition.ref: handoff.transition for handoff in handoffs}.values()
    measured = first.kpis.conversion if first.kpis else None
    joint = f"joint: [{giver}, {receiver}]"
    return about_pay(
        first.where(),
        f"transition '{first.id}' hands over from {people.named((giver,))} to {people.named((receiver,))}, but they "
        "share no KPI: none that both answer for, none that pays both",
        f"give kpi '{measured}' `{joint}`" if measured else f"give the KPI that shows whether it works `{joint}`",
        roles=(giver, receiver),
        kpis=(bare(measured),) if measured else (),
        notes=((other.where(), "the same two roles") for other in others[:MOST_NOTES]),
        severity=how_bad,
        told_apart=" ".join(sorted((giver, receiver))),
    )
