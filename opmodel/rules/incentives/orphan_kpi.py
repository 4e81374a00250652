"""Somebody's pay improves with every number that the company hopes for and paid people can move."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives.guards import hollow_of
from opmodel.incentives.hopes import Hope, Hopes
from opmodel.incentives.payments import named_roles
from opmodel.incentives.position import Position
from opmodel.model import Where
from opmodel.model.reading import named
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import counted


@rule(Severity.WARNING, needs=("incentives.measures", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs that are hoped for and in nobody's pay; silent where nobody is paid, or a plan is not known."""
    context.look(Incentive)
    unsure = any(context.is_unsure(plan) for plan in context.model.of(Incentive))
    if unsure or not context.incentives.paid:
        return
    hopes = context.hopes
    context.judge(hope.kpi for hope in hopes.all)
    for hope in hopes.all:
        is_free = not hope.holders and hope.kpi.id not in context.incentives.paid
        if is_free and context.known(hope.kpi) and not any(hopes.is_served(hope, one) for one in hope.controllers):
            yield from _problem(hope, hopes, context)


def _problem(hope: Hope, hopes: Hopes, context: Context) -> Iterator[Problem]:
    covered = context.harms.covered
    paid = [one for one in hope.controllers if one.payments]
    moving = [one for one in paid or hope.controllers if not one.assumed and (one.name, hope.kpi.id) not in covered]
    speaking = context.incentives.speaking(moving)
    if speaking:
        names = tuple(one.name for one in speaking)
        lever = named(context.incentives.network.names[hopes.lever(hope, speaking[0])])
        yield about_pay(
            hope.kpi.where(),
            f"kpi '{hope.kpi.id}': the company hopes for it and nobody's pay improves with it; {named_roles(names)} "
            f"can move it by {lever}{_one_of(names)}, {_paid_for(speaking[0])}"
            f"{hollow_of((line for one in paid for line in one.payments), context.incentives, hope.kpi.id)}",
            _way_out(hope, speaking[0], context),
            roles=names,
            alike=True,
            kpis=(hope.kpi.id,),
            severity=None if paid else Severity.NOTE,
            notes=_notes(speaking),
            told_apart=hope.kpi.id,
            people=sum(context.graph.people.headcount(name) or 0 for name in names),
        )


def _one_of(names: tuple[str, ...]) -> str:
    return f" (a lever of '{names[0]}')" if len(names) > 1 else ""


def _paid_for(position: Position) -> str:
    kpis = tuple(dict.fromkeys(one.kpi for one in position.payments))
    if not kpis:
        return "and no pay of theirs depends on any number"
    others = f"kpi '{kpis[0]}'" if len(kpis) == 1 else counted(len(kpis), "other KPI")
    return f"and is paid by {others} instead"


def _way_out(hope: Hope, position: Position, context: Context) -> str:
    kpi = hope.kpi.id
    if not position.payments:
        return f"a fixed wage may be right here; else pay for kpi '{kpi}', or say that the number is not important"
    plan, least = position.payments[0].plan.id, context.incentives.thresholds.stake_percent
    gate = f"put at least {least:g}% of {plan} on kpi '{kpi}' or a gate on it"
    return f"{gate}, or take it off the list of what matters"


def _notes(speaking: tuple[Position, ...]) -> Iterator[tuple[Where, str]]:
    for one in speaking[:3]:
        if one.payments:
            yield one.payments[0].where, f"what '{one.name}' is paid for"
