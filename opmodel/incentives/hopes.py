"""Who moves what the company hopes for, and whose pay follows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.guards import holding
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.position import Position
from opmodel.model.sections.kpis import Kpi


@dataclass(frozen=True, slots=True)
class Hope:
    """A KPI the company hopes for: `controllers` have a lever that reaches it, `holders` earn when it improves."""

    kpi: Kpi
    controllers: tuple[Position, ...]
    holders: tuple[Position, ...]


class Hopes:
    """Questions about the KPIs that the company hopes for; what roles reach is asked once for all of them."""

    def __init__(self, incentives: Incentives) -> None:
        self._of = incentives

    @cached_property
    def all(self) -> tuple[Hope, ...]:
        """What is hoped for, by id; nothing is said where an effect that nobody knows may change the answer."""
        unsure, node = self._of.network.unsure, self._of.node
        hoped = sorted((kpi for kpi in self._of.important if not unsure[node[kpi.id]]), key=lambda kpi: kpi.id)
        moved = ((kpi, self._controllers(node[kpi.id])) for kpi in hoped)
        return tuple(Hope(kpi, moving, self._holders(kpi)) for kpi, moving in moved if moving)

    def _controllers(self, node: int) -> tuple[Position, ...]:
        """Return the roles whose levers reach a node."""
        return self._moving.get(self._groups[node], ())

    @cached_property
    def _moving(self) -> Mapping[int, tuple[Position, ...]]:
        """The roles whose levers reach each group of what goes round together: who reaches one node reaches all."""
        one_of_each = {self._groups[node]: node for node in (self._of.node[kpi.id] for kpi in self._of.important)}
        wanted = self._of.closure.bits(one_of_each.values())
        found: dict[int, list[Position]] = {}
        for position, reached in self._reach:
            for node in self._of.closure.nodes(reached & wanted):
                found.setdefault(self._groups[node], []).append(position)
        return {group: tuple(moving) for group, moving in found.items()}

    @cached_property
    def _groups(self) -> Mapping[int, int]:
        return {node: place for place, group in enumerate(self._of.network.groups) for node in group}

    @cached_property
    def _reach(self) -> tuple[tuple[Position, int], ...]:
        """What the levers of each role reach, as bits."""
        found = []
        for position in self._of.positions.values():
            reached = 0
            for lever in position.levers:
                reached |= self._of.closure.reached(lever)
            found.append((position, reached))
        return tuple(found)

    @cached_property
    def _guarded(self) -> Mapping[int, tuple[Position, ...]]:
        """The roles whose pay waits for a KPI or is taken back by it, by its node."""
        found: dict[int, dict[str, Position]] = {}
        for position in self._of.paid_positions:
            for name in (name for payment in position.payments for name in holding(payment, self._of)):
                if name in self._of.node:
                    found.setdefault(self._of.node[name], {})[position.name] = position
        return {node: tuple(roles.values()) for node, roles in found.items()}

    @cached_property
    def _guards(self) -> int:
        """The KPIs that some pay waits for or is taken back by, as bits."""
        return self._of.closure.bits(self._guarded)

    def _holders(self, kpi: Kpi) -> tuple[Position, ...]:
        guards = self._of.closure.nodes(self._of.closure.reached(self._of.node[kpi.id]) & self._guards)
        guarded = {one.name: one for node in guards for one in self._guarded[node]}
        ordered = (guarded[name] for name in sorted(guarded))
        return tuple({one.name: one for one in (*self._of.holders(kpi.id), *ordered)}.values())

    def is_in_one_hand(self, hope: Hope) -> bool:
        """Tell whether somebody who moves the KPI earns by it."""
        moving, earning = ((one.name for one in side) for side in (hope.controllers, hope.holders))
        return self._of.graph.people.meet(moving, earning)

    def victims(self, hope: Hope) -> tuple[Position, ...]:
        """Return who earns by the KPI and leads nobody that moves it."""
        leading = frozenset(name for one in hope.controllers for name in self._of.graph.people.leaders(one.name))
        return self._of.speaking(one for one in hope.holders if one.name not in leading)

    def is_served(self, hope: Hope, position: Position) -> bool:
        """Tell whether pay for something else moves the KPI the good way too, by one lever of a role at least."""
        node, good = self._of.node[hope.kpi.id], good_sign(hope.kpi)
        for lever in position.levers:
            push = self._of.push(position, lever)
            effect = self._of.near.of(lever).effects.get(node)
            if effect and not effect.mixed and effect.net * push.sign * good > EPSILON:
                return True
        return False

    def lever(self, hope: Hope, position: Position) -> int:
        """Return the lever by which a role moves the KPI most; one that is far away where none is near."""
        node = self._of.node[hope.kpi.id]
        reaching = [lever for lever in position.levers if self._of.closure.reaches(lever, node)]
        return max(reaching, key=lambda lever: (self._strength(lever, node), -lever))

    def _strength(self, lever: int, node: int) -> float:
        effect = self._of.near.of(lever).effects.get(node)
        return effect.size if effect else 0.0
