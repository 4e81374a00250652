"""Nobody is paid for moving a number the way that harms the outcomes it moves."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position, good_sign
from opmodel.incentives.inside.proof import edge_notes, paths_between, way
from opmodel.incentives.inside.recipients import names
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi, KpiKind
from opmodel.wording import listed

_GOOD_IN_ITSELF = (KpiKind.QUALITY, KpiKind.VALUE, KpiKind.MARGIN, KpiKind.COST)
"""What a company wants for its own sake: where it costs an outcome, the two have to be weighed, not turned round."""


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good", "kpis.kind"))
def check(context: Context) -> Iterator[Problem]:
    """Yield lines of plans whose direction harms every outcome the KPI is known to move."""
    context.count(Incentive)
    incentives = context.incentives
    for payment, positions in context.recipients:
        kpi = incentives.kpis[payment.kpi]
        if payment.direction is not None and not _is_wanted(kpi, payment, incentives):
            harmed = _harmed(payment, incentives)
            if harmed and context.known(kpi) and context.known(payment.plan):
                yield _problem(payment, kpi, harmed, incentives.speaking(positions), incentives)


def _is_wanted(kpi: Kpi, payment: Payment, incentives: Incentives) -> bool:
    """Tell whether it is paid for in its good direction and the company wants it for its own sake."""
    wanted = kpi.kind in _GOOD_IN_ITSELF or kpi.important or incentives.graph.is_north_star(kpi)
    return wanted and payment.sign == good_sign(kpi)


def _harmed(payment: Payment, incentives: Incentives) -> tuple[Kpi, ...]:
    """Return the outcomes near enough to feel the harm; none where some way does, or may do, good."""
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
    how = f": {way(best, incentives)}" if best.edges else ""
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': {payment.weight:.3g}% of the variable pay of "
        f"{named_roles(names(positions))} is earned when kpi '{kpi.id}' {earns}, and {follows}{how}",
        "turn the direction of pay round, or say what is good: which direction of the KPI, or what else it moves"
        if worst is kpi
        else f"pay for the opposite direction, or for kpi '{worst.id}' itself; if some good comes of it, declare that",
        roles=names(positions),
        kpis=(kpi.id, *(one.id for one in harmed)),
        stake=payment.stake.percent,
        notes=edge_notes(best, "how it harms", incentives),
        people=sum(incentives.graph.people.headcount(one.name) or 0 for one in positions),
        told_apart=kpi.id,
    )
