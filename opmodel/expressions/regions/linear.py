"""Numbers that fit a set of linear bounds, or the proof that none do (Fourier-Motzkin elimination)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd

from opmodel.expressions.holds import Exact

MOST_BOUNDS = 150


class Unsure(Exception):  # noqa: N818 - a signal to the search, never shown
    """Too many bounds, or fractions fit and the whole numbers that were tried do not."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The sum of factor times name is at most `bound`; less than it if `strict`."""

    factors: tuple[tuple[str, Fraction], ...]
    bound: Fraction
    strict: bool

    def factor(self, name: str) -> Fraction:
        """Return the factor of a name, zero if it does not occur."""
        return dict(self.factors).get(name, Fraction())


def limit(factors: Mapping[str, Fraction], bound: Exact, *, strict: bool, whole: Collection[str]) -> Limit:
    """Make a bound, as tight as it can be where all its names are whole numbers."""
    kept = {name: factor for name, factor in sorted(factors.items()) if factor}
    if kept and all(name in whole and factor.denominator == 1 for name, factor in kept.items()):
        common = gcd(*(factor.numerator for factor in kept.values()))
        most = Fraction(bound) / common
        tight = Fraction(ceil(most) - 1 if strict else floor(most))
        return Limit(tuple((name, factor / common) for name, factor in kept.items()), tight, strict=False)
    scale = abs(next(iter(kept.values()), Fraction(1)))
    return Limit(tuple((name, factor / scale) for name, factor in kept.items()), bound / scale, strict)


def solve(
    limits: Iterable[Limit], names: tuple[str, ...], whole: Collection[str], step: Callable[[int], None]
) -> dict[str, Exact] | None:
    """Return numbers within all bounds, or None if there are none; names are settled in the order given.

    `step` is told how many bounds were made on the way.

    Raises:
        Unsure: neither could be shown.
    """
    left = _tightest(limits)
    levels: list[tuple[str, tuple[Limit, ...]]] = []
    for name in reversed(names):
        mine = tuple(one for one in left if one.factor(name))
        levels.append((name, mine))
        left = _tightest([one for one in left if not one.factor(name)] + _combined(mine, name, whole))
        step(len(left) + len(mine))
        if len(left) > MOST_BOUNDS:
            raise Unsure
    if any(one.bound < 0 or (one.strict and one.bound == 0) for one in left):
        return None
    numbers: dict[str, Exact] = {}
    for name, mine in reversed(levels):
        numbers[name] = _settled(name, mine, numbers, whole=name in whole)
    return numbers


def between(low: Exact | None, high: Exact | None, *, open_low: bool, open_high: bool, whole: bool) -> Exact | None:
    """Return the number of an interval that is easiest to read: an end, the next to an end, the middle."""
    if low is not None and not open_low and (not whole or low.denominator == 1):
        choice = low
    elif low is not None:
        choice = floor(low) + 1 if whole else low + 1
    elif high is not None:
        closed = high if not whole or high.denominator == 1 else floor(high)
        choice = closed if not open_high else ceil(high) - 1 if whole else high - 1
    else:
        return 0
    if high is None or choice < high or (choice == high and not open_high):
        return choice
    return None if whole or low is None or low >= high else Fraction(low + high) / 2


def _settled(name: str, limits: tuple[Limit, ...], numbers: Mapping[str, Exact], *, whole: bool) -> Exact:
    low: tuple[Fraction, bool] | None = None
    high: tuple[Fraction, bool] | None = None
    for one in limits:
        factor = one.factor(name)
        rest = sum((value * numbers[other] for other, value in one.factors if other != name), Fraction())
        end = (one.bound - rest) / factor
        if factor > 0 and (high is None or (end, not one.strict) < (high[0], not high[1])):
            high = (end, one.strict)
        if factor < 0 and (low is None or (end, one.strict) > low):
            low = (end, one.strict)
    choice = between(
        low[0] if low else None,
        high[0] if high else None,
        open_low=bool(low and low[1]),
        open_high=bool(high and high[1]),
        whole=whole,
    )
    if choice is None:
        raise Unsure
    return choice


def _combined(limits: tuple[Limit, ...], name: str, whole: Collection[str]) -> list[Limit]:
    uppers = [one for one in limits if one.factor(name) > 0]
    lowers = [one for one in limits if one.factor(name) < 0]
    if len(uppers) * len(lowers) > MOST_BOUNDS:
        raise Unsure
    return [_without(name, upper, lower, whole) for upper in uppers for lower in lowers]


def _without(name: str, upper: Limit, lower: Limit, whole: Collection[str]) -> Limit:
    up, down = upper.factor(name), -lower.factor(name)
    factors = {other: factor * down for other, factor in upper.factors}
    for other, factor in lower.factors:
        factors[other] = factors.get(other, Fraction()) + factor * up
    strict = upper.strict or lower.strict
    return limit(factors, upper.bound * down + lower.bound * up, strict=strict, whole=whole)


def _tightest(limits: Iterable[Limit]) -> list[Limit]:
    best: dict[tuple[tuple[str, Fraction], ...], Limit] = {}
    for one in limits:
        known = best.get(one.factors)
        if known is None or (one.bound, not one.strict) < (known.bound, not known.strict):
            best[one.factors] = one
    return list(best.values())
