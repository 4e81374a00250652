"""What has to do with an outcome, however far away."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from opmodel.graph import Handoff
from opmodel.incentives.analysis import Incentives
from opmodel.incentives.payments import Payment
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.influences import Influence
from opmodel.model.sections.kpis import Kpi, KpiKind
from opmodel.model.sections.stages import Side
from opmodel.wording import bare

_MONEY = (KpiKind.OUTCOME, KpiKind.VALUE, KpiKind.MARGIN)


class Links:
    """Questions about what has to do with what; the ways are worked out once for all that ask."""

    def __init__(self, incentives: Incentives) -> None:
        self._incentives = incentives

    def is_drawn(self, kpi: str) -> bool:
        """Tell whether an influence to or from a KPI is declared; without one nobody says what it has to do with."""
        node, network = self._incentives.node[kpi], self._incentives.network
        return bool(network.into[node] or network.out[node])

    def of(self, outcomes: Iterable[Kpi]) -> bytearray:
        """Mark the nodes that have to do with some KPIs: what moves one of them, and all that such things move.

        A number that stands for another, is a slice or a part of it or shows its quality is linked where that one is.
        What has an effect that nobody knows counts as moving one.
        """
        network = self._incentives.network
        start = [self._incentives.node[kpi.id] for kpi in outcomes]
        unsure = (node for node, is_unsure in enumerate(network.unsure) if is_unsure)
        moving = _spread([*start, *unsure], self._back, len(network))
        return _spread([node for node, is_moving in enumerate(moving) if is_moving], self._ways, len(network))

    @cached_property
    def without_revenue(self) -> Mapping[str, tuple[Payment, ...]]:
        """The plans of those who work with customers in which no stake has to do with pipeline or revenue.

        They are written as `incentive/plan_sdr`, with what they pay for; there are none where influences are not
        declared.
        """
        incentives, graph = self._incentives, self._incentives.graph
        money = [one for one in incentives.kpis.values() if one.kind in _MONEY or graph.is_north_star(one)]
        if not money or not graph.model.takes_up(Influence):
            return {}
        linked = self.of(money)
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

    @cached_property
    def _ways(self) -> Mapping[int, list[int]]:
        """What each node moves or is a part of."""
        node_of = self._incentives.node
        found = {node: [edge.target for edge in edges] for node, edges in enumerate(self._incentives.network.out)}
        for kpi in self._incentives.kpis.values():
            own = node_of[kpi.id]
            kin = (node_of.get(bare(one)) for one in (kpi.proxy_for, kpi.partition_of, kpi.quality_of) if one)
            found[own] += [node for node in kin if node is not None]
            for part in (kpi.numerator, kpi.denominator):
                node = node_of.get(bare(part.kpi)) if part and part.kpi else None
                if node is not None:
                    found[node].append(own)
        return found

    @cached_property
    def _back(self) -> Mapping[int, list[int]]:
        back: dict[int, list[int]] = {}
        for source, targets in self._ways.items():
            for target in targets:
                back.setdefault(target, []).append(source)
        return back


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
