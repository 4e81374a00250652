"""What has to do with an outcome, however far away."""

from collections.abc import Iterable, Mapping

from opmodel.graph import Handoff
from opmodel.incentives.analysis import Incentives
from opmodel.incentives.payments import Payment
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.influences import Influence
from opmodel.model.sections.kpis import Kpi, KpiKind
from opmodel.model.sections.stages import Side
from opmodel.wording import bare

_MONEY = (KpiKind.OUTCOME, KpiKind.VALUE, KpiKind.MARGIN)


def without_revenue(incentives: Incentives) -> Mapping[str, tuple[Payment, ...]]:
    """Return the plans of those who work with customers in which no stake has to do with pipeline or revenue.

    They are written as `incentive/plan_sdr`, with what they pay for; there are none where influences are not declared.
    """
    graph = incentives.graph
    money = [one for one in incentives.kpis.values() if one.kind in _MONEY or graph.is_north_star(one)]
    if not money or not graph.model.takes_up(Influence):
        return {}
    linked = linked_to(money, incentives)
    plans: dict[str, list[Payment]] = {}
    for paid in incentives.paid.values():
        for payment in paid:
            plans.setdefault(payment.plan.ref, []).append(payment)
    facing = graph.governance.customer_facing
    return {
        ref: tuple(paid)
        for ref, paid in sorted(plans.items())
        if any(graph.people.function(one) in facing for one in paid[0].everybody)
        and not incentives.is_stake(sum(one.weight for one in paid if linked[incentives.node[one.kpi]]))
    }


def handing_on(incentives: Incentives) -> tuple[Incentive, ...]:
    """Return the plans of functions that hand records on to another before the signature, such as marketing.

    What they are paid for has to find its way to revenue through the work of others.
    """
    journey, people = incentives.graph.journey, incentives.graph.people
    onward = (one for one in journey.handoffs if journey.crosses_functions(one) and _is_before_signature(one))
    givers = {people.function(name) for one in onward for name in people.working(one.givers)} - {""}
    plans = {one.plan.ref: one for paid in incentives.paid.values() for one in paid}
    return tuple(
        one.plan for _, one in sorted(plans.items()) if any(people.function(name) in givers for name in one.everybody)
    )


def _is_before_signature(handoff: Handoff) -> bool:
    stages = (handoff.move.source, handoff.move.target)
    return not handoff.transition.kind.is_return and all(stage.side is Side.ACQUISITION for stage in stages)


def is_drawn(kpi: str, incentives: Incentives) -> bool:
    """Tell whether an influence to or from a KPI is declared; without one nobody says what it has to do with."""
    node, network = incentives.node[kpi], incentives.network
    return bool(network.into[node] or network.out[node])


def linked_to(outcomes: Iterable[Kpi], incentives: Incentives) -> bytearray:
    """Mark the nodes that have to do with some KPIs: what moves one of them, and all that such things move.

    A number that stands for another, is a slice or a part of it or shows its quality is linked where that one is. What
    has an effect that nobody knows counts as moving one.
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
