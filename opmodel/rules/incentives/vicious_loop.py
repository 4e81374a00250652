"""No pay drives a number the wrong way where a loop makes it worse by itself."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import good_sign
from opmodel.incentives.influence.witness import shown
from opmodel.incentives.loops import Drive, drives, round_trip
from opmodel.incentives.stake import assuming, guessed_levers
from opmodel.incentives.words import earning
from opmodel.model.reading import named
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare


@rule(Severity.WARNING, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield roles whose pay certainly drives a loop that feeds itself the wrong way; one per role and set of loops."""
    context.count(Incentive)
    for worst, *others in drives(context.incentives):
        if context.known(context.incentives.kpis[worst.kpi]):
            yield _problem(worst, others, context)


def _problem(drive: Drive, others: list[Drive], context: Context) -> Problem:
    incentives, role, push = context.incentives, drive.position.name, drive.push
    network, kpi = incentives.network, incentives.kpis[drive.kpi]
    payment = push.earning
    assumed = drive.position.assumed
    guessed = assuming(*push.stake.guesses, guessed_levers(*((role,) if assumed else ())))
    how_bad = incentives.severity(push.stake)
    return about_pay(
        payment.where,
        f"{earning(role, push, network)} ({push.stake.percent:.3g}% of its pay), but that "
        f"{'lowers' if good_sign(kpi) > 0 else 'raises'} {named(kpi.ref)}, and from there it goes on by itself: "
        f"{round_trip(drive.loop, network, incentives.node[kpi.id])}{guessed}",
        f"break the loop where it is weakest, or pay '{role}' only above a gate on {named(kpi.ref)}",
        roles=(role,),
        kpis=(
            *(kpi.id, bare(network.names[push.lever])),
            *(name for one in others for name in (one.kpi, bare(network.names[one.push.lever]))),
        ),
        severity=how_bad.milder if assumed else how_bad,
        stake=push.stake.percent,
        notes=shown(drive.loop, network),
        people=context.graph.people.headcount(role) or 0,
    )
