"""No two roles are paid in opposite directions on one KPI."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, Share, about_pay, rule
from opmodel.finding import Severity
from opmodel.graph.people import People
from opmodel.incentives import Opposition, Payment
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of plans that pay different people for opposite movements of one number."""
    context.look(Incentive)
    context.judge(one.role for one in context.sides)
    found = context.incentives.opposed
    for kpi in context.model.of(Kpi):
        pairs = found[kpi.id] if kpi.id in found and context.known(kpi) else ()
        own_goals = {id(pair.against(kpi)) for pair in pairs if pair.torn(context.graph.people)}
        for pair in pairs:
            if own_goals.isdisjoint((id(pair.up), id(pair.down))):
                yield _problem(kpi, pair, context.incentives.severity(pair.stake), context.graph.people)


def _problem(kpi: Kpi, pair: Opposition, how_bad: Severity, people: People) -> Problem:
    up, down, stake = pair.up, pair.down, pair.stake
    pull = f"{up.words} {_earns(up)} when it rises, {down.words} {_earns(down)} when it falls"
    return about_pay(
        kpi.where(),
        f"kpi '{kpi.id}': {pull}{stake.assuming}",
        "pay both for one direction, or pay each for the number it was meant to serve",
        roles=(*up.payees, *down.payees),
        kpis=(kpi.id,),
        notes=((up.where, f"paid when {kpi.id} rises"), (down.where, f"paid when {kpi.id} falls")),
        severity=how_bad,
        share=Share(kpi.id, f"{up.words} against {down.words}", (down.where, pull)),
        stake=stake.percent,
        people=sum(people.headcount(role) or 0 for role in (*up.payees, *down.payees)),
    )


def _earns(payment: Payment) -> str:
    return f"{'earns' if len(payment.payees) == 1 else 'earn'} {payment.stake.percent:.3g}% of {_whose(payment)} pay"


def _whose(payment: Payment) -> str:
    return "its" if len(payment.payees) == 1 else "their"
