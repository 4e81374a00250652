"""Who works with customers is paid for something that has to do with pipeline or revenue."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment
from opmodel.incentives.inside.links import handing_on
from opmodel.incentives.inside.recipients import assuming_weight
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import listed

MOST_NAMED = 3
"""KPIs of a plan that a message names."""


@rule(
    Severity.ERROR,
    needs=("incentives.measures", "incentives.measures.weight", "incentives.measures.expected"),
    last=True,
)
def check(context: Context) -> Iterator[Problem]:
    """Yield plans without a link to revenue, unless no-shared-outcome already speaks about their payees."""
    incentives = context.incentives
    known = {plan.ref for plan in context.look(Incentive)}
    context.judge(plan for plan in handing_on(incentives) if plan.ref in known)
    told = {
        role
        for outcome in context.others
        if outcome.rule == "no-shared-outcome"
        for finding in outcome.findings
        for role in finding.roles
    }
    for ref, paid in context.links.without_revenue.items():
        is_known = ref in known and all(context.can_judge(incentives.kpis[one.kpi]) for one in paid)
        if is_known and told.isdisjoint(paid[0].everybody):
            context.judge([paid[0].plan])
            yield _problem(paid, incentives)


def _problem(paid: tuple[Payment, ...], incentives: Incentives) -> Problem:
    plan, network = paid[0].plan, incentives.network
    ordered = sorted(paid, key=lambda one: (-one.weight, one.kpi))
    more = (f"{len(ordered) - MOST_NAMED} more",) if len(ordered) > MOST_NAMED else ()
    named = listed((*(f"'{one.kpi}'" for one in ordered[:MOST_NAMED]), *more))
    nodes = [incentives.node[one.kpi] for one in paid]
    drawn = any(network.out[node] for node in nodes)
    assuming = next((said for one in ordered if (said := assuming_weight(one))), "")
    least = f"{incentives.thresholds.stake_percent:g}%"
    return about_pay(
        plan.where("measures"),
        f"incentive '{plan.id}' pays {named_roles(paid[0].payees)} on {named}, and by what is declared less than "
        f"{least} of it has anything to do with pipeline or revenue{assuming}",
        f"put {least} or more of the variable pay on a KPI of pipeline or revenue that they can move, or declare below "
        "`influences:` how what they are paid for gets there",
        roles=paid[0].payees,
        kpis=(one.kpi for one in ordered),
        alike=True,
        severity=None if drawn and not assuming else Severity.WARNING,
        stake=sum(one.stake.percent for one in paid),
        people=sum(incentives.graph.people.headcount(role) or 0 for role in paid[0].payees),
        told_apart="revenue",
    )
