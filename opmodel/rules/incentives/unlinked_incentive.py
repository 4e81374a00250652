"""What is paid for has to do with an outcome."""

from collections.abc import Iterator, Mapping

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position
from opmodel.incentives.inside.recipients import names
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare, listed

MOST_NAMED = 3
"""Outcomes that a message names."""


@rule(Severity.WARNING, needs=("kpis.kind",))
def check(context: Context) -> Iterator[Problem]:
    """Yield paid KPIs that no outcome feels, neither directly nor by what moves them."""
    context.count(Incentive)
    incentives = context.incentives
    outcomes = tuple(filter(incentives.is_outcome, incentives.kpis.values()))
    if not outcomes:
        return
    linked = _linked(outcomes, incentives)
    for payment, positions in context.recipients:
        node = incentives.node[payment.kpi]
        drawn = incentives.network.into[node] or incentives.network.out[node]
        if drawn and not linked[node] and context.known(incentives.kpis[payment.kpi]):
            yield _problem(payment, incentives.speaking(positions), outcomes, incentives)


def _linked(outcomes: tuple[Kpi, ...], incentives: Incentives) -> bytearray:
    """Mark what moves an outcome, and all that such things move.

    A number that stands for another, is a slice or a part of it or shows its quality is linked where that one is. What
    has an effect that nobody knows counts as moving an outcome.
    """
    network = incentives.network
    ways = _ways(incentives)
    back: dict[int, list[int]] = {}
    for source, targets in ways.items():
        for target in targets:
            back.setdefault(target, []).append(source)
    start = [incentives.node[kpi.id] for kpi in outcomes]
    moving = _spread([*start, *(node for node, unsure in enumerate(network.unsure) if unsure)], back, len(network))
    return _spread([node for node, is_moving in enumerate(moving) if is_moving], ways, len(network))


def _ways(incentives: Incentives) -> Mapping[int, list[int]]:
    """Return what each node moves or is a part of."""
    found = {node: [edge.target for edge in edges] for node, edges in enumerate(incentives.network.out)}
    for kpi in incentives.kpis.values():
        kin = (one and incentives.node.get(bare(one)) for one in (kpi.proxy_for, kpi.partition_of, kpi.quality_of))
        parts = (one and one.kpi and incentives.node.get(bare(one.kpi)) for one in (kpi.numerator, kpi.denominator))
        own = incentives.node[kpi.id]
        found[own] += [node for node in kin if isinstance(node, int)]
        for node in parts:
            if isinstance(node, int):
                found[node].append(own)
    return found


def _spread(start: list[int], ways: Mapping[int, list[int]], size: int) -> bytearray:
    marked = bytearray(size)
    waiting = list(start)
    for node in waiting:
        marked[node] = 1
    while waiting:
        for target in ways.get(waiting.pop(), ()):
            if not marked[target]:
                marked[target] = 1
                waiting.append(target)
    return marked


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
