"""Loops in words, what is paid along them, and whose pay drives them the wrong way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.influence.network import EPSILON, Network
from opmodel.incentives.influence.paths import Path
from opmodel.incentives.payments import Payment
from opmodel.incentives.position import Position, Push
from opmodel.model.sections.kpis import Good


@dataclass(frozen=True, slots=True)
class Drive:
    """How the pay of a role drives one KPI of a loop away from what is good."""

    position: Position
    push: Push
    kpi: str
    loop: Path
    strength: float


def round_trip(loop: Path, network: Network, start: int) -> str:
    """Write `leads raise visits, which lower leads`: a loop from one of its nodes on."""
    names = [name.partition("/")[2] for name in network.names]
    place = next(place for place, edge in enumerate(loop.edges) if edge.source == start)
    edges = (*loop.edges[place:], *loop.edges[:place])
    steps = (f"{'raises' if edge.effect.sign > 0 else 'lowers'} {names[edge.target]}" for edge in edges)
    return f"{names[start]} {', which '.join(steps)}"


def paid_along(loop: Path, incentives: Incentives) -> Iterator[tuple[int, Payment, int]]:
    """Yield what is paid for along a loop and is a stake, with its node and the way it turns the loop.

    The way is +1 where more of the loop's first node serves the payment.
    """
    sign = 1
    for edge in loop.edges:
        kpi = incentives.network.names[edge.source].partition("/")[2]
        for payment in incentives.paid.get(kpi, ()):
            if incentives.is_stake(payment.weight):
                yield edge.source, payment, sign * payment.sign
        sign *= edge.effect.sign


def drives(incentives: Incentives) -> Iterator[tuple[Drive, ...]]:
    """Yield how pay certainly drives loops that feed themselves the wrong way, one group per role and set of loops.

    The strongest of a group stands first; a general role speaks for its kinds.
    """
    shortest: dict[int, Path] = {}
    for loop in incentives.loops.loops:
        if loop.sign > 0:
            for node in loop.nodes:
                shortest.setdefault(node, loop)
    sets = {node: place for place, group in enumerate(incentives.network.groups) for node in group}
    paid = incentives.paid_positions if shortest else ()
    every = (drive for position in paid for drive in _drives(position, shortest, incentives))
    found: dict[tuple[str, int], list[Drive]] = {}
    for drive in incentives.graph.people.once(every, lambda one: (one.position.name,), _cause):
        found.setdefault((drive.position.name, sets[incentives.node[drive.kpi]]), []).append(drive)
    for group in found.values():
        yield tuple(sorted(group, key=lambda drive: (-drive.strength, drive.kpi, drive.push.lever)))


def _cause(drive: Drive) -> tuple[object, ...]:
    return drive.push.lever, drive.kpi, frozenset(id(pull.payment) for pull in drive.push.along)


def _drives(position: Position, shortest: Mapping[int, Path], incentives: Incentives) -> Iterator[Drive]:
    for lever in position.levers:
        push = incentives.push(position, lever)
        for node, effect in incentives.near.of(lever).effects.items() if push.sign and not push.mixed else ():
            kpi = incentives.kpis.get(incentives.network.names[node].partition("/")[2])
            if node in shortest and kpi and kpi.good in (Good.UP, Good.DOWN) and not effect.mixed:
                moved = effect.net * push.sign * good_sign(kpi)
                if moved < -EPSILON:
                    yield Drive(position, push, kpi.id, shortest[node], -moved)
