"""Quotas add up to the target of the company, and a role has one."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.incentives.inside.quotas import Quota, Quotas
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi

_MISSED = "if everybody reaches their quota, the target is missed"
_OUT_OF_REACH = "few can reach what nobody planned"


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
    quotas = Quotas(context.graph)
    for name, found in _by_kpi(quotas, context).items():
        twice = [_twice(name, *pair) for pair in quotas.contradictions(found)]
        yield from twice
        kpi = context.model.get(Kpi, name)
        target = quotas.target(kpi) if kpi and not twice and context.known(kpi) else None
        total = quotas.total(kpi, found) if kpi and target else None
        for role in total.uncounted if total else ():
            context.leave(role, "headcount")
        if kpi and target and total and total.a_year:
            percent = 100 * total.a_year / target
            if not least_percent <= percent <= most_percent:
                severity = None if percent < error_percent else Severity.WARNING
                what = _MISSED if percent < least_percent else _OUT_OF_REACH
                told = f"{total.a_year:,.0f} a year, {percent:.0f}% of its target of {target:,.0f}: {what}"
                yield _apart(kpi, told, total.carried, severity)


def _by_kpi(quotas: Quotas, context: Context) -> dict[str, list[Quota]]:
    found: dict[str, list[Quota]] = {}
    for plan in context.look(Incentive):
        for name, quota in quotas.of(plan):
            context.judge([plan])
            found.setdefault(name, []).append(quota)
    return found


def _twice(name: str, one: Quota, other: Quota) -> Problem:
    elsewhere = "the same plan" if one.plan is other.plan else f"incentive '{one.plan.id}'"
    return Problem(
        other.where,
        f"incentive '{other.plan.id}' sets a quota of {other.a_year:,.0f} a year for kpi '{name}', and {elsewhere} "
        f"sets {one.a_year:,.0f} for the same role",
        "keep one of them, or say in `scope` for which records each is",
        notes=((one.where, f"{one.a_year:,.0f} a year here"),),
        discriminator=f"{name} {one.plan.id}",
    )


def _apart(kpi: Kpi, told: str, carried: tuple[Quota, ...], severity: Severity | None) -> Problem:
    return Problem(
        kpi.where("target"),
        f"the quotas for kpi '{kpi.id}' add up to {told}",
        "change quotas, headcount or target until they fit; who sells without a quota belongs in a KPI of its own",
        notes=tuple((quota.where, f"{quota.a_year:,.0f} a year for each holder") for quota in carried),
        severity=severity,
        discriminator="sum",
    )
