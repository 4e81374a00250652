"""The paid people on both sides of a handoff, and who works together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opmodel.graph import Handoff
from opmodel.incentives.analysis import Incentives
from opmodel.incentives.position import Position
from opmodel.incentives.stake import Stake, smaller, together
from opmodel.model import is_draft

"""Moves that give a record back: the two sides are judged by the way it leads on."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two roles that are both paid, of which one hands records on to the other."""

    giver: Position
    receiver: Position
    handoffs: tuple[Handoff, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The ids of the two roles, giver first."""
        return self.giver.name, self.receiver.name

    @property
    def stake(self) -> Stake:
        """What the side with less to lose has at stake."""
        return smaller(*(together(one.stake for one in side.payments) for side in (self.giver, self.receiver)))

    @property
    def people(self) -> frozenset[str]:
        """The two roles whatever their order."""
        return frozenset(self.names)


def pairs(incentives: Incentives) -> tuple[Pair, ...]:
    """Return the paid pairs of all handoffs that lead on, by the names of the roles, giver first.

    A general role stands for its kinds where they have the same pay, and the kinds for a general role that has no plan
    of its own. Two plans that never count the same record make no pair.
    """
    found: dict[tuple[str, str], tuple[Position, Position, dict[str, Handoff]]] = {}
    for (giver, receiver), handoffs in incentives.handoffs.items():
        leading_on = [handoff for handoff in handoffs if _leads_on(handoff)]
        for one in _paid(giver, incentives) if leading_on else ():
            for other in _paid(receiver, incentives):
                if not incentives.graph.people.same(one.name, other.name) and _meet(one, other):
                    _, _, known = found.setdefault((one.name, other.name), (one, other, {}))
                    known.update({handoff.transition.id: handoff for handoff in leading_on})
    return tuple(Pair(one, other, tuple(found[key][2].values())) for key, (one, other, _) in sorted(found.items()))


def sides(incentives: Incentives) -> tuple[Position, ...]:
    """Return the paid people between whom pay can pull apart: none where fewer than two are paid."""
    paid = incentives.speaking(incentives.paid_positions)
    return paid if len(paid) > 1 else ()


def either_way(pairs: Iterable[Pair]) -> Iterator[tuple[Pair, ...]]:
    """Yield the pairs of the same two roles together: one, or two where records go to and fro."""
    found: dict[frozenset[str], list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.people, []).append(pair)
    yield from map(tuple, found.values())


def work_together(one: str, other: str, incentives: Incentives) -> bool:
    """Tell whether two roles hand records to each other, either way."""
    same = incentives.graph.people.same
    return any(
        same(one, giver) and same(other, receiver)
        for pair in incentives.handoffs
        for giver, receiver in (pair, pair[::-1])
    )


def _leads_on(handoff: Handoff) -> bool:
    drafts = (handoff.transition, handoff.move.source, handoff.move.target)
    return not handoff.transition.kind.is_return and not any(map(is_draft, drafts))


def _paid(name: str, incentives: Incentives) -> tuple[Position, ...]:
    position = incentives.position_of(name)
    if position is not None and position.payments:
        return (_for_all(position, incentives),)
    special = (incentives.positions.get(role.id) for role in incentives.graph.people.special(name))
    return tuple(one for one in special if one is not None and one.payments)


def _for_all(position: Position, incentives: Incentives) -> Position:
    """Return the position of the most general role with the same pay."""
    kinds = reversed(incentives.graph.people.kinds(position.name))
    general = (incentives.positions[kind] for kind in kinds if kind in incentives.positions)
    return next(one for one in general if one.payments == position.payments)


def _meet(one: Position, other: Position) -> bool:
    return any(mine.meets(theirs) for mine in one.payments for theirs in other.payments)
