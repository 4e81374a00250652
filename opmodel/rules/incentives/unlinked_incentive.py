"""What is paid for has to do with an outcome."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position
from opmodel.incentives.inside.recipients import names
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import listed

MOST_NAMED = 3
"""Outcomes that a message names."""


@rule(Severity.WARNING, needs=("kpis.kind",))
def check(context: Context) -> Iterator[Problem]:
    """Yield paid KPIs that no outcome feels, neither directly nor by what moves them.

    Where a whole plan of those who work with customers has no link to revenue, no-revenue-link says that once.
    """
    context.look(Incentive)
    incentives = context.incentives
    outcomes = tuple(filter(incentives.is_outcome, incentives.kpis.values()))
    if not outcomes:
        return
    linked, apart = context.links.of(outcomes), context.links.without_revenue
    for payment, positions in context.recipients:
        if payment.plan.ref in apart or not context.links.is_drawn(payment.kpi):
            continue
        context.judge([payment.plan])
        if not linked[incentives.node[payment.kpi]] and context.can_judge(incentives.kpis[payment.kpi]):
            yield _problem(payment, incentives.speaking(positions), outcomes, incentives)


def _problem(
    payment: Payment, positions: tuple[Position, ...], outcomes: tuple[Kpi, ...], incentives: Incentives
) -> Problem:
    roles, kpi = names(positions), payment.kpi
    more = (f"{len(outcomes) - MOST_NAMED} more",) if len(outcomes) > MOST_NAMED else ()
    named = listed((*(f"'{one.id}'" for one in outcomes[:MOST_NAMED]), *more))
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': {payment.weight:.3g}% of the variable pay of {named_roles(roles)} hangs on "
        f"kpi '{kpi}', and by what is declared no outcome ({named}) feels it or anything that moves it",
        f"declare what '{kpi}' moves if the model is incomplete, or pay for a KPI that moves an outcome",
        roles=roles,
        alike=True,
        kpis=(kpi,),
        severity=None if incentives.is_stake(payment.weight) else Severity.NOTE,
        stake=payment.stake.percent,
        people=sum(incentives.graph.people.headcount(role) or 0 for role in roles),
        told_apart=kpi,
    )
