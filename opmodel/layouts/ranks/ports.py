"""Ports: where lines leave and arrive on the sides of boxes, each with room for its words."""

from collections.abc import Mapping
from dataclasses import dataclass

from opmodel.drawing import Edge
from opmodel.layouts.ranks.order import Ranks

_LINE, _SAID, _SECOND, _SILENT = 15.0, 20.0, 18.0, 14.0


@dataclass(frozen=True, slots=True)
class Port:
    """Room on one side of a box for the line of an edge: how high it is and how far below its top the line runs."""

    edge: str
    high: float
    line: float


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports on the sides of boxes from top to bottom; `before` are those at the left of the first column."""

    before: Mapping[str, tuple[Port, ...]]
    after: Mapping[str, tuple[Port, ...]]

    def high(self, name: str) -> float:
        """Return the height that the ports of a box need."""
        return max(sum(port.high for port in side.get(name, ())) for side in (self.before, self.after))

    def lines(self, name: str, middle: float, *, before: bool = False) -> dict[str, float]:
        """Return where the lines of a box run, by edge."""
        ports = (self.before if before else self.after).get(name, ())
        y = middle - sum(port.high for port in ports) / 2
        found = {}
        for port in ports:
            found[port.edge] = y + port.line
            y += port.high
        return found


def ports(ranks: Ranks) -> Ports:
    """Give lines their order at both sides: by where they lead to, brackets nested in each other."""
    place = ranks.place()
    after = _brackets(ranks.after, place)
    leaving: dict[str, list[tuple[int, str]]] = {}
    for way in ranks.ways:
        leaving.setdefault(way.stops[0], []).append((place[way.stops[1]], way.edge.id))
    for name, lines in leaving.items():
        after[name] = tuple(Port(edge, _SAID, _LINE) for _, edge in sorted(lines))
    return Ports(_brackets(ranks.before, place), after)


def _brackets(edges: tuple[Edge, ...], place: Mapping[str, int]) -> dict[str, tuple[Port, ...]]:
    """Let brackets upwards leave above those downwards, and long ones around short ones."""
    found: dict[str, list[tuple[bool, int, str, Port]]] = {}
    for edge in edges:
        said = _SAID + (_SECOND if edge.second else 0) if edge.label or edge.marks else _SILENT
        for own, other, high in ((edge.source, edge.target, said), (edge.target, edge.source, _SILENT)):
            port = Port(edge.id, high, _LINE + 2 if high > _SILENT else high / 2)
            found.setdefault(own, []).append((place[other] > place[own], -place[other], edge.id, port))
    return {name: tuple(port for *_, port in sorted(lines, key=lambda one: one[:3])) for name, lines in found.items()}


def tracks(spans: Mapping[str, tuple[float, float]]) -> dict[str, int]:
    """Give upright stretches tracks beside each other, short ones nearest to the boxes."""
    taken: list[list[tuple[float, float]]] = []
    found: dict[str, int] = {}
    for name, (low, high) in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1], item[0])):
        free = (
            at for at, track in enumerate(taken) if all(high + 6 < top or bottom + 6 < low for top, bottom in track)
        )
        at = next(free, len(taken))
        if at == len(taken):
            taken.append([])
        taken[at].append((low, high))
        found[name] = at
    return found
