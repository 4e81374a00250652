"""A clawback that lasts until the truth is known, where pay is out before."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.fix.trial import Aim, ends
from opmodel.incentives.harm import Harms
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.payments import Payment
from opmodel.model.sections.incentives import Clawback, Measure, PayGate
from opmodel.model.structures import build
from opmodel.model.values import Duration
from opmodel.wording import bare

MOST_KPIS = 6
"""A plan that hangs on more numbers than this is no way out: nobody could say what is paid."""
MOST_MONTHS = 36
"""Nobody gives back what was earned longer ago."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A way out: what these lines of plans pay goes back when a KPI turns bad, and waits for those known in time."""

    payments: tuple[Payment, ...]
    months: Mapping[str, int]
    """How long it goes back, by KPI that shows the harm after the pay is out."""
    gated: tuple[str, ...]
    """KPIs that show it before."""


def clawback(aim: Aim, harms: Harms, incentives: Incentives) -> TakenBack | None:
    """Return the clawback that ends the harms of one lever; None where nothing shows late, or it would not help."""
    effects = incentives.near.of(aim.push.lever).effects
    lags = {kpi: effects[incentives.node[kpi]].lag for kpi in aim.toward}
    paid = tuple(pull.payment for pull in aim.push.along)
    late = {kpi: math.ceil(lag - EPSILON) for kpi, lag in lags.items() if any(_is_early(one, kpi, lag) for one in paid)}
    found = TakenBack(paid, late, tuple(kpi for kpi in lags if kpi not in late))
    tried = tuple(_guarded(one, found) if one in paid else one for one in aim.payee.payments)
    is_sensible = len(late) > 0 and len(lags) <= MOST_KPIS and max(late.values()) <= MOST_MONTHS
    return found if is_sensible and ends(aim, replace(aim.payee, payments=tried), harms) else None


def _is_early(payment: Payment, kpi: str, lag: float) -> bool:
    """Tell whether pay is out before a KPI shows the harm; who takes it back by that KPI thinks so."""
    if lag <= EPSILON:
        return False
    period = payment.measure.period
    is_taken_back = any(bare(one.event) == kpi for one in payment.measure.clawbacks)
    return is_taken_back or (period is not None and lag > period.months + EPSILON)


def _guarded(payment: Payment, by: TakenBack) -> Payment:
    backs = tuple(
        build(Clawback, {"event": f"kpi/{kpi}", "within": Duration(months, "mo")}) for kpi, months in by.months.items()
    )
    gates = tuple(build(PayGate, {"kpi": f"kpi/{kpi}", "minimum": 1.0}) for kpi in by.gated)
    paid = payment.measure
    held = {"gates": (*paid.gates, *gates), "clawbacks": (*paid.clawbacks, *backs), "effective": paid.effective}
    return replace(payment, measure=build(Measure, {"kpi": paid.kpi, **held}))
