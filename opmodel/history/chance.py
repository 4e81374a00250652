"""Whether days fall near the end of quarters more often than chance would have it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from math import comb


@dataclass(frozen=True, slots=True)
class Chance:
    """How some days fall: `near` of `days` near an end, against `all_near` of `all_days` on which anything changed.

    `likelihood` is how probable at least so many near ones are if days of this kind fall like all the others. It is
    the upper tail of the hypergeometric distribution, as in Fisher's exact test: of N days with changes, K of them
    near an end, n are drawn without replacement, and P(X >= k) is the sum of C(K, i) C(N - K, n - i) / C(N, n) for
    i from k up to the smaller of n and K. A model that only changes at ends of quarters says nothing by that: the
    likelihood is 1.

    Source: R. A. Fisher, Statistical Methods for Research Workers (1934), on the exact treatment of 2 x 2 tables.
    """

    near: int
    days: int
    all_near: int
    all_days: int

    @property
    def likelihood(self) -> float:
        """P(X >= near), from 0 to 1."""
        ways = comb(self.all_days, self.days)
        most = min(self.days, self.all_near)
        far = self.all_days - self.all_near
        tail = sum(comb(self.all_near, one) * comb(far, self.days - one) for one in range(self.near, most + 1))
        return tail / ways

    @property
    def spoken(self) -> str:
        """Say how likely it is, as in `in 3 of 100 cases`."""
        percent = 100 * self.likelihood
        return "in less than 1 of 100 cases" if percent < 1 else f"in {percent:.0f} of 100 cases"


def chance_of(days: Collection[date], every: Collection[date], is_near: Callable[[date], bool]) -> Chance:
    """Compare some days of change with all of them.

    Args:
        days: those on which something of a kind changed; a day counts once.
        every: those on which anything changed.
        is_near: tells the days near an end.
    """
    own, whole = set(days), {*days, *every}
    return Chance(sum(map(is_near, own)), len(own), sum(map(is_near, whole)), len(whole))
