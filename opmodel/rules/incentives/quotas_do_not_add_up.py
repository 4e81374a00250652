"""Quotas add up to the target of the company, and a role has one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.people import People
from opmodel.incentives.payments import scopes_meet
from opmodel.incentives.stake import weights
from opmodel.model import Quantity, Where
from opmodel.model.sections.incentives import Incentive, Measure, MeasureLevel
from opmodel.model.sections.kpis import Aggregation, Kpi
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.parts import CalendarPeriod
from opmodel.model.sections.roles import Level, Role
from opmodel.wording import bare

_ADDED = (Aggregation.SUM, Aggregation.COUNT)
_UNLIKE = 0.005
"""Share by which two numbers may differ and still be one."""
_BY_THEMSELVES = (Level.AUTOMATION, Level.QUEUE, Level.POOL, Level.EXTERNAL)


@dataclass(frozen=True, slots=True)
class _Quota:
    """What one holder of a plan must bring of a KPI in a year."""

    plan: Incentive
    measure: Measure
    a_year: float
    where: Where


@rule(
    Severity.ERROR,
    needs=(
        "incentives.quota",
        "incentives.measures.quota",
        "incentives.measures.overlay",
        "incentives.measures.level",
        "kpis.target",
        "roles.headcount",
    ),
)
def check(
    context: Context, *, least_percent: float = 95, error_percent: float = 90, most_percent: float = 150
) -> Iterator[Problem]:
    """Yield roles with two quotas for one number, and targets that all quotas together miss or pass by far."""
    plans = context.look(Incentive)
    quotas: dict[str, list[_Quota]] = {}
    for plan in plans:
        for named, quota in _quotas(plan, context):
            context.judge([plan])
            quotas.setdefault(named, []).append(quota)
    for name, found in quotas.items():
        twice = list(_twice(name, found, context))
        yield from twice
        kpi = context.model.get(Kpi, name)
        if kpi and not twice and context.known(kpi) and (target := _target(kpi)):
            yield from _sum(kpi, target, found, _Limits(least_percent, error_percent, most_percent), context)


@dataclass(frozen=True, slots=True)
class _Limits:
    least: float
    error: float
    most: float


def _quotas(plan: Incentive, context: Context) -> Iterator[tuple[str, _Quota]]:
    """Yield the quotas of a plan by KPI; the plan's own is for the KPI most of its pay hangs on."""
    for measure in plan.measures:
        amount = _exact(measure.quota)
        if amount is not None and measure.period:
            where = plan.where("measures", measure.kpi, "quota")
            yield bare(measure.kpi), _Quota(plan, measure, _a_year(amount, measure.period), where)
    own = _exact(plan.quota.amount) if plan.quota else None
    if plan.quota and own is not None and plan.quota.per and plan.measures:
        shares = list(zip(weights(plan), plan.measures, strict=True))
        most = max(share for share, _ in shares)
        main = [measure for share, measure in shares if share == most]
        kpi = context.model.get(Kpi, main[0].kpi)
        if len(main) == 1 and kpi and kpi.aggregation in _ADDED:
            yield kpi.id, _Quota(plan, main[0], _a_year(own, plan.quota.per), plan.where("quota"))


def _exact(quantity: Quantity[float] | None) -> float | None:
    """Return a number that is one number: no range, no estimate, the same for everybody."""
    if quantity is None or quantity.dimension or quantity.cases[0].about:
        return None
    case = quantity.cases[0]
    return case.low if case.low == case.high else None


def _a_year(amount: float, period: CalendarPeriod) -> float:
    return amount * round(12 / period.months, 6)


def _target(kpi: Kpi) -> float | None:
    value = kpi.target.value if kpi.target else None
    if kpi.target is None or value is None or kpi.target.period is None or kpi.aggregation not in _ADDED:
        return None
    if value.dimension or value.cases[0].about or value.cases[0].low != value.cases[0].high or kpi.scope:
        return None
    number = value.cases[0].low
    return _a_year(number, kpi.target.period) if isinstance(number, int | float) else None


def _twice(name: str, quotas: list[_Quota], context: Context) -> Iterator[Problem]:
    """Yield pairs of different quotas of one role for one KPI."""
    people = context.graph.people
    for one, other in combinations(quotas[:50], 2):
        level = one.measure.level is other.measure.level
        meets = people.meet(people.working(one.plan.payee), people.working(other.plan.payee))
        differ = abs(one.a_year - other.a_year) > _UNLIKE * max(one.a_year, other.a_year)
        if level and meets and differ and scopes_meet(one.plan, other.plan):
            yield Problem(
                other.where,
                f"incentive '{other.plan.id}' sets a quota of {other.a_year:,.0f} a year for kpi '{name}', and "
                f"{_elsewhere(one, other)} sets {one.a_year:,.0f} for the same role",
                "keep one of them, or say in `scope` for which records each is",
                notes=((one.where, f"{one.a_year:,.0f} a year here"),),
                discriminator=f"{name} {one.plan.id}",
            )


def _elsewhere(one: _Quota, other: _Quota) -> str:
    return "the same plan" if one.plan is other.plan else f"incentive '{one.plan.id}'"


def _sum(kpi: Kpi, target: float, quotas: list[_Quota], limits: _Limits, context: Context) -> Iterator[Problem]:
    """Yield a target that is not the sum of the quotas of those who carry it."""
    carried = {quota.plan.ref: quota for quota in quotas if not quota.measure.overlay}
    leading = _leading(carried, context.graph.people)
    if not _carries_all(kpi, carried, leading, context):
        return
    shares = [_together(quota, leading, context) for quota in carried.values()]
    total = sum(share for share in shares if share is not None)
    if None in shares or not total or not target:
        return
    percent = 100 * total / target
    if limits.least <= percent <= limits.most:
        return
    short = percent < limits.least
    what = "if everybody reaches their quota, the target is missed" if short else "few can reach what nobody planned"
    yield Problem(
        kpi.where("target"),
        f"the quotas for kpi '{kpi.id}' add up to {total:,.0f} a year, {percent:.0f}% of its target of {target:,.0f}: "
        f"{what}",
        "change quotas, headcount or target until they fit; who sells without a quota belongs in a KPI of its own",
        notes=tuple((quota.where, f"{quota.a_year:,.0f} a year for each holder") for quota in carried.values()),
        severity=None if percent < limits.error else Severity.WARNING,
        discriminator="sum",
    )


def _carries_all(kpi: Kpi, carried: dict[str, _Quota], leading: frozenset[str], context: Context) -> bool:
    """Tell whether all that counts is sold by people with a quota for it: no other plan, no program, no partner."""
    if any(one.partition_of for one in context.model.holders(Kpi, kpi.ref)):
        return False
    people = context.graph.people
    for plan in context.graph.numbers.plans(kpi.id):
        measure = next(one for one in plan.measures if bare(one.kpi) == kpi.id)
        is_led = leading.issuperset(people.working(plan.payee))
        is_beside = measure.overlay or is_led or measure.level is MeasureLevel.COMPANY
        if plan.scope or not (plan.ref in carried or is_beside):
            return False
    journey = context.graph.journey
    objects = kpi.objects((), context.model)
    paths = (path for path in context.model.of(Lifecycle) if path.object in objects)
    owners = (
        name for path in paths for stage in journey.stages(path) if stage.is_open for name in journey.owners(stage)
    )
    held = (people.role(name) for name in owners)
    return not any(role and role.level in _BY_THEMSELVES for role in held)


def _together(quota: _Quota, leading: frozenset[str], context: Context) -> float | None:
    """Return what all holders of a plan bring in a year; who leads others that carry it brings what they do."""
    people = context.graph.people
    if quota.measure.level is None:
        return None
    names = [name for name in people.working(quota.plan.payee) if not people.is_vacant(name)]
    if leading.issuperset(names):
        return 0.0
    if quota.measure.level is not MeasureLevel.INDIVIDUAL:
        return quota.a_year
    heads = [_heads(name, context) for name in names]
    return None if None in heads else quota.a_year * sum(head for head in heads if head)


def _leading(carried: dict[str, _Quota], people: People) -> frozenset[str]:
    """Return the roles above those who carry a quota."""
    payees = {payee for quota in carried.values() for payee in people.working(quota.plan.payee)}
    return frozenset(above for payee in payees for above in people.line(payee))


def _heads(name: str, context: Context) -> int | None:
    role, people = context.model.get(Role, name), context.graph.people
    if role is None or role.scope:
        return None
    if not people.is_counted(name):
        context.leave(role, "headcount")
        return None
    return people.headcount(name)
