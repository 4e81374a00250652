"""How much of a number a role has in its own hands, and in the hands of those it leads."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.inside.proof import is_guessed
from opmodel.incentives.position import Position

_Holders = tuple[str, ...]
"""The names of the roles that hold a lever."""


@dataclass(frozen=True, slots=True)
class Share:
    """What moves one KPI: `own` by the levers of a role, `whole` by those of all roles and by the market.

    Of the levers of others only the strongest counts that the same roles hold: how finely they describe theirs must not
    decide how little this one has.
    """

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
        self._levers: dict[str, tuple[int, ...]] = {}

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
        if position.name not in self._levers:
            led = self._led.get(position.name, ())
            self._levers[position.name] = tuple(dict.fromkeys((*position.levers, *led)))
        return self._levers[position.name]

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
        return Share(self._sum(own, node), self._whole(own, node))

    def parts(self, mine: tuple[int, ...], theirs: tuple[int, ...], node: int) -> tuple[float, float]:
        """Return how much of what moves a node is moved by the levers of each of two roles, percent."""
        whole = self._whole(dict.fromkeys((*mine, *theirs)), node)
        one, other = (Share(self._sum(levers, node), whole).percent for levers in (mine, theirs))
        return one, other

    def _whole(self, own: Collection[int], node: int) -> float:
        """Return what moves a node: all of some levers, of others the strongest of each group, and the market."""
        ours = {self._holders[lever] for lever in own if lever in self._holders}
        groups = self._strongest.get(node, {})
        return self._sum(own, node) + self._others.get(node, 0.0) - sum(groups.get(one, 0.0) for one in ours)

    def _sum(self, levers: Collection[int], node: int) -> float:
        return sum(self._size(lever, node) for lever in levers)

    def is_guessed(self, position: Position, kpi: str) -> bool:
        """Tell whether some influence by which a role moves a KPI declares no strength."""
        node = self._of.node[kpi]
        return any(is_guessed(self._of, lever, node) for lever in self.levers(position))

    @cached_property
    def _holders(self) -> Mapping[int, _Holders]:
        """Who holds each declared lever: whoever has one of a group of equal holders has them all."""
        found: dict[int, list[str]] = {}
        for name, one in sorted(self._of.positions.items()):
            for lever in () if one.assumed else one.levers:
                found.setdefault(lever, []).append(name)
        return {lever: tuple(names) for lever, names in found.items()}

    @cached_property
    def _strongest(self) -> Mapping[int, Mapping[_Holders, float]]:
        """How strongly each group of holders moves each KPI near its levers, by the lever that moves it most."""
        found: dict[int, dict[_Holders, float]] = {}
        for lever, holders in self._holders.items():
            for node, effect in self._of.near.of(lever).effects.items():
                groups = found.setdefault(node, {})
                groups[holders] = max(groups.get(holders, 0.0), effect.size)
        return found

    @cached_property
    def _others(self) -> Mapping[int, float]:
        """How strongly all groups of holders and the market move each KPI."""
        found = {node: sum(groups.values()) for node, groups in self._strongest.items()}
        for source in self._of.external:
            for node, effect in self._of.near.of(source).effects.items():
                found[node] = found.get(node, 0.0) + effect.size
        return found

    def _size(self, lever: int, node: int) -> float:
        effect = self._of.near.of(lever).effects.get(node)
        return effect.size if effect else 0.0
