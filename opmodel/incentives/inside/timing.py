"""By which levers a role decides when a paid result lands."""

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.payments import Payment
from opmodel.incentives.position import Position
from opmodel.model.sections.kpis import Kpi, KpiKind
from opmodel.model.sections.levers import Lever


def moving(position: Position, payment: Payment, incentives: Incentives) -> tuple[int, ...]:
    """Return the levers of a role that move what a line of its plan pays for, near enough to matter."""
    node = incentives.node[payment.kpi]
    return tuple(lever for lever in position.levers if node in incentives.near.of(lever).effects)


def shifts(lever: int, payment: Payment, incentives: Incentives) -> bool:
    """Tell whether somebody shifts by a lever the day on which a result lands; a paid time is a result itself."""
    name = incentives.network.names[lever]
    if name.startswith("lever/"):
        declared = incentives.graph.model.get(Lever, name)
        return declared is not None and declared.timing
    kpi = incentives.graph.model.get(Kpi, name)
    return kpi is not None and kpi.kind is KpiKind.TIMING and lever != incentives.node[payment.kpi]
