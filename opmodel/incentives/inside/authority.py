"""Who can do something about a number that they answer for."""

from collections import deque
from collections.abc import Mapping
from functools import cached_property

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.inside.control import Control
from opmodel.incentives.position import Position
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition

_MOVES = 8
"""Moves of one transition that are looked at for who works on them."""
_STEPS = 500
"""Levers and KPIs on the way back from one KPI that are looked at."""


class Authority:
    """Who decides, who moves what, and whose work a KPI measures."""

    def __init__(self, incentives: Incentives, control: Control) -> None:
        self._of, self._control = incentives, control
        self._graph, self._people = incentives.graph, incentives.graph.people

    def decides(self, role: Role) -> bool:
        """Tell whether a role, or one below it, decides or must agree to anything."""
        return not self._deciding.isdisjoint(self._people.kinds(role.id))

    @cached_property
    def _deciding(self) -> frozenset[str]:
        found: set[str] = set()
        for one in self._graph.model.of(Decision):
            for name in self._people.working((*one.decide, *one.agree)):
                kinds = (*self._people.kinds(name), *(kind.id for kind in self._people.special(name)))
                found.update(kinds, self._people.line(name))
        return frozenset(found)

    def moved_by_others(self, kpi: Kpi, role: Role) -> tuple[str, str] | None:
        """Return who moves a KPI and by what lever, where nothing that a role has in hand does; None else."""
        node = self._of.node.get(kpi.id)
        if node is None or node not in self._targets or self._works_on(role, kpi):
            return None
        return None if any(self._has_a_hand(one, kpi) for one in self._positions(role)) else self._mover(node)

    def _positions(self, role: Role) -> tuple[Position, ...]:
        """Return where a role and its kinds stand; who is not paid and lists no levers may still lead others."""
        kinds = [self._of.positions[kind.id] for kind in self._people.special(role.id) if kind.id in self._of.positions]
        return (self._of.position_of(role.id) or Position(role, (), ()), *kinds)

    def _has_a_hand(self, position: Position, kpi: Kpi) -> bool:
        """Tell whether a role moves a KPI or may, as its levers are not known; where pay hangs on it others speak."""
        is_paid = any(one.kpi == kpi.id for one in position.payments)
        return is_paid or not self._control.is_declared(position) or self._control.reaches(position, kpi.id)

    @cached_property
    def _targets(self) -> frozenset[int]:
        return frozenset(self._of.targets)

    def _works_on(self, role: Role, kpi: Kpi) -> bool:
        """Tell whether a KPI measures a stage or a move in which a role works."""
        journey, model = self._graph.journey, self._graph.model
        stages = list(model.holders(Stage, kpi.ref))
        working: list[str] = []
        for transition in model.holders(Transition, kpi.ref):
            working += (*transition.by, *(transition.accept.by if transition.accept else ()))
            stages += (stage for move in journey.expand(transition)[:_MOVES] for stage in (move.source, move.target))
        working += (name for stage in stages for name in journey.owners(stage))
        return self._people.is_among(role.id, self._people.working(working))

    def _mover(self, node: int) -> tuple[str, str] | None:
        """Return who holds the nearest lever that leads to a node, and the lever."""
        waiting, seen = deque((node,)), {node}
        while waiting and len(seen) < _STEPS:
            for source in self._into.get(waiting.popleft(), ()):
                if source in self._holders:
                    return self._holders[source], self._of.network.names[source]
                if source not in seen:
                    seen.add(source)
                    waiting.append(source)
        return None

    @cached_property
    def _holders(self) -> Mapping[int, str]:
        declared = (one for one in sorted(self._of.positions.items(), reverse=True) if not one[1].assumed)
        return {lever: name for name, position in declared for lever in position.levers}

    @cached_property
    def _into(self) -> Mapping[int, list[int]]:
        found: dict[int, list[int]] = {}
        for edges in self._of.network.out:
            for edge in edges:
                found.setdefault(edge.target, []).append(edge.source)
        return found
