"""What a KPI hangs on: the nearest way from every KPI and lever to a root, cut where a picture would be too large."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opmodel.incentives.influence.network import Edge, Network

DEEPEST, MOST_ROWS = 3, 40


@dataclass(frozen=True, slots=True)
class Driver:
    """A node of the network on the picture; `edge` leads to its parent, `hidden` counts what hangs on it unseen."""

    node: int
    depth: int
    edge: Edge | None
    hidden: int


def drivers(network: Network, roots: Iterable[int]) -> tuple[Driver, ...]:
    """Put every node below the nearest one it moves on its way to a root, the strongest of several; parents first.

    Of a tree that is too large the levels near the roots are kept, and of a level what moves its parent most.
    """
    tree = _Tree(network, tuple(roots))
    for depth in range(DEEPEST, 0, -1):
        if tree.rows(depth, len(network)) <= MOST_ROWS:
            return tree.shown(depth, len(network))
    fewest = next((few for few in range(MOST_ROWS, 0, -1) if tree.rows(1, few) <= MOST_ROWS), 0)
    return tree.shown(1, fewest)


class _Tree:
    """All nodes that lead to a root; `above` is the edge from each to its parent, `size` counts what is below."""

    def __init__(self, network: Network, roots: tuple[int, ...]) -> None:
        self.roots = roots
        self.above: dict[int, Edge | None] = dict.fromkeys(roots)
        self.below: dict[int, list[int]] = {}
        level = list(roots)
        order = list(roots)
        while level:
            found: dict[int, Edge] = {}
            for node in level:
                for edge in network.into[node]:
                    best = found.get(edge.source)
                    if edge.source not in self.above and (best is None or _stronger(edge, best)):
                        found[edge.source] = edge
            level = sorted(found, key=lambda node: (-found[node].effect.likely, network.names[node]))
            for node in level:
                self.above[node] = found[node]
                self.below.setdefault(found[node].target, []).append(node)
            order += level
        self.size: Mapping[int, int] = self._sizes(order)

    def _sizes(self, order: list[int]) -> dict[int, int]:
        size = dict.fromkeys(order, 0)
        for node in reversed(order):
            edge = self.above[node]
            if edge is not None:
                size[edge.target] += size[node] + 1
        return size

    def shown(self, deepest: int, most: int) -> tuple[Driver, ...]:
        """Return the tree down to a depth with so many at most below each; every parent stands before its own."""
        found: list[Driver] = []
        waiting = [(root, 0) for root in reversed(self.roots)]
        while waiting:
            node, depth = waiting.pop()
            below = self.below.get(node, [])[: most if depth < deepest else 0]
            hidden = self.size[node] - sum(self.size[one] + 1 for one in below)
            found.append(Driver(node, depth, self.above[node], hidden))
            waiting += [(one, depth + 1) for one in reversed(below)]
        return tuple(found)

    def rows(self, deepest: int, most: int) -> int:
        """Count the rows a picture of it needs."""
        nodes = self.shown(deepest, most)
        parents = {one.edge.target for one in nodes if one.edge}
        return sum(one.node not in parents for one in nodes)


def _stronger(one: Edge, other: Edge) -> bool:
    return (-one.effect.likely, one.target) < (-other.effect.likely, other.target)
