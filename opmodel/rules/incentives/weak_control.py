"""A large share of pay hangs on a number that the payee moves noticeably."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position
from opmodel.incentives.inside.control import Control
from opmodel.incentives.inside.proof import GUESSED_STRENGTH
from opmodel.incentives.inside.recipients import alike, guessed_weight, names
from opmodel.incentives.payments import named_roles
from opmodel.incentives.stake import assuming
from opmodel.model.sections.incentives import Incentive, MeasureLevel

SHARED = (MeasureLevel.TEAM, MeasureLevel.COMPANY)
"""Levels of results that nobody is meant to move alone."""


@rule(Severity.WARNING, needs=("roles.levers",))
def check(
    context: Context, *, least_control_percent: float = 10, least_weight_percent: float = 25
) -> Iterator[Problem]:
    """Yield lines of plans that put much pay on what others and the market decide."""
    context.look(Incentive)
    incentives, control = context.incentives, context.control
    for payment, positions in context.recipients:
        if payment.weight < least_weight_percent:
            continue
        shares = ((one, _share(one, payment.kpi, control)) for one in positions if context.can_judge(one.role))
        said = [(one, share) for one, share in shares if share is not None]
        context.judge(one.role for one, _ in said)
        weak = ((one, share) for one, share in said if share < least_control_percent)
        for percent, roles in alike(incentives, weak):
            yield _problem(payment, roles, percent, control, incentives)


def _share(position: Position, kpi: str, control: Control) -> float | None:
    """Return how much of a KPI a role moves, percent; None where it cannot be said, or where it moves nothing of it."""
    if not control.is_declared(position) or not control.reaches(position, kpi):
        return None
    share = control.share(position, kpi)
    return round(share.percent, 3) if share else None


def _problem(
    payment: Payment, weak: tuple[Position, ...], percent: float, control: Control, incentives: Incentives
) -> Problem:
    strength = GUESSED_STRENGTH if control.is_guessed(weak[0], payment.kpi) else ""
    assumed = assuming(guessed_weight(payment), strength)
    held = f"{percent:.2g}%" if percent >= 1 else "less than 1%"
    nearer = control.nearest(weak, but=payment.kpi)
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': {payment.weight:.3g}% of the variable pay of {named_roles(names(weak))} "
        f"hangs on kpi '{payment.kpi}', and of what moves it {held} is in their hands{assumed}",
        f"put less weight on '{payment.kpi}', and what is freed on a KPI nearer to their work"
        + (f", such as '{nearer}'" if nearer else ""),
        roles=names(weak),
        alike=True,
        kpis=(payment.kpi,),
        severity=Severity.NOTE if assumed or payment.measure.level in SHARED else None,
        stake=payment.stake.percent,
        people=sum(incentives.graph.people.headcount(one.name) or 0 for one in weak),
        told_apart=f"{payment.kpi} {weak[0].name}",
    )
