"""The two sides of a handoff answer for one KPI together, or are paid on one."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Handoff
from opmodel.graph.people import People
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.roles import Level
from opmodel.model.sections.transitions import Transition


@rule(Severity.WARNING, needs=("kpis.owner", "kpis.joint", "transitions.from_owner", "transitions.to_owner"))
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of roles that hand records to each other and share no number."""
    people = context.graph.people
    kpis = tuple(context.each(Kpi))
    unsure = [kpi for kpi in context.model.of(Kpi) if kpi.ref in context.missing]
    how_bad = Severity.WARNING if any(kpi.joint for kpi in kpis) else Severity.NOTE
    for (giver, receiver), handoffs in _pairs(context).items():
        if not kpis or any(_answers(kpi, giver, people) or _answers(kpi, receiver, people) for kpi in unsure):
            continue
        if not _shared(kpis, giver, receiver, people) and not _paid_together(context, giver, receiver):
            yield _problem(giver, receiver, handoffs, how_bad)


def _pairs(context: Context) -> dict[tuple[str, str], list[Handoff]]:
    """Return the handoffs between people of the company by pair of roles, either way."""
    known = {transition.ref for transition in context.each(Transition)}
    found: dict[tuple[str, str], list[Handoff]] = {}
    for handoff in context.graph.journey.handoffs:
        if handoff.inside or handoff.transition.ref not in known:
            continue
        for giver in _holders(handoff.givers, context.graph.people):
            for receiver in _holders(handoff.receivers, context.graph.people):
                pair = (receiver, giver) if (receiver, giver) in found else (giver, receiver)
                found.setdefault(pair, []).append(handoff)
    return found


def _holders(names: tuple[str, ...], people: People) -> tuple[str, ...]:
    """Return the people behind roles: a queue's are those who work it; partners answer for no KPI of the company."""
    found: dict[str, None] = {}
    for name in names:
        role = people.role(name)
        if role is None or people.is_people(name):
            holders: tuple[str, ...] = (name,) if role and role.level is not Level.EXTERNAL else ()
        else:
            holders = tuple(holder for holder in role.held_by if people.is_people(holder))
        found.update(dict.fromkeys(holders))
    return tuple(found)


def _answers(kpi: Kpi, name: str, people: People) -> bool:
    return any(people.same(one, name) for one in (*kpi.owner, *kpi.joint))


def _shared(kpis: tuple[Kpi, ...], giver: str, receiver: str, people: People) -> bool:
    return any(_answers(kpi, giver, people) and _answers(kpi, receiver, people) for kpi in kpis)


def _paid_together(context: Context, giver: str, receiver: str) -> bool:
    return not _paid(context, giver).isdisjoint(_paid(context, receiver))


def _paid(context: Context, name: str) -> frozenset[str]:
    people = context.graph.people
    roles = (name, *(kind.id for kind in people.special(name)))
    plans = {plan.ref: plan for role in roles for plan in people.plans(role)}
    return frozenset(measure.kpi.rpartition("/")[2] for plan in plans.values() for measure in plan.measures)


def _problem(giver: str, receiver: str, handoffs: list[Handoff], how_bad: Severity) -> Problem:
    first, *others = dict.fromkeys(handoff.transition for handoff in handoffs)
    measured = first.kpis.conversion if first.kpis else None
    joint = f"joint: [{giver}, {receiver}]"
    return Problem(
        first.where(),
        f"transition '{first.id}' hands over from role '{giver}' to role '{receiver}', but they share no KPI: "
        "none that both answer for, none that pays both",
        f"give kpi '{measured}' `{joint}`" if measured else f"give the KPI that shows whether it works `{joint}`",
        notes=tuple((other.where(), "the same two roles") for other in others),
        severity=how_bad,
        discriminator=" ".join(sorted((giver, receiver))),
    )
