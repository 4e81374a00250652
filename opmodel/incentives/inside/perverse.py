"""Pay for moving a number the way that harms every outcome it moves."""

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.payments import Payment
from opmodel.model.sections.kpis import Kpi, KpiKind

_GOOD_IN_ITSELF = (KpiKind.QUALITY, KpiKind.VALUE, KpiKind.MARGIN, KpiKind.COST)
"""What a company wants for its own sake: where it costs an outcome, the two have to be weighed, not turned round."""


def perverted(payment: Payment, incentives: Incentives) -> tuple[Kpi, ...]:
    """Return the outcomes that a line of a plan pays to harm, the worst first; none where some way does good.

    Nothing is claimed where the direction of pay or the kind of the KPI is not known.
    """
    kpi = incentives.kpis[payment.kpi]
    if payment.direction is None or _is_wanted(kpi, payment, incentives):
        return ()
    node = incentives.node[payment.kpi]
    if incentives.network.unsure[node]:
        return ()
    raised, lowered = incentives.closure.moved(node, payment.sign)
    better_up, better_down = incentives.better
    does_good = raised & better_up or lowered & better_down
    if does_good or not (raised & better_down or lowered & better_up):
        return ()
    effects = incentives.near.of(node).effects
    felt = [(incentives.outcome_at[one], effect) for one, effect in effects.items() if one in incentives.outcome_at]
    return tuple(kpi for kpi, _ in sorted(felt, key=lambda pair: (-pair[1].size, pair[0].id)))


def _is_wanted(kpi: Kpi, payment: Payment, incentives: Incentives) -> bool:
    """Tell whether it is paid for in its good direction and the company wants it for its own sake, or may."""
    is_known = all(absence.field != "kind" for absence in kpi.absences.values())
    wanted = not is_known or kpi.kind in _GOOD_IN_ITSELF or kpi.important or incentives.graph.is_north_star(kpi)
    return wanted and payment.sign == good_sign(kpi)
