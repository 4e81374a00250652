"""What KPIs lead to: the nearest outcomes, which way, and how strongly."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opmodel.incentives.influence.closure import Closure
from opmodel.incentives.influence.near import Near
from opmodel.incentives.influence.network import Network

_STRONG, _MEDIUM = 0.55, 0.25
"""Strengths from which on an influence is called so, as in the language."""


@dataclass(frozen=True, slots=True)
class Lead:
    """More of the KPI `source` raises (+1) or lowers (-1) the outcome `target`, or both (0) on different ways.

    `size` is how much passes through, a ratio; 0 where no path is strong enough to matter.
    """

    source: str
    target: str
    sign: int
    size: float

    @property
    def strength(self) -> str:
        """The word for its size."""
        if not self.size:
            return "far"
        return "strong" if self.size >= _STRONG else "medium" if self.size >= _MEDIUM else "weak"


def leads(network: Network, sources: Iterable[str], outcomes: Iterable[str]) -> Iterator[Lead]:
    """Yield the outcomes that KPIs lead to on ways that touch no other outcome; all are ids of KPIs.

    Where no path is strong enough to matter, every way there is counts.
    """
    ends = tuple(dict.fromkeys(outcomes))
    starts = tuple(dict.fromkeys(sources))
    cut = _until(network, frozenset(f"kpi/{name}" for name in ends))
    targets = {name: number for name in ends if (number := cut.number(f"kpi/{name}")) is not None}
    numbers = {name: number for name in starts if (number := _start(cut, name)) is not None}
    near, closure = Near(cut, numbers.values(), targets.values()), Closure(cut, targets.values())
    for name, start in numbers.items():
        effects = near.of(start).effects
        for other, end in targets.items():
            if other == name or not closure.reaches(start, end):
                continue
            effect = effects.get(end)
            if effect is not None:
                sign = 0 if effect.mixed else 1 if effect.net > 0 else -1
                yield Lead(name, other, sign, abs(effect.net))
            else:
                plus, minus = closure.signs(start, end)
                yield Lead(name, other, plus - minus, 0)


def _start(cut: Network, name: str) -> int | None:
    number = cut.number(f"from/{name}")
    return cut.number(f"kpi/{name}") if number is None else number


def _until(network: Network, ends: frozenset[str]) -> Network:
    """Return the network in which no way leads on from an outcome; `from/x` stands for an outcome as a start."""
    starts = [f"from/{name.partition('/')[2]}" for name in network.names if name in ends]
    edges = []
    for edge in network.edges:
        source = network.names[edge.source]
        source = f"from/{source.partition('/')[2]}" if source in ends else source
        edges.append((source, network.names[edge.target], edge.effect, edge.lag, edge.where))
    return Network((*network.names, *starts), edges)
