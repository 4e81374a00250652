"""Why no rule speaks, though the pay of a role pulls at something to its harm."""

import enum
from dataclasses import dataclass

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.harm import Harms
from opmodel.incentives.influence.atlas import Thing
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.position import Position, Push
from opmodel.model.sections.kpis import Kpi


class Why(enum.Enum):
    """What makes a pull no conflict: the same plan pulls back, something holds the pay, the others gain."""

    BALANCED = "balanced"
    HELD = "held"
    GAINS = "gains"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Spared:
    """A KPI that a pull harms, and why that is no conflict."""

    kpi: Thing
    why: Why


def why_spared(payee: Position, push: Push, kpi: Kpi, toward: int, incentives: Incentives, harms: Harms) -> Why:
    """Return why a push that harms a KPI is no conflict, as far as the push itself tells."""
    if harms.sureness.verdict(payee, push, kpi, toward) is not None:
        return Why.OTHER
    least = incentives.thresholds.counterweight_percent / 100
    return Why.BALANCED if push.counterweight >= least - EPSILON else Why.HELD


def spared(payee: Position, other: Position, incentives: Incentives, harms: Harms) -> dict[str, Why]:
    """Return what the other is paid for and the pay of the first harms, by reference, and why it is no conflict."""
    found: dict[str, Why] = {}
    for push in (incentives.push(payee, lever) for lever in payee.levers):
        effects = incentives.near.of(push.lever).effects
        moved = {
            payment.kpi: payment.sign * push.sign * effect.net
            for payment in other.payments
            if payment.kpi in incentives.node and (effect := effects.get(incentives.node[payment.kpi]))
        }
        stakes = ((one.stake.percent, moved.get(one.kpi, 0.0)) for one in other.payments)
        gains = sum(percent * gain for percent, gain in stakes) > EPSILON
        for payment in other.payments:
            kpi = incentives.kpis.get(payment.kpi)
            if kpi and moved.get(kpi.id, 0.0) < -EPSILON and kpi.ref not in found:
                why = why_spared(payee, push, kpi, payment.sign, incentives, harms)
                found[kpi.ref] = Why.GAINS if gains and why is Why.OTHER else why
    return found
