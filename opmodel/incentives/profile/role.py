"""One role's pay on one page: what it is paid on, what it moves, and where that leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.harm import Harms
from opmodel.incentives.influence.atlas import Atlas, Thing
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.payments import Payment
from opmodel.incentives.position import Position, Push
from opmodel.incentives.profile.alignment import Alignment, Value
from opmodel.incentives.profile.spared import Why, why_spared
from opmodel.incentives.verdict import Verdict
from opmodel.model.sections.kpis import Kpi


@dataclass(frozen=True, slots=True)
class PaidOn:
    """One measure: its share of variable pay and of total pay (percent), and what of that is assumed.

    `direction` is `up` or `down`.
    """

    kpi: Thing
    plan: str
    direction: str
    weight_percent: float
    pay_percent: float
    period: str
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A lever and what the role's own pay gains per unit of it, percent of total pay; below 0 where less pays."""

    lever: Thing
    pay_percent: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """An important KPI that a push of the role moves: `push` and `moves` are 1 for more and up, -1 for less and down.

    `strength` is without sign.
    """

    kpi: Thing
    lever: Thing
    push: int
    moves: int
    strength: float
    verdict: str
    lag_months: float
    spared: Why | None = None
    """Why that is no conflict as far as the push itself tells, where it does harm."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A role, what it is paid on, what it can move, and what its pay pulls it towards and away from."""

    role: Thing
    kinds: tuple[str, ...]
    """The ids by which findings may speak of it: its own, and those of the general roles it is a kind of."""
    alignment: Alignment
    paid_on: tuple[PaidOn, ...]
    moves: tuple[Moved, ...]
    towards: tuple[Drawn, ...]
    away: tuple[Drawn, ...]
    assumed_levers: bool
    cut: bool
    """Not all paths from its levers were searched."""


def profile(position: Position, incentives: Incentives, harms: Harms, value: Value, atlas: Atlas) -> Profile:
    """Gather what there is to say about a role's pay."""
    pushes = [incentives.push(position, lever) for lever in position.levers]
    drawn = [one for push in pushes if push.sign for one in _drawn(position, push, incentives, harms, atlas)]
    drawn.sort(key=lambda one: (-one[0], one[2].kpi.ref, one[2].lever.ref))
    return Profile(
        atlas.entity(position.role.ref),
        incentives.graph.people.kinds(position.name),
        value.alignment(position),
        tuple(_paid(payment, atlas, incentives) for payment in position.payments),
        tuple(Moved(atlas.thing(push.lever), push.gradient) for push in sorted(pushes, key=_by_size)),
        tuple(one for _, is_good, one in drawn if is_good),
        tuple(one for _, is_good, one in drawn if not is_good),
        position.assumed,
        any(push.cut for push in pushes),
    )


def _by_size(push: Push) -> tuple[float, int]:
    return -abs(push.gradient), push.lever


def _paid(payment: Payment, atlas: Atlas, incentives: Incentives) -> PaidOn:
    return PaidOn(
        atlas.entity(incentives.kpis[payment.kpi].ref if payment.kpi in incentives.kpis else f"kpi/{payment.kpi}"),
        payment.plan.id,
        "up" if payment.sign > 0 else "down",
        payment.weight,
        payment.stake.percent,
        str(payment.measure.period or ""),
        (*(one.what for one in payment.stake.assumed), *(() if payment.direction else ("up is good",))),
    )


def _drawn(
    position: Position, push: Push, incentives: Incentives, harms: Harms, atlas: Atlas
) -> Iterator[tuple[float, bool, Drawn]]:
    """Yield the important KPIs that a push moves, with how much of the pay does it and whether it is for the good."""
    effects = incentives.near.of(push.lever).effects
    for kpi in incentives.important:
        effect = effects.get(incentives.node[kpi.id])
        if effect is None or abs(effect.net) <= EPSILON:
            continue
        moves = push.sign * (1 if effect.net > 0 else -1)
        is_good = moves == good_sign(kpi)
        ask = harms.sureness
        sure = ask.certainty(position, push, kpi) if is_good else ask.verdict(position, push, kpi, -moves)
        verdict = sure or Verdict.TRADEOFF
        why = None if is_good else why_spared(position, push, kpi, -moves, incentives, harms)
        yield (
            abs(push.gradient * effect.net),
            is_good,
            Drawn(
                _thing(kpi, atlas),
                atlas.thing(push.lever),
                push.sign,
                moves,
                abs(effect.net),
                str(verdict),
                effect.lag,
                why,
            ),
        )


def _thing(kpi: Kpi, atlas: Atlas) -> Thing:
    return atlas.entity(kpi.ref)
