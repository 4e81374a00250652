"""Tracks: who runs beside whom in a channel, so that lines neither overlap nor cross more than they must."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opmodel.layouts.lanes.bands import Bands
from opmodel.layouts.lanes.routes import MARGIN, TOP, Channel, Port, Route

Tracks = Mapping[tuple[Channel, str], int]
_MOST_SWAPS = 5_000
_NUDGE, _MOST_NUDGES = 0.17, 4


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a stretch in a channel ends and to which side (-1 left or up, 1 right or down) the line goes on."""

    at: float
    side: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of one line that runs in one channel, with all its turns, from `low` to `high`."""

    key: str
    turns: tuple[Turn, ...]
    low: float
    high: float


def shifts(routes: tuple[Route, ...], bands: Bands, moved: Mapping[str, int]) -> dict[Port, float]:
    """Spread the ports of each side of each box: -1 to 1 of the room it has, 0 for a straight line.

    `moved` counts how often the ports of an edge have to make room for another line that came too close.
    """
    wishes: dict[tuple[str, str], dict[Port, tuple[float, float]]] = defaultdict(dict)
    for route in routes:
        nodes = _nodes(route)
        for port, path in ((route.start, nodes), (route.end, nodes[::-1])):
            wishes[port.shape, port.side][port] = _wish(port, path, bands)
    spread = {port: shift for ports in wishes.values() for port, shift in _spread(ports).items()}
    for route in routes:
        for port in (route.start, route.end):
            if route.legs and port.side in ("left", "right"):
                spread[port] += _NUDGE * (moved.get(route.edge.id, 0) % _MOST_NUDGES)
    return spread


def tracks(routes: Iterable[Route], ports: Mapping[Port, float], bands: Bands) -> Tracks:
    """Give every stretch of every channel its track, counted from the left or from above."""
    channels: dict[Channel, dict[str, list[Turn]]] = defaultdict(lambda: defaultdict(list))
    for route in routes:
        nodes = _nodes(route)
        for leg, channel in enumerate(route.legs):
            channels[channel][route.leg_key(leg)] += [_turn(nodes, leg + 1, step, ports, bands) for step in (-1, 1)]
    return {
        (channel, key): track
        for channel, stretches in channels.items()
        for key, track in _stacked(_ordered([_stretch(key, turns) for key, turns in stretches.items()])).items()
    }


_Node = Port | Channel


def _nodes(route: Route) -> list[_Node]:
    return [route.start, *route.legs, route.end]


def _rank(node: _Node, axis: str, ports: Mapping[Port, float], bands: Bands) -> float:
    """Return a place in the order from left to right (axis v) or from top to bottom (axis h)."""
    if isinstance(node, Channel):
        if axis == "v":
            return -10 if node == MARGIN else 20 * node.at
        lanes = len(bands.bands[node.band].lanes)
        return 10_000 * node.band + (0 if node.at == TOP else 9_000 if node.at == lanes else 10 + 10 * node.at)
    spot = bands.spots[node.shape]
    shift = 4 * ports.get(node, 0)
    if axis == "v":
        sideways = {"left": -5, "right": 5}.get(node.side, shift)
        return 20 * spot.column + 10 + sideways
    upright = {"top": -3, "bottom": 3}.get(node.side, shift / 2)
    return 10_000 * spot.band + 15 + 10 * spot.lane + upright


def _turn(nodes: list[_Node], at: int, step: int, ports: Mapping[Port, float], bands: Bands) -> Turn:
    channel, near = nodes[at], nodes[at + step]
    assert isinstance(channel, Channel)
    along, aside = ("h", "v") if channel.axis == "v" else ("v", "h")
    beyond = near if isinstance(near, Port) else nodes[at + 2 * step]
    side = -1 if _rank(beyond, aside, ports, bands) < _rank(channel, aside, ports, bands) else 1
    return Turn(_rank(near, along, ports, bands), side)


def _stretch(key: str, turns: list[Turn]) -> Stretch:
    places = [turn.at for turn in turns]
    return Stretch(key, tuple(turns), min(places), max(places))


def _wish(port: Port, path: list[_Node], bands: Bands) -> tuple[float, float]:
    """Return the sort key of a port on its side: who goes far up or left comes first, neighbours nest."""
    if port.side == "top":
        return (float(port.out), 0)
    if len(path) == 2:
        return (0, 0)
    own, far = path[0], path[2]
    upright = port.side in ("left", "right")
    axis = "h" if upright else "v"
    way = _rank(far, axis, {}, bands) - _rank(own, axis, {}, bands)
    sign = -1 if way < 0 else 1
    if port.side == "left":
        columns = abs(_rank(far, "v", {}, bands) - _rank(own, "v", {}, bands))
        return (sign, sign * -columns)
    return (sign, abs(way) if not upright and sign < 0 else -abs(way) if not upright else way)


def _spread(ports: Mapping[Port, tuple[float, float]]) -> dict[Port, float]:
    order = sorted(ports, key=lambda port: (ports[port], port))
    if order[0].side == "top":
        return {port: (at + 0.5) / len(order) * 2 - 1 for at, port in enumerate(order)}
    straight = next((at for at, port in enumerate(order) if ports[port] == (0, 0)), None)
    if straight is None or order[0].side == "bottom":
        middle = (len(order) - 1) / 2
        return {port: (at - middle) / max(middle, 2) for at, port in enumerate(order)}
    reach = max(straight, len(order) - 1 - straight, 2)
    return {port: (at - straight) / reach for at, port in enumerate(order)}


def _ordered(stretches: list[Stretch]) -> list[Stretch]:
    """Sort stretches from left to right (or top to bottom) by swapping neighbours while that saves crossings."""
    order = sorted(stretches, key=lambda stretch: (stretch.high - stretch.low, stretch.low, stretch.key))
    swaps, better = 0, True
    while better and swaps < _MOST_SWAPS:
        better = False
        for at in range(len(order) - 1):
            swaps += 1
            one, two = order[at], order[at + 1]
            if _crossings(two, one) < _crossings(one, two):
                order[at], order[at + 1] = two, one
                better = True
    return order


def _crossings(first: Stretch, second: Stretch) -> int:
    over = sum(turn.side > 0 and second.low < turn.at < second.high for turn in first.turns)
    return over + sum(turn.side < 0 and first.low < turn.at < first.high for turn in second.turns)


def _stacked(order: list[Stretch]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for at, stretch in enumerate(order):
        meets = (rows[other.key] for other in order[:at] if other.low <= stretch.high and stretch.low <= other.high)
        rows[stretch.key] = max(meets, default=-1) + 1
    return rows
