"""No two roles are paid in opposite directions on one KPI."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.people import People
from opmodel.incentives import Opposition, Payment, conflicts, severity
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good"))
def check(
    context: Context,
    *,
    error_percent: float = 5,
    warning_percent: float = 1,
    assumed_variable_percent: float = 30,
) -> Iterator[Problem]:
    """Yield pairs of plans that pay different people for opposite movements of one number."""
    plans = tuple(context.each(Incentive))
    found = conflicts(context.graph, plans, assumed_variable_percent=assumed_variable_percent)
    for kpi in context.model.of(Kpi):
        pairs = found[kpi.id] if kpi.id in found and context.known(kpi) else ()
        own_goals = {id(pair.against(kpi)) for pair in pairs if pair.torn(context.graph.people)}
        for pair in pairs:
            if own_goals.isdisjoint((id(pair.up), id(pair.down))):
                how_bad = severity(pair.stake, error_percent=error_percent, warning_percent=warning_percent)
                yield _problem(kpi, pair, how_bad, context.graph.people)


def _problem(kpi: Kpi, pair: Opposition, how_bad: Severity, people: People) -> Problem:
    up, down, stake = pair.up, pair.down, pair.stake
    pull = f"{up.words} {_earns(up)} when it rises, {down.words} {_earns(down)} when it falls"
    return Problem(
        kpi.where(),
        f"kpi '{kpi.id}': {pull}{stake.assuming}",
        "pay both for one direction, or pay each for the number it was meant to serve",
        notes=((up.where, f"paid when {kpi.id} rises"), (down.where, f"paid when {kpi.id} falls")),
        severity=how_bad,
        discriminator=" ".join(sorted((up.plan.id, down.plan.id))),
        data={"up_percent": up.stake.percent, "down_percent": down.stake.percent, "assumed": bool(stake.assumed)},
        stake=stake.percent,
        people=sum(people.headcount(role) or 0 for role in (*up.payees, *down.payees)),
    )


def _earns(payment: Payment) -> str:
    return f"{'earns' if len(payment.payees) == 1 else 'earn'} {payment.stake.percent:.3g}% of {_whose(payment)} pay"


def _whose(payment: Payment) -> str:
    return "its" if len(payment.payees) == 1 else "their"
