"""No two roles are paid only for their own slices of one number."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import smaller
from opmodel.incentives.between.slices import Claim, has_stake, rivals
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good", "kpis.partition_of"))
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of roles that earn more when a result counts as theirs and not as the other's."""
    context.look(Incentive)
    context.judge(one.role for one in context.sides)
    for whole, one, other in rivals(context.incentives):
        yield _problem(one, other, whole, context)


def _problem(one: Claim, other: Claim, whole: Kpi, context: Context) -> Problem:
    incentives, people = context.incentives, context.graph.people
    stake = smaller(one.payment.stake, other.payment.stake)
    lacking = [claim.role for claim in (one, other) if not has_stake(claim.role, whole, incentives)]
    whom = "both" if len(lacking) == 2 else f"'{lacking[0]}' too"
    least = f"at least {incentives.thresholds.stake_percent:g}% of variable pay"
    return about_pay(
        one.payment.where,
        f"kpi '{whole.id}' is cut into slices: {_earns(one)}, {_earns(other)}, so what counts for one is lost to the "
        f"other{stake.assuming}",
        f"pay {whom} on kpi '{whole.id}' with {least} and keep the slices for analysis",
        roles=(one.role, other.role),
        kpis=(whole.id, one.slice.id, other.slice.id),
        severity=incentives.severity(stake),
        stake=stake.percent,
        notes=(
            (other.payment.where, f"what '{other.role}' is paid for"),
            *((claim.slice.where("partition_of"), f"a slice of {whole.id}") for claim in (one, other)),
        ),
        people=sum(people.headcount(claim.role) or 0 for claim in (one, other)),
        told_apart=" ".join((whole.id, *sorted((one.role, other.role)))),
    )


def _earns(claim: Claim) -> str:
    return f"role '{claim.role}' earns {claim.payment.stake.percent:.3g}% of its pay by {claim.slice.id}"
