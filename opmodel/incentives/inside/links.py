"""What has to do with an outcome, however far away."""

from collections.abc import Iterable, Mapping

from opmodel.incentives.analysis import Incentives
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare


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
