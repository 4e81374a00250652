"""Levers and KPIs and what moves what, as numbers: the graph that all questions of influence are asked of."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from opmodel.graph.circles import circles
from opmodel.model import Model, Where, Why
from opmodel.model.sections.influences import Influence
from opmodel.model.sections.kpis import Kpi, KpiKind
from opmodel.model.sections.levers import Lever
from opmodel.model.values import SignedStrength

FLOOR = 0.01
"""The least strength of a path that is near enough to matter: with undeclared strengths of 0.4 about five steps."""
EPSILON = 1e-9
"""Products and sums of strengths that differ by less are equal: their order must not decide anything."""
_MOST_GROWTH = 1_500_000
_MOST_ROUNDS = 400
_TINY = 1e-290
_BURDEN = frozenset((KpiKind.LOAD, KpiKind.CAPACITY))


@dataclass(frozen=True, slots=True)
class Edge:
    """One declared influence: `source` and `target` are nodes of the network, `lag` is in months."""

    source: int
    target: int
    effect: SignedStrength
    lag: float
    where: Where

    @property
    def signed(self) -> float:
        """The likely strength, negative where more of the source means less of the target."""
        return self.effect.sign * self.effect.likely


class Network:
    """What moves what. Nodes are numbers; `names` are the entities they stand for (`kpi/new_arr`, `lever/discount`).

    Nodes and edges stand in the order of their names, so that the order of files changes nothing. An influence of a
    KPI on itself, or one that names what nothing declares, was reported by reading and is no edge.
    """

    def __init__(self, names: Iterable[str], edges: Iterable[tuple[str, str, SignedStrength, float, Where]]) -> None:
        self.names: tuple[str, ...] = tuple(sorted(names))
        self._numbers = {name: number for number, name in enumerate(self.names)}
        found = [
            Edge(self._numbers[source], self._numbers[target], effect, lag, where)
            for source, target, effect, lag, where in edges
            if source != target and source in self._numbers and target in self._numbers
        ]
        self.edges: tuple[Edge, ...] = tuple(sorted(found, key=lambda edge: (edge.source, edge.target)))
        self.burdens: frozenset[int] = frozenset()
        """KPIs of kind load or capacity: harm that runs through them is a matter of capacity."""
        self.hidden: frozenset[int] = frozenset()
        """Levers and KPIs with an effect that nobody knows or may know."""

    def __len__(self) -> int:
        return len(self.names)

    def number(self, name: str) -> int | None:
        """Return the node that stands for an entity."""
        return self._numbers.get(name)

    @cached_property
    def out(self) -> tuple[tuple[Edge, ...], ...]:
        """The edges that leave each node."""
        found: list[list[Edge]] = [[] for _ in self.names]
        for edge in self.edges:
            found[edge.source].append(edge)
        return tuple(map(tuple, found))

    @cached_property
    def into(self) -> tuple[tuple[Edge, ...], ...]:
        """The edges that enter each node."""
        found: list[list[Edge]] = [[] for _ in self.names]
        for edge in self.edges:
            found[edge.target].append(edge)
        return tuple(map(tuple, found))

    @cached_property
    def unsure(self) -> bytearray:
        """Mark the nodes that may move more than is declared: a way leads from them to an effect nobody knows."""
        return self.leading_to(self.hidden)

    @cached_property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Nodes grouped by mutual reach; a group comes after every group it leads to."""
        ways = {node: tuple(edge.target for edge in edges) for node, edges in enumerate(self.out)}
        return tuple(tuple(sorted(group)) for group in circles(ways))

    @cached_property
    def runaway(self) -> frozenset[int]:
        """Nodes of loops that feed themselves more than they lose: sums of strengths mean nothing there."""
        groups = (group for group in self.groups if len(group) > 1)
        return frozenset(node for group in groups if self._gain(group) >= 1 - EPSILON for node in group)

    def _gain(self, group: tuple[int, ...]) -> float:
        """Return a bound of the spectral radius of the strengths within a group that tells whether it is below one.

        Power iteration; a step mixes in what was there before, which keeps loops of one length from swinging and moves
        the radius by one. The least and the greatest growth of a node bound it (Collatz and Wielandt), and it ends
        when both are on one side. A loop that stays undecided counts as one that feeds itself.
        """
        inside = frozenset(group)
        edges = [edge for node in group for edge in self.out[node] if edge.target in inside]
        weight = dict.fromkeys(group, 1.0)
        for _ in range(min(_MOST_ROUNDS, max(1, _MOST_GROWTH // len(edges)))):
            after = dict(weight)
            for edge in edges:
                after[edge.target] += weight[edge.source] * edge.effect.likely
            growth = [after[node] / weight[node] for node in group]
            if max(growth) < 2 - EPSILON:
                return max(growth) - 1
            if min(growth) >= 2 - EPSILON:
                return min(growth) - 1
            whole = max(after.values())
            weight = {node: max(value / whole, _TINY) for node, value in after.items()}
        return 1.0

    def leading_to(self, targets: Iterable[int]) -> bytearray:
        """Mark the nodes from which a way leads to one of the targets, the targets included."""
        marked = bytearray(len(self.names))
        waiting = list(targets)
        for node in waiting:
            marked[node] = 1
        while waiting:
            for edge in self.into[waiting.pop()]:
                if not marked[edge.source]:
                    marked[edge.source] = 1
                    waiting.append(edge.source)
        return marked


def network_of(model: Model) -> Network:
    """Build the network of a model from its levers, KPIs and influences."""
    kpis = {kpi.id: kpi for kpi in model.of(Kpi)}
    levers = {lever.id for lever in model.of(Lever)}
    edges, hidden = [], []
    for influence in model.of(Influence):
        source = f"{'lever' if influence.id in levers else 'kpi'}/{influence.id}"
        if any(one.why is not Why.NONE for one in influence.absences.values()):
            hidden.append(source)
        for one in influence.effects:
            target = one.to.rpartition("/")[2]
            lag = one.lag.months if one.lag else 0.0
            edges.append((source, f"kpi/{target}", one.effect, lag, influence.where(one.to)))
    network = Network((*(f"kpi/{name}" for name in kpis), *(f"lever/{name}" for name in levers)), edges)
    network.hidden = frozenset(node for one in hidden if (node := network.number(one)) is not None)
    network.burdens = frozenset(
        number for kpi in kpis.values() if kpi.kind in _BURDEN and (number := network.number(kpi.ref)) is not None
    )
    return network
