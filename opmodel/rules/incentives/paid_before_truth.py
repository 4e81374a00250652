"""Pay for a result waits, or can be taken back, until the harm it may do has come to light."""

import math
from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.influence.witness import shown
from opmodel.incentives.inside.late import Late, Lateness
from opmodel.incentives.inside.proof import paths_between
from opmodel.incentives.inside.recipients import alike, names
from opmodel.incentives.payments import named_roles
from opmodel.model.reading import named
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare, listed


@rule(
    Severity.WARNING, needs=("incentives.measures.period", "incentives.measures.clawbacks", "incentives.measures.gates")
)
def check(context: Context) -> Iterator[Problem]:
    """Yield lines of plans that pay before it shows what the result was worth."""
    context.look(Incentive)
    incentives, lateness = context.incentives, Lateness(context.incentives)
    for payment, positions in context.recipients if lateness.is_declared else ():
        is_dated = payment.measure.period is not None and incentives.is_stake(payment.weight)
        if is_dated and context.known(payment.plan):
            found = ((one, lateness.of(one, payment)) for one in positions)
            for late, roles in alike(incentives, ((one, late) for one, late in found if late)):
                yield _problem(payment, late, roles, incentives)


def _too_short(payment: Payment) -> str:
    longest = max(payment.measure.clawbacks, key=lambda one: one.within.hours, default=None)
    return f"; its clawback ends after {longest.within}" if longest else ""


def _problem(payment: Payment, late: tuple[Late, ...], roles: tuple[Position, ...], incentives: Incentives) -> Problem:
    first = late[0]
    felt = [f"kpi '{one.kpi.id}' after {one.months:.3g} months" for one in late[:3]]
    sources = tuple(dict.fromkeys(bare(incentives.network.names[one.node]) for one in late))
    cause = named(incentives.network.names[first.node])
    months = math.ceil(first.months - EPSILON)
    paths = paths_between(incentives, first.node, incentives.node[first.kpi.id])
    slow = min(paths, key=lambda path: path.lag) if paths else None
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': {named_roles(names(roles))} {'is' if len(roles) == 1 else 'are'} paid for kpi "
        f"'{payment.kpi}' by the {payment.measure.period}, and what {cause} does to {listed(felt)} comes to light "
        f"when the money is gone{_too_short(payment)}",
        f"hold part of the pay back for {months} months, add a clawback of {months} months, or put "
        f"{incentives.thresholds.stake_percent:g}% or more of the variable pay on kpi '{first.kpi.id}'",
        roles=names(roles),
        alike=True,
        kpis=(*(one.kpi.id for one in late), *sources, payment.kpi),
        notes=shown(slow, incentives.network, "how it comes to light") if slow else (),
        severity=None if first.harms else Severity.NOTE,
        stake=payment.stake.percent,
        people=sum(incentives.graph.people.headcount(one.name) or 0 for one in roles),
        told_apart=f"{payment.kpi} {first.kpi.id}",
    )
