"""No role is paid in both directions on one KPI."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.incentives import Opposition, Payment, conflicts
from opmodel.model.sections.incentives import Incentive, PaidDirection
from opmodel.model.sections.kpis import Kpi


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context, *, assumed_variable_percent: float = 30) -> Iterator[Problem]:
    """Yield plans that pay a role for the opposite of what another plan pays the same role for."""
    plans = tuple(context.each(Incentive))
    found = conflicts(context.graph, plans, assumed_variable_percent=assumed_variable_percent)
    for kpi in context.model.of(Kpi):
        for pair in found[kpi.id] if kpi.id in found and context.known(kpi) else ():
            torn = pair.torn(context.graph.people)
            if torn:
                yield _problem(kpi, pair, torn)


def _problem(kpi: Kpi, pair: Opposition, torn: tuple[str, ...]) -> Problem:
    wrong = pair.against(kpi)
    right = pair.down if wrong is pair.up else pair.up
    who = f"role '{torn[0]}' is" if len(torn) == 1 else f"role '{torn[0]}' and {len(torn) - 1} more are"
    return Problem(
        wrong.where,
        f"incentive '{wrong.plan.id}': {who} paid here when kpi '{kpi.id}' {_moves(wrong)}, "
        f"and by incentive '{right.plan.id}' when it {_moves(right)}",
        "keep the one that is meant and take the other out",
        notes=((right.where, f"paid when {kpi.id} {_moves(right)}"),),
        discriminator=" ".join((kpi.id, *sorted((wrong.plan.id, right.plan.id)))),
        stake=pair.stake.percent,
    )


def _moves(payment: Payment) -> str:
    return "rises" if payment.direction is PaidDirection.UP else "falls"
