"""What a lever does to the KPIs near it: the sums over all simple paths that are strong enough to matter."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opmodel.incentives.influence.network import EPSILON, FLOOR, Network

_COARSER = (0.3, 0.1, 0.03)
"""Floors that are tried one after the other where a lever has too many paths above the usual one."""
_STEPS = 300_000
_STEPS_PER_ELEMENT = 150
_MOST_STEPS = 4_000_000
"""Nodes and edges one analysis looks at: small models are searched completely, on large ones work grows with size."""


class Effect:
    """What more of a lever does to one KPI: strengths of all paths that raise it and of all that lower it.

    `plus` and `minus` add up the likely strengths, `low` and `high` ones bound them. `free` is what it comes to
    without paths through KPIs of load and capacity, `lag` the shortest delay in months. Built by the ten thousand: it
    is mutable while paths are added up and is not changed afterwards.
    """

    __slots__ = ("free", "lag", "minus", "minus_high", "minus_low", "plus", "plus_high", "plus_low")

    def __init__(self) -> None:
        self.plus = self.plus_low = self.plus_high = 0.0
        self.minus = self.minus_low = self.minus_high = 0.0
        self.free = 0.0
        self.lag = float("inf")

    @property
    def net(self) -> float:
        """What it comes to, likely."""
        return self.plus - self.minus

    def toward(self, sign: int) -> float:
        """Return how much passes through one way."""
        return self.plus if sign > 0 else self.minus

    @property
    def size(self) -> float:
        """How much passes through either way."""
        return self.plus + self.minus

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most it can come to: positive and negative sums grow with every strength."""
        return self.plus_low - self.minus_high, self.plus_high - self.minus_low

    @property
    def is_bounded(self) -> bool:
        """Whether it keeps its sign whatever the strengths are within their bands."""
        low, high = self.bounds
        return low > EPSILON or high < -EPSILON

    @property
    def mixed(self) -> bool:
        """Whether paths of both signs lead there."""
        return self.plus > 0 and self.minus > 0


@dataclass(frozen=True, slots=True)
class Nearby:
    """The effects of one lever by node, and the floor below which its paths were not followed."""

    effects: Mapping[int, Effect]
    floor: float

    @property
    def cut(self) -> bool:
        """Whether the search had to stop above the usual floor."""
        return self.floor > FLOOR


class Near:
    """Effects of levers on the KPIs that matter, searched when first asked for, with one budget of steps for all.

    Every lever has the same share, so that no order of levers matters; where the paths above the usual floor are too
    many for it, stronger paths alone count, completely.
    """

    def __init__(self, network: Network, sources: Iterable[int], targets: Iterable[int]) -> None:
        self._network = network
        self._wanted = bytearray(len(network))
        self._burden = bytearray(number in network.burdens for number in range(len(network)))
        targets = tuple(targets)
        for target in targets:
            self._wanted[target] = 1
        useful = network.leading_to(targets)
        self._steps = tuple(
            tuple(
                (edge.target, edge.signed, edge.effect.low, edge.effect.high, edge.lag)
                for edge in edges
                if useful[edge.target]
            )
            for edges in network.out
        )
        size = len(network) + len(network.edges)
        budget = min(max(_STEPS, _STEPS_PER_ELEMENT * size), _MOST_STEPS)
        self._share = max(budget // max(len(set(sources)), 1), 1)
        self._found: dict[int, Nearby] = {}

    def of(self, source: int) -> Nearby:
        """Return the effects of a node; on itself it is one plus of strength 1."""
        if source not in self._found:
            self._found[source] = self._search(source)
        return self._found[source]

    @property
    def coarse(self) -> int:
        """How many of the nodes that were asked about have too many paths to follow all of them."""
        return sum(nearby.cut for nearby in self._found.values())

    def _search(self, source: int) -> Nearby:
        """Search down to the usual floor; where that is too much, as far down as the rest of the share goes.

        What a node moves directly is always looked at.
        """
        half: float = self._share // 2
        effects, _ = self._walk(source, FLOOR, half)
        if effects is not None:
            return Nearby(effects, FLOOR)
        direct, _ = self._walk(source, 0.0, math.inf, longest=1)
        found = Nearby(direct or {}, 1.0)
        for floor in _COARSER:
            effects, half = self._walk(source, floor, half)
            if effects is None:
                break
            found = Nearby(effects, floor)
        return found

    def _walk(
        self, source: int, floor: float, limit: float, longest: float = math.inf
    ) -> tuple[dict[int, Effect] | None, float]:
        """Add up all simple paths above a floor, None when there are too many; say what is left of the limit too."""
        found: dict[int, Effect] = {}
        steps, wanted, burden, floor = self._steps, self._wanted, self._burden, floor - EPSILON
        path: list[int] = []
        on_path: set[int] = set()
        stack = [(source, 1.0, 1.0, 1.0, 0.0, True, 0)]
        while stack:
            node, strength, low, high, lag, free, depth = stack.pop()
            while len(path) > depth:
                on_path.discard(path.pop())
            path.append(node)
            on_path.add(node)
            limit -= 1 + len(steps[node])
            if limit < 0:
                return None, limit
            if wanted[node]:
                _add(found, node, strength, low, high, lag, free)
            if depth == longest:
                continue
            depth += 1
            free = free and not (burden[node] and depth > 1)
            for target, step, step_low, step_high, step_lag in steps[node]:
                product = strength * step
                if (product >= floor or product <= -floor) and target not in on_path:
                    stack.append((target, product, low * step_low, high * step_high, lag + step_lag, free, depth))
        return found, limit


def _add(
    found: dict[int, Effect],
    node: int,
    strength: float,
    low: float,
    high: float,
    lag: float,
    free: bool,  # noqa: FBT001
) -> None:
    effect = found.get(node)
    if effect is None:
        effect = found[node] = Effect()
    if strength > 0:
        effect.plus += strength
        effect.plus_low += low
        effect.plus_high += high
    else:
        effect.minus -= strength
        effect.minus_low += low
        effect.minus_high += high
    if free:
        effect.free += strength
    if lag < effect.lag:
        effect.lag = lag
