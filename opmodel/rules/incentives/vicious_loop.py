"""No pay drives a number the wrong way where a loop makes it worse by itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Position, Push, good_sign
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.influence.paths import Path
from opmodel.incentives.influence.witness import shown
from opmodel.incentives.loops import round_trip
from opmodel.incentives.words import earning
from opmodel.model.reading import named
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Good
from opmodel.wording import bare


@dataclass(frozen=True, slots=True)
class _Drive:
    """How the pay of a role drives one KPI of a loop away from what is good."""

    position: Position
    push: Push
    kpi: str
    loop: Path
    strength: float


@rule(Severity.WARNING, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield roles whose pay certainly drives a loop that feeds itself the wrong way; one per role and set of loops."""
    context.count(Incentive)
    incentives = context.incentives
    shortest: dict[int, Path] = {}
    for loop in incentives.loops.loops:
        if loop.sign > 0:
            for node in loop.nodes:
                shortest.setdefault(node, loop)
    groups = {node: place for place, group in enumerate(incentives.network.groups) for node in group}
    paid = incentives.paid_positions if shortest else ()
    every = (drive for position in paid for drive in _drives(position, shortest, incentives))
    found: dict[tuple[str, int], list[_Drive]] = {}
    for drive in incentives.graph.people.once(every, lambda one: (one.position.name,), _cause):
        found.setdefault((drive.position.name, groups[incentives.node[drive.kpi]]), []).append(drive)
    for drives in found.values():
        worst, *others = sorted(drives, key=lambda drive: (-drive.strength, drive.kpi, drive.push.lever))
        if context.known(incentives.kpis[worst.kpi]):
            yield _problem(worst, others, context)


def _cause(drive: _Drive) -> tuple[object, ...]:
    return drive.push.lever, drive.kpi, frozenset(id(pull.payment) for pull in drive.push.along)


def _drives(position: Position, shortest: dict[int, Path], incentives: Incentives) -> Iterator[_Drive]:
    for lever in position.levers:
        push = incentives.push(position, lever)
        for node, effect in incentives.near.of(lever).effects.items() if push.sign and not push.mixed else ():
            kpi = incentives.kpis.get(incentives.network.names[node].partition("/")[2])
            if node in shortest and kpi and kpi.good in (Good.UP, Good.DOWN) and not effect.mixed:
                moved = effect.net * push.sign * good_sign(kpi)
                if moved < -EPSILON:
                    yield _Drive(position, push, kpi.id, shortest[node], -moved)


def _problem(drive: _Drive, others: list[_Drive], context: Context) -> Problem:
    incentives, role, push = context.incentives, drive.position.name, drive.push
    network, kpi = incentives.network, incentives.kpis[drive.kpi]
    payment = push.earning
    assumed = drive.position.assumed
    guess = f", assuming role '{role}' moves only what it is paid on" if assumed else ""
    how_bad = incentives.severity(push.stake)
    return about_pay(
        payment.where,
        f"{earning(role, push, network)} ({push.stake.percent:.3g}% of its pay), but that "
        f"{'lowers' if good_sign(kpi) > 0 else 'raises'} {named(kpi.ref)}, and from there it goes on by itself: "
        f"{round_trip(drive.loop, network, incentives.node[kpi.id])}{push.stake.assuming}{guess}",
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
