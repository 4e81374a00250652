"""Nobody is ranked against people whose help they need."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives.between.ranking import Ranking, Rankings
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare


@rule(Severity.ERROR, needs=("incentives.measures.relative_to",))
def check(context: Context) -> Iterator[Problem]:
    """Yield roles whose pay depends on being better than people that they hand records to or share a lever with."""
    context.look(Incentive)
    context.judge(one.role for one in context.sides)
    for one in Rankings(context.incentives).all:
        yield _problem(one, context)


def _problem(one: Ranking, context: Context) -> Problem:
    incentives, people, payment = context.incentives, context.graph.people, one.payment
    how_bad = incentives.severity(payment.stake)
    rival, who = ("its own colleagues", "they") if one.is_among_colleagues else (f"role '{one.rival}'", "the two")
    names = tuple(dict.fromkeys((one.payee, one.rival)))
    return about_pay(
        payment.plan.where("measures", payment.measure.kpi, "relative_to"),
        f"incentive '{payment.plan.id}': role '{one.payee}' earns {payment.stake.percent:.3g}% of its pay by "
        f"{payment.kpi} ranked against {rival}, but {who} {one.link}: holding back help pays{payment.stake.assuming}",
        "pay for an absolute number, or rank whole teams that do not need each other"
        if one.is_among_colleagues
        else "pay for an absolute number, or rank the two together as one team",
        roles=names,
        kpis=(payment.kpi, *((bare(one.lever),) if one.lever else ())),
        severity=how_bad if one.is_sure else how_bad.milder,
        stake=payment.stake.percent,
        people=sum(people.headcount(name) or 0 for name in names),
    )
