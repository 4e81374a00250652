"""What is paid for does not come back and work against itself."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Payment
from opmodel.incentives.influence.paths import Path
from opmodel.incentives.influence.witness import shown
from opmodel.incentives.loops import paid_along, round_trip
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive


@rule(Severity.NOTE, needs=("incentives.measures",))
def check(context: Context) -> Iterator[Problem]:
    """Yield paid KPIs on a loop that takes back what is gained, each with the shortest such loop."""
    context.count(Incentive)
    incentives = context.incentives
    found: dict[str, tuple[Path, Payment]] = {}
    for loop in incentives.loops.loops:
        if loop.sign < 0:
            for _, payment, _ in paid_along(loop, incentives):
                found.setdefault(payment.kpi, (loop, payment))
    for kpi, (loop, payment) in sorted(found.items()):
        yield _problem(kpi, loop, payment, context)


def _problem(kpi: str, loop: Path, most: Payment, context: Context) -> Problem:
    incentives = context.incentives
    paid = [one for one in incentives.paid[kpi] if incentives.is_stake(one.weight)]
    names = tuple(dict.fromkeys(payee for one in paid for payee in one.payees))
    return about_pay(
        most.where,
        f"kpi '{kpi}' pays {named_roles(names)} and works against itself: "
        f"{round_trip(loop, incentives.network, incentives.node[kpi])}",
        "judge it over a period in which the loop has come round, or pay for the number in it that stays",
        roles=names,
        alike=True,
        kpis=(kpi,),
        stake=most.stake.percent,
        notes=shown(loop, incentives.network),
        told_apart=kpi,
        people=sum(context.graph.people.headcount(name) or 0 for name in names),
    )
