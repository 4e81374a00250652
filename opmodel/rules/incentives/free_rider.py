"""Nobody's pay hangs on one number that too many move together."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.graph.people import People
from opmodel.incentives import Payment
from opmodel.incentives.inside.recipients import assuming_weight
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive, MeasureLevel
from opmodel.model.sections.roles import Role


@rule(
    Severity.WARNING,
    needs=("roles.headcount", "roles.local_monitoring", "incentives.measures.level", "incentives.measures.quota"),
)
def check(context: Context, *, most_people: int = 50, least_weight_percent: float = 80) -> Iterator[Problem]:
    """Yield KPIs on which the pay of many hangs, when nobody sees what each of them adds."""
    context.count(Incentive)
    people = context.graph.people
    for kpi, paid in context.incentives.paid.items():
        lines = [one for one in paid if one.weight >= least_weight_percent and _is_shared(one)]
        lines = [one for one in lines if context.known(one.plan)]
        roles = {role.id: role for line in lines for name in line.everybody for role in _unseen(name, people)}
        known = [role for role in roles.values() if context.known(role)]
        alone = people.once(known, lambda one: (one.id,))
        count = sum(role.headcount or 0 for role in alone)
        if count >= most_people:
            yield _problem(kpi, lines, alone, least_weight_percent, context)


def _is_shared(payment: Payment) -> bool:
    """Tell whether the result of all together earns, as far as the plan says; a quota or a rate is for one's own."""
    measure = payment.measure
    is_own = measure.level in (MeasureLevel.INDIVIDUAL, MeasureLevel.TEAM)
    return not is_own and measure.quota is None and measure.rate is None and payment.plan.quota is None


def _unseen(name: str, people: People) -> tuple[Role, ...]:
    """Return the roles behind a payee whose people do not see each other's effort.

    A general role stands for its kinds where it has no headcount of its own.
    """
    role = people.role(name)
    if role is None:
        return ()
    found = (role,) if role.headcount is not None else people.special(role.id)
    return tuple(one for one in found if one.headcount and not _is_watched(one, people))


def _is_watched(role: Role, people: People) -> bool:
    kinds = (people.role(kind) for kind in people.kinds(role.id))
    return role.quota_carrying or any(one is not None and one.local_monitoring for one in kinds)


def _problem(
    kpi: str, lines: list[Payment], roles: tuple[Role, ...], least_weight_percent: float, context: Context
) -> Problem:
    first = lines[0]
    count = sum(role.headcount or 0 for role in roles)
    how_bad = context.incentives.severity(first.stake)
    assuming = next((text for one in lines if (text := assuming_weight(one))), "")
    ids = tuple(role.id for role in roles)
    return about_pay(
        first.where,
        f"incentive '{first.plan.id}': {count:,} people ({named_roles(ids)}) have {least_weight_percent:g}% or more of "
        f"their variable pay on one number, kpi '{kpi}', which none of them moves noticeably alone{assuming}",
        "pay part of it on a number of the nearest team, or say `local_monitoring: true` where colleagues see each "
        "other's effort",
        roles=ids,
        alike=True,
        kpis=(kpi,),
        severity=Severity.NOTE if assuming or how_bad is Severity.NOTE else None,
        stake=first.stake.percent,
        notes=((one.where, f"also paid by incentive '{one.plan.id}'") for one in lines[1:]),
        people=count,
        told_apart=kpi,
    )
