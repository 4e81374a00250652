"""A plan pays for few things, each worth noticing."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive, Measure
from opmodel.wording import bare, counted, listed


@rule(Severity.WARNING)
def check(context: Context, *, few: int = 3, many: int = 5) -> Iterator[Problem]:
    """Yield plans with so many measures, or so small ones, that none of them steers."""
    for plan in context.each(Incentive):
        paid = [one for one in plan.measures if _weight(one) != 0]
        small = [
            one for one in paid if (weight := _weight(one)) is not None and not context.incentives.is_stake(weight)
        ]
        if len(paid) > few or small:
            yield _problem(plan, paid, small, context.incentives, few, is_bad=len(paid) > many)


def _weight(measure: Measure) -> float | None:
    return measure.weight if measure.weight is not None else measure.expected


def _problem(
    plan: Incentive, paid: list[Measure], small: list[Measure], incentives: Incentives, few: int, *, is_bad: bool
) -> Problem:
    found = (incentives.graph.people.role(name) for name in plan.payee)
    roles = tuple(dict.fromkeys(role.id for role in found if role))
    least = f"{incentives.thresholds.stake_percent:g}%"
    shares = listed(f"'{bare(one.kpi)}' ({_weight(one):g}%)" for one in small[:3])
    parts = [f"its variable pay is spread over {counted(len(paid), 'measure')}"] if len(paid) > few else []
    if small:
        parts.append(f"{shares} {'is' if len(small) == 1 else 'are'} below {least} and will hardly be noticed")
    return about_pay(
        plan.where("measures"),
        f"incentive '{plan.id}' of {named_roles(roles)}: {', and '.join(parts)}",
        f"keep the {few} measures that matter most and give each {least} or more"
        if len(paid) > few
        else f"give {'it' if len(small) == 1 else 'each'} {least} or more, make a gate of it, or take it out",
        roles=roles,
        alike=True,
        kpis=(bare(one.kpi) for one in (*small, *paid)),
        severity=None if is_bad else Severity.NOTE,
        told_apart="",
    )
