"""Who moves a number that the company hopes for has a stake in it, not only those who feel it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives.guards import hollow_of
from opmodel.incentives.hopes import Hope, Hopes
from opmodel.incentives.payments import named_roles
from opmodel.incentives.position import Position
from opmodel.model.reading import named
from opmodel.model.sections.incentives import Incentive


@rule(Severity.WARNING, needs=("incentives.measures", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs that some roles move and others live by, where none of the first earns and none of the others moves.

    Who leads somebody that moves a number is no victim of it. A role may move anything while the model does not say
    what its levers do.
    """
    context.look(Incentive)
    if any(context.is_unsure(plan) for plan in context.model.of(Incentive)):
        return
    hopes = context.hopes
    context.judge(hope.kpi for hope in hopes.all if hope.holders and context.sides)
    for hope in hopes.all:
        if hope.holders and not hopes.is_in_one_hand(hope) and context.known(hope.kpi):
            holders = hopes.victims(hope)
            movers = context.incentives.speaking(one for one in hope.controllers if _is_free(one, hope, hopes, context))
            if holders and movers and all(context.incentives.is_declared(one, one.levers) for one in holders):
                yield _problem(hope, movers, holders, hopes, context)


def _is_free(controller: Position, hope: Hope, hopes: Hopes, context: Context) -> bool:
    """Tell whether a role is paid, but neither for the number nor for what moves it the good way too."""
    paid_otherwise = bool(controller.payments) and not controller.assumed
    covered = (controller.name, hope.kpi.id) in context.harms.covered
    return paid_otherwise and not covered and not hopes.is_served(hope, controller)


def _problem(
    hope: Hope, movers: tuple[Position, ...], holders: tuple[Position, ...], hopes: Hopes, context: Context
) -> Problem:
    kpi, first = hope.kpi.id, movers[0]
    moving, living = (tuple(one.name for one in side) for side in (movers, holders))
    lever = named(context.incentives.network.names[hopes.lever(hope, first)])
    payment = first.payments[0]
    return about_pay(
        hope.kpi.where(),
        f"kpi '{kpi}': {named_roles(moving)} {_verb('move', moving)} it by {lever} and {_verb('earn', moving)} nothing "
        f"by it, while {named_roles(living)} {_verb('earn', living)} by it and cannot move it"
        f"{hollow_of((line for one in movers for line in one.payments), context.incentives, kpi)}",
        f"put at least {context.incentives.thresholds.stake_percent:g}% of {payment.plan.id} on kpi '{kpi}' or a gate "
        f"on it, or let '{living[0]}' decide about {lever}",
        roles=(*moving, *living),
        kpis=(kpi,),
        notes=(
            (payment.where, f"what '{first.name}' is paid for"),
            (holders[0].payments[0].where, f"what '{living[0]}' is paid for"),
        ),
        told_apart=kpi,
        people=sum(context.graph.people.headcount(name) or 0 for name in (*moving, *living)),
    )


def _verb(verb: str, names: tuple[str, ...]) -> str:
    return verb if len(names) > 1 else f"{verb}s"
