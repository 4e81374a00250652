"""How high everything in a column stands: lines as straight as boxes that may not overlap allow."""

from collections.abc import Iterable, Mapping, Sequence

_GAP, _BESIDE_PASS = 24.0, 13.0


def stacked(names: Sequence[str], heights: Mapping[str, float], passes: frozenset[str]) -> dict[str, float]:
    """Return the middles of names that stand below each other, as close as they may, the first one at the top."""
    middles: dict[str, float] = {}
    y, before = 0.0, ""
    for name in names:
        if before:
            y += _gap(before, name, passes)
        middles[name] = y + heights[name] / 2
        y += heights[name]
        before = name
    return middles


def settled(
    names: Sequence[str], heights: Mapping[str, float], passes: frozenset[str], wanted: Mapping[str, float]
) -> dict[str, float]:
    """Return the middles nearest to those wanted at which names keep their order and their distance.

    Source: isotonic regression by pooling adjacent violators, Ayer and others 1955.
    """
    closest = stacked(names, heights, passes)
    pools: list[tuple[float, int]] = []
    for name in names:
        total, count = wanted[name] - closest[name], 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            more, others = pools.pop()
            total, count = total + more, count + others
        pools.append((total, count))
    shifts = [total / count for total, count in pools for _ in range(count)]
    return {name: closest[name] + shift for name, shift in zip(names, shifts, strict=True)}


def _gap(above: str, below: str, passes: frozenset[str]) -> float:
    return _BESIDE_PASS if above in passes or below in passes else _GAP


def mean(values: Iterable[float], default: float) -> float:
    """Return the mean of some values, or the default of none."""
    found = tuple(values)
    return sum(found) / len(found) if found else default
