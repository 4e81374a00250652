"""Who could decide about a lever instead of the role that its pay tempts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.fix.trial import Aim, ends
from opmodel.incentives.harm import Harms
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.position import Position


@dataclass(frozen=True, slots=True)
class Approver:
    """A way out: somebody else decides. `name` is empty where the model knows nobody who could."""

    name: str = ""
    leads_all: bool = False


def approver(aim: Aim, harms: Harms, incentives: Incentives) -> Approver | None:
    """Return who decides about a lever so that its harms end; None where they would not, whoever decides."""
    lever = aim.push.lever
    if aim.payee.assumed or not ends(aim, without(aim.payee, lever, incentives), harms):
        return None
    return neutral(aim.parties, lever, incentives)


def neutral(parties: tuple[str, ...], lever: int, incentives: Incentives) -> Approver:
    """Return the nearest boss of all parties whom the lever does not pay, else a boss of one or who leads nobody."""
    people = incentives.graph.people
    common = common_heads(parties, incentives)
    for name in dict.fromkeys((*common, *_others(parties, lever, incentives))):
        party = people.is_among(name, parties)
        if not party and people.is_people(name) and not people.is_vacant(name) and _is_neutral(name, lever, incentives):
            return Approver(name, leads_all=name in common)
    return Approver()


def common_heads(parties: tuple[str, ...], incentives: Incentives) -> tuple[str, ...]:
    """Return the roles that lead all of several, the nearest first."""
    first, *others = (incentives.graph.people.line(one) for one in parties)
    return tuple(name for name in first if all(name in line for line in others))


def without(payee: Position, lever: int, incentives: Incentives) -> Position:
    """Return a position without a lever; one that has none left is taken to move what it is paid on."""
    levers = tuple(one for one in payee.levers if one != lever)
    if levers:
        return replace(payee, levers=levers)
    moved = dict.fromkeys(incentives.node[one.kpi] for one in payee.payments if one.kpi in incentives.node)
    return replace(payee, levers=tuple(moved), assumed=True)


def _others(parties: tuple[str, ...], lever: int, incentives: Incentives) -> Iterator[str]:
    """Yield who could know: the bosses of each, then who answers for the KPIs that the lever moves."""
    people = incentives.graph.people
    for one in parties:
        yield from people.line(one)
    for node in sorted(incentives.near.of(lever).effects):
        kpi = incentives.kpis.get(incentives.network.names[node].rpartition("/")[2])
        for owner in kpi.owner if kpi else ():
            role = people.role(owner)
            if role:
                yield role.id


def _is_neutral(name: str, lever: int, incentives: Incentives) -> bool:
    """Tell whether the pay of a role pushes a lever neither way, or pulls it back about as much."""
    position = incentives.position_of(name)
    if position is None or not position.payments:
        return True
    push = incentives.push(replace(position, levers=(lever,)), lever)
    return not push.sign or push.counterweight >= incentives.thresholds.counterweight_percent / 100 - EPSILON
