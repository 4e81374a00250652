"""The two sides of a handoff answer for one KPI together, or are paid on one."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.graph import Handoff
from opmodel.graph.numbers import SharedNumbers
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
    kpis = context.look(Kpi)
    if not kpis:
        return
    numbers = SharedNumbers(kpis, context.look(Incentive), context.graph.people)
    unsure = SharedNumbers((kpi for kpi in context.model.of(Kpi) if context.is_unsure(kpi)), (), context.graph.people)
    how_bad = Severity.WARNING if any(kpi.joint for kpi in kpis) else Severity.NOTE
    for (giver, receiver), handoffs in _pairs(context).items():
        known = not unsure.of(giver) and not unsure.of(receiver)
        if known:
            context.judge([(giver, receiver)])
        if known and numbers.of(giver).isdisjoint(numbers.of(receiver)) and not numbers.leaders_share(giver, receiver):
            yield _problem(giver, receiver, handoffs, how_bad, context.graph.people)


def _pairs(context: Context) -> dict[tuple[str, str], list[Handoff]]:
    """Return the handoffs between people of the company by pair of roles, either way."""
    known = {transition.ref for transition in context.look(Transition)}
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
