"""Whether what guards pay holds: a gate that every value passes, or a clawback that ends too soon, holds nothing."""

from collections.abc import Iterable

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.payments import Payment
from opmodel.model.sections.incentives import Clawback, PayGate
from opmodel.model.sections.kpis import Aggregation, Good, Kpi, KpiKind
from opmodel.model.values import Duration
from opmodel.wording import bare

_NEARLY = 0.9
"""90 days are as good as a quarter, four weeks as a month."""
_COUNTED = (Aggregation.COUNT, Aggregation.DURATION)
_MAY_BE_NEGATIVE = (KpiKind.MARGIN, KpiKind.VALUE, KpiKind.COST, None)
"""Kinds of ratios that may fall below 0: a gate there says that no money is lost. One of no kind may be such a one."""


def holding(payment: Payment, incentives: Incentives, source: int | None = None) -> frozenset[str]:
    """Return the KPIs that a payment waits for or is taken back by, without guards that hold nothing.

    `source` is the lever or KPI whose harm they guard against: how late it shows then decides about a clawback.
    """
    return payment.guards and frozenset(one for one in payment.guards if not hollow(payment, one, incentives, source))


def hollow(payment: Payment, name: str, incentives: Incentives, source: int | None = None) -> str:
    """Return why the gates and clawbacks of a payment on a KPI hold nothing back; empty where one of them may."""
    kpi = incentives.kpis.get(name)
    if kpi is None:
        return ""
    gates = (_of_gate(gate, kpi) for gate in payment.measure.gates if bare(gate.kpi) == name)
    clawbacks = (one for one in payment.measure.clawbacks if bare(one.event) == name)
    why = [*gates, *(_of_clawback(one, kpi, incentives, source) for one in clawbacks)]
    return why[0] if why and all(why) else ""


def hollow_of(payments: Iterable[Payment], incentives: Incentives, name: str = "") -> str:
    """Say, as the end of a sentence, which guard on a KPI, or any, holds nothing back, and in which plan."""
    guards = ((one, guard) for one in payments for guard in sorted(one.guards) if not name or guard == name)
    found = ((one, hollow(one, guard, incentives)) for one, guard in guards)
    return next((f"; in '{one.plan.id}' the {why}" for one, why in found if why), "")


def _of_gate(gate: PayGate, kpi: Kpi) -> str:
    least = gate.minimum.hours if isinstance(gate.minimum, Duration) else gate.minimum
    passes = (kpi.good is Good.UP and _never_below_zero(kpi) and least <= 0) or (
        kpi.good is Good.DOWN and kpi.aggregation is Aggregation.RATIO and _never_below_zero(kpi) and least >= 100
    )
    shown = gate.minimum if isinstance(gate.minimum, Duration) else f"{gate.minimum:g}"
    return f"gate on kpi '{kpi.id}' holds nothing back: every value passes {shown}" if passes else ""


def _never_below_zero(kpi: Kpi) -> bool:
    """Tell whether a number cannot fall below 0 by how it is worked out; scores, sums and money may."""
    if kpi.aggregation in _COUNTED:
        return True
    return kpi.aggregation is Aggregation.RATIO and kpi.kind not in _MAY_BE_NEGATIVE and not _is_written_below_zero(kpi)


def _is_written_below_zero(kpi: Kpi) -> bool:
    """Tell whether a target or limit of a KPI is 0 or less, as that of a growth rate may be."""
    written = (kpi.target and kpi.target.value, kpi.limit and kpi.limit.below)
    cases = (case for quantity in written if quantity for case in quantity.cases)
    return any(not isinstance(case.low, Duration) and case.low <= 0 for case in cases)


def _of_clawback(clawback: Clawback, kpi: Kpi, incentives: Incentives, source: int | None) -> str:
    within = clawback.within.months
    what = f"clawback on kpi '{kpi.id}' ends after {clawback.within}"
    effect = incentives.near.of(source).effects.get(incentives.node[kpi.id]) if source is not None else None
    if effect and effect.lag > 0:
        return f"{what}, the harm shows after {effect.lag:.3g} months" if within < _NEARLY * effect.lag else ""
    period = kpi.target.period if kpi.target else None
    if period and within < _NEARLY * period.months:
        return f"{what}, before a {period} of it is known"
    return ""
