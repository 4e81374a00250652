"""Nobody is paid for moving a number the way that harms the outcomes it moves."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position
from opmodel.incentives.influence.witness import shown, way
from opmodel.incentives.inside.perverse import perverted
from opmodel.incentives.inside.proof import paths_between
from opmodel.incentives.inside.recipients import names
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import listed


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good", "kpis.kind"))
def check(context: Context) -> Iterator[Problem]:
    """Yield lines of plans whose direction harms every outcome the KPI is known to move."""
    context.count(Incentive)
    incentives = context.incentives
    for payment, positions in context.recipients:
        kpi = incentives.kpis[payment.kpi]
        harmed = perverted(payment, incentives)
        if harmed and context.known(kpi) and context.known(payment.plan):
            yield _problem(payment, kpi, harmed, incentives.speaking(positions), incentives)


def _problem(
    payment: Payment, kpi: Kpi, harmed: tuple[Kpi, ...], positions: tuple[Position, ...], incentives: Incentives
) -> Problem:
    worst = harmed[0]
    best = paths_between(incentives, incentives.node[kpi.id], incentives.node[worst.id])[0]
    earns = "rises" if payment.sign > 0 else "falls"
    hurt = listed(f"'{one.id}'" for one in harmed[:3])
    follows = f"all that is declared to follow harms outcome {hurt}"
    if worst is kpi:
        follows = "that is against the good direction of an outcome"
    how = f": {way(best, incentives.network)}" if best.edges else ""
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': {payment.weight:.3g}% of the variable pay of "
        f"{named_roles(names(positions))} is earned when kpi '{kpi.id}' {earns}, and {follows}{how}",
        "turn the direction of pay round, or say what is good: which direction of the KPI, or what else it moves"
        if worst is kpi
        else f"pay for the opposite direction, or for kpi '{worst.id}' itself; if some good comes of it, declare that",
        roles=names(positions),
        alike=True,
        kpis=(kpi.id, *(one.id for one in harmed)),
        stake=payment.stake.percent,
        notes=shown(best, incentives.network, "how it harms"),
        people=sum(incentives.graph.people.headcount(one.name) or 0 for one in positions),
        told_apart=kpi.id,
    )
