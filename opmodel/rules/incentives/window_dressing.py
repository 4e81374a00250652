"""Where a number stands for another, nothing in the payee's hands moves the one without the other."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position
from opmodel.incentives.influence.witness import shown, way
from opmodel.incentives.inside.proof import paths_between
from opmodel.incentives.inside.recipients import alike, names
from opmodel.incentives.payments import named_roles
from opmodel.model.reading import named
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare, listed


@rule(Severity.WARNING, needs=("roles.levers", "kpis.proxy_for"))
def check(context: Context) -> Iterator[Problem]:
    """Yield paid stand-ins that somebody can move without what they stand for."""
    context.count(Incentive)
    incentives = context.incentives
    for payment, positions in context.recipients:
        kpi = incentives.kpis[payment.kpi]
        meant = bare(kpi.proxy_for) if kpi.proxy_for else ""
        if meant not in incentives.kpis or not context.known(kpi):
            continue
        dressing = ((one, _dressing(one, kpi.id, meant, incentives)) for one in positions if context.known(one.role))
        for levers, roles in alike(incentives, ((one, levers) for one, levers in dressing if levers)):
            yield _problem(payment, meant, levers, roles, incentives)


def _dressing(position: Position, kpi: str, meant: str, incentives: Incentives) -> tuple[int, ...]:
    """Return the declared levers that move a number near them and have no way to what it stands for."""
    if position.assumed:
        return ()
    node, goal, unsure = incentives.node[kpi], incentives.node[meant], incentives.network.unsure
    free = (one for one in position.levers if one not in (node, goal) and not unsure[one])
    near = (one for one in free if node in incentives.near.of(one).effects)
    return tuple(one for one in near if not incentives.closure.reaches(one, goal))


def _problem(
    payment: Payment, meant: str, levers: tuple[int, ...], roles: tuple[Position, ...], incentives: Incentives
) -> Problem:
    network = incentives.network
    handles = tuple(network.names[lever] for lever in levers)
    best = paths_between(incentives, levers[0], incentives.node[payment.kpi])[0]
    moves = "do" if len(levers) > 1 else "does"
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': kpi '{payment.kpi}' stands for kpi '{meant}', but {named_roles(names(roles))} "
        f"can move it by {listed(named(one) for one in handles[:3])}, which {moves} nothing for '{meant}' by any "
        f"declared influence: {way(best, incentives.network)}",
        f"pay for '{meant}', let somebody else decide about {named(handles[0])}, or declare what it does to '{meant}'",
        roles=names(roles),
        alike=True,
        kpis=(*(bare(one) for one in handles), payment.kpi, meant),
        severity=None if incentives.is_stake(payment.weight) else Severity.NOTE,
        notes=(
            (incentives.kpis[payment.kpi].where("proxy_for"), "what it stands for"),
            *shown(best, incentives.network, "how it moves alone"),
        ),
        stake=payment.stake.percent,
        people=sum(incentives.graph.people.headcount(one.name) or 0 for one in roles),
        told_apart=f"{payment.kpi} {bare(handles[0])}",
    )
