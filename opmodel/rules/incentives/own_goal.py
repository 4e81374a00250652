"""No role is paid in both directions on one KPI."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Opposition, Payment
from opmodel.model.sections.incentives import Incentive, PaidDirection
from opmodel.model.sections.kpis import Kpi


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield plans that pay a role for the opposite of what another plan pays the same role for."""
    context.count(Incentive)
    found = context.incentives.opposed
    for kpi in context.model.of(Kpi):
        for pair in found[kpi.id] if kpi.id in found and context.known(kpi) else ():
            torn = pair.torn(context.graph.people)
            if torn:
                yield _problem(kpi, pair, torn)


def _problem(kpi: Kpi, pair: Opposition, torn: tuple[str, ...]) -> Problem:
    wrong = pair.against(kpi)
    right = pair.down if wrong is pair.up else pair.up
    who = f"role '{torn[0]}' is" if len(torn) == 1 else f"role '{torn[0]}' and {len(torn) - 1} more are"
    return about_pay(
        wrong.where,
        f"incentive '{wrong.plan.id}': {who} paid here when kpi '{kpi.id}' {_moves(wrong)}, "
        f"and by incentive '{right.plan.id}' when it {_moves(right)}",
        "keep the one that is meant and take the other out",
        roles=torn,
        kpis=(kpi.id,),
        told_apart=" ".join((kpi.id, *sorted((wrong.plan.id, right.plan.id)))),
        stake=pair.stake.percent,
        notes=((right.where, f"paid when {kpi.id} {_moves(right)}"),),
    )


def _moves(payment: Payment) -> str:
    return "rises" if payment.direction is PaidDirection.UP else "falls"
