"""Whoever answers for a number can decide something about it."""

from collections import deque
from collections.abc import Iterator
from functools import cached_property

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.incentives import Position
from opmodel.model import named
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition

_MOVES = 8
"""Moves of one transition that are looked at for who works on them."""
_STEPS = 500
"""Levers and KPIs on the way back from one KPI that are looked at."""


@rule(Severity.WARNING, needs=("kpis.owner", "roles.levers", "roles.reports_to", "decisions.decide", "decisions.agree"))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs that others move, of an owner who moves nothing of them, decides nothing and is not paid on them."""
    decisions = context.model.of(Decision)
    if not decisions or any(context.is_unsure(one) for one in decisions):
        return
    power = _Power(context)
    for kpi in context.look(Kpi):
        role = context.graph.people.role(kpi.owner[0]) if len(kpi.owner) == 1 else None
        if role and context.can_judge(role) and context.graph.people.is_people(role.id):
            context.judge([kpi])
            others = None if power.decides(role) else power.others(role, kpi)
            if others:
                yield _problem(kpi, role, others, context)


class _Power:
    """Who decides, who moves what, and whose work a KPI measures."""

    def __init__(self, context: Context) -> None:
        self._context, self._people, self._of = context, context.graph.people, context.incentives

    def decides(self, role: Role) -> bool:
        """Tell whether a role, or one below it, decides or must agree to anything."""
        return not self._deciding.isdisjoint(self._people.kinds(role.id))

    @cached_property
    def _deciding(self) -> frozenset[str]:
        found: set[str] = set()
        for one in self._context.model.of(Decision):
            for name in self._people.working((*one.decide, *one.agree)):
                kinds = (*self._people.kinds(name), *(kind.id for kind in self._people.special(name)))
                found.update(kinds, self._people.line(name))
        return frozenset(found)

    def others(self, role: Role, kpi: Kpi) -> tuple[str, str] | None:
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
        control = self._context.control
        is_paid = any(one.kpi == kpi.id for one in position.payments)
        return is_paid or not control.is_declared(position) or control.reaches(position, kpi.id)

    @cached_property
    def _targets(self) -> frozenset[int]:
        return frozenset(self._of.targets)

    def _works_on(self, role: Role, kpi: Kpi) -> bool:
        """Tell whether a KPI measures a stage or a move in which a role works."""
        journey, model = self._context.graph.journey, self._context.model
        stages = list(model.holders(Stage, kpi.ref))
        working: list[str] = []
        for transition in model.holders(Transition, kpi.ref):
            working += (*transition.by, *(transition.accept.by if transition.accept else ()))
            stages += (stage for move in journey.expand(transition)[:_MOVES] for stage in (move.source, move.target))
        working += (name for stage in stages for name in journey.owners(stage))
        return self._people.is_among(role.id, self._people.working(working))

    def _mover(self, node: int) -> tuple[str, str] | None:
        """Return the nearest lever that leads to a node and who holds it."""
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
    def _holders(self) -> dict[int, str]:
        declared = (one for one in sorted(self._of.positions.items(), reverse=True) if not one[1].assumed)
        return {lever: name for name, position in declared for lever in position.levers}

    @cached_property
    def _into(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for edges in self._of.network.out:
            for edge in edges:
                found.setdefault(edge.target, []).append(edge.source)
        return found


def _problem(kpi: Kpi, role: Role, others: tuple[str, str], context: Context) -> Problem:
    mover, lever = others
    return Problem(
        kpi.where("owner"),
        f"kpi '{kpi.id}' belongs to {context.graph.people.named((role.id,))}, who decides nothing and moves nothing of "
        f"it; '{mover}' does, by {named(lever)}",
        f"give it to whoever moves it, or give '{role.id}' a decision about it: below decisions: in `decide:` or "
        "`agree:`",
        notes=((role.where(), f"'{role.id}' has no lever that leads to it"),),
        evidence=(lever, kpi.ref),
    )
