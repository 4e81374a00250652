"""Ways of edges through the channels of a swimlane picture, before anything has a coordinate."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from opmodel.drawing import Edge
from opmodel.layouts.lanes.bands import Bands, Spot
from opmodel.layouts.page.look import BACKWARD

Side = Literal["left", "right", "top", "bottom"]
TOP = -1


class Channel(NamedTuple):
    """Room for lines: `v` left of column `at` (band -1: the page's margin), `h` above lane `at` of a band.

    `at` is TOP for the channel above all lanes, the number of lanes for the foot below them.
    """

    axis: Literal["v", "h"]
    band: int
    at: int


class Port(NamedTuple):
    """A point on the side of a box; edges with one `key` share it."""

    shape: str
    side: Side
    key: str
    out: bool


MARGIN = Channel("v", -1, 0)


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one edge: out of a box by a port, through channels, into a box by a port.

    No channel holds a box, so no way crosses one. From leg `trunk` on the way is shared by all with the same `key`.
    """

    edge: Edge
    start: Port
    end: Port
    legs: tuple[Channel, ...]
    trunk: int = -1

    @property
    def key(self) -> str:
        """What names the shared part of the way."""
        return self.end.key

    def leg_key(self, leg: int) -> str:
        """Name the line that runs in a leg: the shared one from the trunk on, else the edge's own."""
        return self.end.key if 0 <= self.trunk <= leg else self.edge.id


def routes(edges: Iterable[Edge], bands: Bands, over: frozenset[str]) -> tuple[Route, ...]:
    """Find a way for every edge; edges named in `over` may not run through the row of a lane."""
    straight: set[frozenset[str]] = set()
    found = []
    for edge in edges:
        route = _route(edge, bands, allow_row=edge.id not in over)
        pair = frozenset((edge.source, edge.target))
        if not route.legs and pair in straight:
            route = _foot(edge, bands)
        if not route.legs:
            straight.add(pair)
        found.append(route)
    return _bundled(found, bands)


def _route(edge: Edge, bands: Bands, *, allow_row: bool) -> Route:
    source, target = bands.spots[edge.source], bands.spots[edge.target]
    if edge.source == edge.target:
        return _join(edge, "top", (Channel("h", source.band, source.lane),), "top")
    back = edge.kind in BACKWARD or edge.forbidden or target.column < source.column
    if back or source.band != target.band:
        return _foot(edge, bands)
    if target.column == source.column:
        return _join(edge, "right", (Channel("v", source.band, source.column + 1),), "right")
    return _forward(edge, source, target, bands, allow_row=allow_row)


def _forward(edge: Edge, source: Spot, target: Spot, bands: Bands, *, allow_row: bool) -> Route:
    """Go right through the row of a lane if it is empty, else through the channel above the target's lane."""
    after, before = Channel("v", source.band, source.column + 1), Channel("v", source.band, target.column)
    own_row = allow_row and _clear(source, target.column, source.lane, bands)
    if source.lane == target.lane:
        if own_row:
            return _join(edge, "right", (), "left")
        if after == before:
            return _foot(edge, bands)
    elif after == before or (allow_row and _clear(source, target.column, target.lane, bands)):
        return _join(edge, "right", (after,), "left")
    elif own_row:
        return _join(edge, "right", (before,), "left")
    return _join(edge, "right", (after, Channel("h", source.band, target.lane), before), "left")


def _foot(edge: Edge, bands: Bands) -> Route:
    """Go down to the foot of the band, along it, to other bands by the margin, and up; onward moves come from above."""
    source, target = bands.spots[edge.source], bands.spots[edge.target]
    side, down = _below(source, "right", bands)
    end, up = _below(target, "left", bands)
    legs = (*down, _foot_of(source.band, bands))
    if source.band != target.band:
        legs = (*legs, MARGIN)
        if target.band > source.band and edge.kind not in BACKWARD:
            before = Channel("h", target.band, TOP), Channel("v", target.band, target.column)
            end, up = "left", before if target.column else ()
        else:
            legs = (*legs, _foot_of(target.band, bands))
    return replace(_join(edge, side, (*legs, *up), end), trunk=len(down))


def _below(spot: Spot, beside: Side, bands: Bands) -> tuple[Side, tuple[Channel, ...]]:
    """Join the foot and a box at its bottom if nothing stands below it, else through the channel beside it."""
    lanes = len(bands.bands[spot.band].lanes)
    if any(Spot(spot.band, spot.column, lane) in bands.taken for lane in range(spot.lane + 1, lanes)):
        return beside, (Channel("v", spot.band, spot.column + (beside == "right")),)
    return "bottom", ()


def _foot_of(band: int, bands: Bands) -> Channel:
    return Channel("h", band, len(bands.bands[band].lanes))


def _clear(source: Spot, until: int, lane: int, bands: Bands) -> bool:
    between = range(source.column + 1, until)
    return not any(Spot(source.band, column, lane) in bands.taken for column in between)


def _join(edge: Edge, side: Side, legs: tuple[Channel, ...], end: Side) -> Route:
    start, stop = Port(edge.source, side, edge.id, out=True), Port(edge.target, end, edge.id, out=False)
    return Route(edge, start, stop, legs)


def _bundled(found: list[Route], bands: Bands) -> tuple[Route, ...]:
    """Let edges that go the same way for the same reason share one line: ten stages that can be lost, one trunk."""
    names = [_reason(route, bands) for route in found]
    shared = Counter(name for name in names if name)
    first: dict[tuple[object, ...], str] = {}
    bundled = []
    for route, name in zip(found, names, strict=True):
        if name is None or shared[name] < 2:
            bundled.append(replace(route, trunk=-1))
        else:
            key = first.setdefault(name, route.edge.id)
            bundled.append(replace(route, end=route.end._replace(key=key)))
    return tuple(bundled)


def _reason(route: Route, bands: Bands) -> tuple[object, ...] | None:
    edge = route.edge
    if route.trunk < 0:
        return None
    return (edge.target, edge.kind, edge.label, edge.forbidden, edge.draft, bands.spots[edge.source].band)
