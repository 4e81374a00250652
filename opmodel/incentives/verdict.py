"""How sure a conflict is, and what that makes of it."""

import enum
from collections.abc import Iterable

from opmodel.incentives.influence.network import EPSILON, Edge
from opmodel.incentives.influence.paths import Path

RATIO = 2.0
"""Declared strengths decide when one side is at least this many times the other."""
CONFIDENCE = 1.2816
"""Standard deviations beyond which 90 of 100 values of a normal distribution lie on one side of zero."""


class Verdict(enum.StrEnum):
    """How sure it is that a push does harm, the surest first; only the first two may be errors."""

    CERTAIN = "certain"
    """All paths agree."""
    RESOLVED = "resolved"
    """Paths disagree, and whatever the strengths are within their bands, the harm remains."""
    LEANING = "leaning"
    """Paths disagree, and most strengths within their bands leave harm."""
    TRADEOFF = "tradeoff"
    """Paths disagree, and which side wins cannot be told."""

    @property
    def rank(self) -> int:
        """0 for the surest."""
        return _ORDER.index(self)


_ORDER = tuple(Verdict)


def weakest(*verdicts: Verdict) -> Verdict:
    """Return the least sure verdict: a chain of reasons holds as well as its weakest link."""
    return max(verdicts, key=lambda one: one.rank)


def is_settled(paths: Iterable[tuple[float, Path]]) -> bool:
    """Tell whether weighted paths of both signs come to one sign although their strengths are only known in bands.

    Declared strengths decide at two to one. Otherwise strengths are taken as independent and evenly spread over their
    bands, and the sum must keep its sign in 90 of 100 cases: by its mean and, to first order, its variance. That says
    the same as drawing strengths many times and needs no draws, which would depend on the order of paths.
    """
    paths = tuple(paths)
    sums = [weight * path.sign * path.strength for weight, path in paths]
    plus, minus = sum(one for one in sums if one > 0), -sum(one for one in sums if one < 0)
    if abs(plus - minus) <= EPSILON:
        return False
    edges = {edge: None for _, path in paths for edge in path.edges}
    if all(edge.effect.declared for edge in edges) and max(plus, minus) >= RATIO * min(plus, minus) - EPSILON:
        return True
    mean = sum(weight * path.sign * _product(path, None) for weight, path in paths)
    spread = sum(_slope(paths, edge) ** 2 * (edge.effect.high - edge.effect.low) ** 2 / 12 for edge in edges)
    return mean * (plus - minus) > 0 and mean * mean >= CONFIDENCE**2 * spread


def _slope(paths: tuple[tuple[float, Path], ...], edge: Edge) -> float:
    """Return how much the sum changes with the strength of one edge."""
    return sum(weight * path.sign * _product(path, edge) for weight, path in paths if edge in path.edges)


def _product(path: Path, but: Edge | None) -> float:
    product = 1.0
    for edge in path.edges:
        if edge is not but:
            product *= (edge.effect.low + edge.effect.high) / 2
    return product
