"""A clawback that lasts until the truth is known, where pay is out before."""

import math
from dataclasses import dataclass, replace

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.fix.trial import ends
from opmodel.incentives.guards import months_of
from opmodel.incentives.harm import Harm, Harms
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.payments import Payment
from opmodel.model.sections.incentives import Clawback, Measure
from opmodel.model.structures import build
from opmodel.model.values import Duration


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A way out: what these lines of plans pay goes back when one of the KPIs turns bad within so many months."""

    payments: tuple[Payment, ...]
    kpis: tuple[str, ...]
    months: int


def clawback(group: tuple[Harm, ...], harms: Harms, incentives: Incentives) -> TakenBack | None:
    """Return the clawback that ends the harms of one lever; None where pay is not early, or it would not help."""
    push = group[0].push
    lags = {one.kpi.id: incentives.near.of(push.lever).effects[incentives.node[one.kpi.id]].lag for one in group}
    paid = tuple(pull.payment for pull in push.along)
    periods = [one.measure.period for one in paid]
    longest = max(lags.values())
    if any(period is None or longest <= months_of(period) + EPSILON for period in periods):
        return None
    found = TakenBack(paid, tuple(lags), math.ceil(longest - EPSILON))
    if group[0].victim is None:
        return found
    payee = group[0].payee
    tried = tuple(_guarded(one, found) if one in paid else one for one in payee.payments)
    return found if ends(group, replace(payee, payments=tried), harms) else None


def _guarded(payment: Payment, by: TakenBack) -> Payment:
    within = Duration(by.months, "mo")
    added = tuple(build(Clawback, {"event": f"kpi/{kpi}", "within": within}) for kpi in by.kpis)
    paid = payment.measure
    guarded = {"gates": paid.gates, "clawbacks": (*paid.clawbacks, *added), "effective": paid.effective}
    return replace(payment, measure=build(Measure, {"kpi": paid.kpi, **guarded}))
