"""Levers that two roles hold and that their pay pushes in opposite directions."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from opmodel.finding import Severity
from opmodel.incentives.analysis import Incentives
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.payments import MOST_PLANS, Payment
from opmodel.incentives.position import Position, Push
from opmodel.incentives.stake import Stake, smaller
from opmodel.incentives.verdict import Verdict, weakest


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two and which way it is pushed."""

    position: Position
    push: Push

    @property
    def earning(self) -> Payment:
        """What it earns most by."""
        return self.push.earning

    @property
    def kpis(self) -> tuple[str, ...]:
        """All it earns by, most first."""
        return (self.earning.kpi, *(pull.payment.kpi for pull in self.push.along))


@dataclass(frozen=True, slots=True)
class Contest:
    """One lever and two roles: `more` earns by more of it, `less` by less."""

    lever: int
    more: Side
    less: Side
    verdict: Verdict
    severity: Severity

    @property
    def stake(self) -> Stake:
        """What the side with less to lose has at stake."""
        return smaller(self.more.push.stake, self.less.push.stake)


def contests(incentives: Incentives) -> Iterator[Contest]:
    """Yield the contests about each lever, of those with most pay in them where very many hold it."""
    held: dict[int, list[Position]] = {}
    for position in incentives.paid_positions:
        for lever in () if position.assumed else position.levers:
            held.setdefault(lever, []).append(position)
    for lever, holders in sorted(held.items()):
        if len(holders) > 1:
            sides = [Side(position, incentives.push(position, lever)) for position in holders]
            found = product(_pushed(sides, 1), _pushed(sides, -1))
            pairs = (pair for pair in found if _is_contest(*pair, incentives))
            for one, other in incentives.graph.people.once(pairs, _names):
                yield _contest(lever, one, other, incentives)


def _names(pair: tuple[Side, Side]) -> tuple[str, ...]:
    return tuple(side.position.name for side in pair)


def _pushed(sides: list[Side], sign: int) -> list[Side]:
    """Return the sides pushed one way, most pay first."""
    found = [side for side in sides if side.push.sign == sign]
    return sorted(found, key=lambda side: (-side.push.stake.percent, side.position.name))[:MOST_PLANS]


def _is_contest(one: Side, other: Side, incentives: Incentives) -> bool:
    """Tell whether the two pull at the same records; pulls at one KPI are same-metric-opposed's."""
    if incentives.graph.people.same(one.position.name, other.position.name):
        return False
    return any(
        mine.payment.kpi != theirs.payment.kpi and mine.payment.meets(theirs.payment)
        for mine in one.push.along
        for theirs in other.push.along
    )


def _contest(lever: int, one: Side, other: Side, incentives: Incentives) -> Contest:
    verdict = weakest(_sure(one.push, incentives), _sure(other.push, incentives))
    how_bad = incentives.severity(smaller(one.push.stake, other.push.stake))
    if verdict is Verdict.LEANING:
        how_bad = how_bad.milder
    return Contest(lever, one, other, verdict, Severity.NOTE if verdict is Verdict.TRADEOFF else how_bad)


def _sure(push: Push, incentives: Incentives) -> Verdict:
    if push.counterweight >= incentives.thresholds.counterweight_percent / 100 - EPSILON:
        return Verdict.TRADEOFF
    if not push.mixed:
        return Verdict.LEANING if push.cut else Verdict.CERTAIN
    return Verdict.RESOLVED if push.is_bounded and not push.cut else Verdict.LEANING
