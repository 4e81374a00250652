"""How much of a number a role has in its own hands, and in the hands of those it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.inside.proof import is_guessed
from opmodel.incentives.position import Position


@dataclass(frozen=True, slots=True)
class Share:
    """What moves one KPI: `own` by the levers of a role, `whole` by those of all roles and by the market."""

    own: float
    whole: float

    @property
    def percent(self) -> float:
        """The part a role has in its hands, percent."""
        return 100 * self.own / self.whole if self.whole > EPSILON else 0.0


class Control:
    """Questions about what roles with declared levers can move.

    Who leads others moves what they move: it hires, assigns and coaches them.
    """

    def __init__(self, incentives: Incentives) -> None:
        self._of = incentives

    @cached_property
    def _led(self) -> Mapping[str, tuple[int, ...]]:
        """The levers of those below each role, in its reporting line or in the function it leads."""
        people = self._of.graph.people
        found: dict[str, dict[int, None]] = {}
        for position in self._of.positions.values():
            lead = people.role(people.function(position.name))
            above = {boss: None for kind in people.kinds(position.name) for boss in people.line(kind)}
            for boss in (*above, *((lead.id,) if lead else ())):
                found.setdefault(boss, {}).update(dict.fromkeys(position.levers))
        return {boss: tuple(levers) for boss, levers in found.items()}

    def levers(self, position: Position) -> tuple[int, ...]:
        """Return what a role moves: its levers, and those of everybody below it."""
        return tuple(dict.fromkeys((*position.levers, *self._led.get(position.name, ()))))

    def is_declared(self, position: Position) -> bool:
        """Tell whether the model says what a role and those it leads move, as far as anybody can know."""
        return self._of.is_declared(position, self.levers(position))

    def reaches(self, position: Position, kpi: str) -> bool:
        """Tell whether any way leads from what a role moves to a KPI, however far."""
        node = self._of.node[kpi]
        return any(self._of.closure.reaches(lever, node) for lever in self.levers(position))

    def nearest(self, positions: tuple[Position, ...], *, but: str) -> str:
        """Return the KPI that the levers of some roles move most directly, another than the one; empty without any."""
        edges = [edge for one in positions for lever in one.levers for edge in self._of.network.out[lever]]
        others = [edge for edge in edges if self._of.network.names[edge.target] != f"kpi/{but}"]
        best = max(others, key=lambda edge: (edge.effect.likely, -edge.target), default=None)
        return self._of.network.names[best.target].partition("/")[2] if best else ""

    def share(self, position: Position, kpi: str) -> Share | None:
        """Return how much of what moves a KPI is in the hands of a role; None where that cannot be added up.

        Levers that are only assumed do not count, and strengths mean nothing in loops that feed themselves.
        """
        node = self._of.node[kpi]
        own = self.levers(position)
        if node in self._of.network.runaway or any(self._of.near.of(lever).cut for lever in own):
            return None
        mine = sum(self._size(lever, node) for lever in own)
        others = sum(self._size(lever, node) for lever in own if lever not in self._sources)
        return Share(mine, self._whole.get(node, 0.0) + others)

    def is_guessed(self, position: Position, kpi: str) -> bool:
        """Tell whether some influence by which a role moves a KPI declares no strength."""
        node = self._of.node[kpi]
        return any(is_guessed(self._of, lever, node) for lever in self.levers(position))

    @cached_property
    def _sources(self) -> frozenset[int]:
        declared = (lever for one in self._of.positions.values() if not one.assumed for lever in one.levers)
        return frozenset((*declared, *self._of.external))

    @cached_property
    def _whole(self) -> Mapping[int, float]:
        """How strongly all levers and the market move each KPI near them."""
        found: dict[int, float] = {}
        for source in sorted(self._sources):
            for node, effect in self._of.near.of(source).effects.items():
                found[node] = found.get(node, 0.0) + effect.size
        return found

    def _size(self, lever: int, node: int) -> float:
        effect = self._of.near.of(lever).effects.get(node)
        return effect.size if effect else 0.0
