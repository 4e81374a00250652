"""What people are paid for has to do with what the company steers by."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position
from opmodel.incentives.inside.recipients import names
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.influences import Influence
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import counted

Paid = tuple[Payment, tuple[Position, ...]]


@rule(Severity.WARNING)
def check(context: Context) -> Iterator[Problem]:
    """Yield paid KPIs that have to do with some outcome and nothing with the north star.

    Those that have to do with no outcome at all are unlinked-incentive's.
    """
    context.look(Incentive)
    incentives = context.incentives
    star = next((kpi for kpi in incentives.kpis.values() if context.graph.is_north_star(kpi)), None)
    if star is None or not context.model.takes_up(Influence):
        return
    near = context.links.of((star,))
    far = context.links.of(filter(incentives.is_outcome, incentives.kpis.values()))
    paid = [pair for pair in context.recipients if incentives.is_stake(pair[0].weight)]
    context.judge(payment.plan for payment, _ in paid)
    apart = [pair for pair in paid if not near[incentives.node[pair[0].kpi]]]
    if apart and len(apart) == len(paid):
        yield _nothing_reaches(star, apart)
        return
    by_kpi: dict[str, list[Paid]] = {}
    for payment, positions in apart:
        if far[incentives.node[payment.kpi]]:
            by_kpi.setdefault(payment.kpi, []).append((payment, positions))
    for pairs in by_kpi.values():
        yield _problem(star, pairs, incentives)


def _nothing_reaches(star: Kpi, apart: list[Paid]) -> Problem:
    count = len({payment.kpi for payment, _ in apart})
    return about_pay(
        star.where(),
        f"kpi '{star.id}' is the north star, and by what is declared none of the {counted(count, 'KPI')} that people "
        "are paid for moves it",
        "declare below `influences:` what moves it; if the model is complete, nobody is paid for what matters most",
        roles=dict.fromkeys(name for _, positions in apart for name in names(positions)),
        kpis=(star.id,),
        alike=True,
        told_apart="nothing",
    )


def _problem(star: Kpi, pairs: list[Paid], incentives: Incentives) -> Problem:
    payment = pairs[0][0]
    positions = incentives.speaking({one.name: one for _, those in pairs for one in those}.values())
    roles = names(positions)
    return about_pay(
        payment.where,
        f"kpi '{payment.kpi}' pays {named_roles(roles)}, and by what is declared neither it nor what moves it has "
        f"anything to do with the north star '{star.id}'",
        f"declare what '{payment.kpi}' moves on the way to '{star.id}' if the model is incomplete, or pay for a KPI "
        "that moves it",
        roles=roles,
        alike=True,
        kpis=(payment.kpi, star.id),
        stake=payment.stake.percent,
        people=sum(incentives.graph.people.headcount(role) or 0 for role in roles),
        told_apart=payment.kpi,
        notes=[(one.where, "paid here as well") for one, _ in pairs[1:6]],
    )
