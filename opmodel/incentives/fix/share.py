"""The share of pay on a harmed KPI that would end a conflict, worked out and tried."""

import math
from dataclasses import dataclass, replace

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.fix.trial import Aim, ends
from opmodel.incentives.harm import Harm, Harms
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.payments import Payment
from opmodel.incentives.position import Position
from opmodel.incentives.stake import Stake
from opmodel.model.sections.incentives import Measure, PaidDirection
from opmodel.model.structures import build

MOST_PERCENT = 50
"""A larger share would turn the plan into another one: then the decision should be somebody else's."""


@dataclass(frozen=True, slots=True)
class Share:
    """A way out: this share of a plan's variable pay (percent) on the harmed KPI, the rest scaled down."""

    plan: str
    kpi: str
    percent: int


def share(aim: Aim, harms: Harms, incentives: Incentives) -> Share | None:
    """Return the share of pay that ends the harms of one lever; None where it is over half a plan, or does not help.

    Break-even lies where what the plan still pulls on the lever is what the new share pulls back: with A the pull of
    the plan, B that of the KPI alone and C that of the role's other plans, at (A + C) / (A + B). It is rounded up to
    a whole percent and then tried: the pay that results must do none of the other sides any harm by the same rule.
    """
    harm = aim.worst
    plan = max(harm.push.along, key=lambda pull: (abs(pull.amount), pull.payment.plan.id)).payment.plan
    paid = [one for one in harm.payee.payments if one.plan is plan and one.weight > EPSILON]
    variable = max(one.stake.percent / one.weight for one in paid) * 100
    kept = sum(one.weight for one in paid if one.kpi != harm.kpi.id)
    if kept <= EPSILON:
        return None
    sign = harm.push.sign
    own = sum(
        pull.amount * sign for pull in harm.push.pulls if pull.payment.plan is plan and pull.payment.kpi != harm.kpi.id
    ) * (100 / kept)
    others = sum(pull.amount * sign for pull in harm.push.pulls if pull.payment.plan is not plan)
    effect = incentives.near.of(harm.push.lever).effects[incentives.node[harm.kpi.id]]
    back = variable * abs(effect.net)
    if own + back <= EPSILON:
        return None
    least = math.ceil(100 * (own + others) / (own + back) - EPSILON)
    for percent in (least, least + 1):
        if 0 < percent <= MOST_PERCENT and ends(aim, _paid(harm, paid, percent, variable), harms):
            return Share(plan.id, harm.kpi.id, percent)
    return None


def _paid(harm: Harm, paid: list[Payment], percent: int, variable: float) -> Position:
    """Return the position of the payee with a share of one plan on the harmed KPI."""
    kept = sum(one.weight for one in paid if one.kpi != harm.kpi.id)
    scale = (100 - percent) / kept
    scaled = tuple(
        replace(one, weight=one.weight * scale, stake=_stake(one.stake.percent * scale))
        for one in paid
        if one.kpi != harm.kpi.id
    )
    measure = build(Measure, {"kpi": harm.kpi.id})
    direction = PaidDirection.UP if harm.toward > 0 else PaidDirection.DOWN
    stake = _stake(variable * percent / 100)
    added = replace(paid[0], measure=measure, direction=direction, weight=float(percent), stake=stake)
    others = tuple(one for one in harm.payee.payments if one.plan is not paid[0].plan)
    return replace(harm.payee, payments=(*scaled, added, *others))


def _stake(percent: float) -> Stake:
    return Stake(percent, percent, percent)
