"""Points of the lines of a swimlane picture, from their ways and the coordinates of the channels."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from opmodel.drawing import Point
from opmodel.layouts.lanes.bands import Bands
from opmodel.layouts.lanes.geometry import Geometry
from opmodel.layouts.lanes.routes import Port, Route


@dataclass(frozen=True, slots=True)
class Path:
    """The points of one edge; `joins` if it runs into another line instead of a box."""

    route: Route
    points: tuple[Point, ...]
    joins: bool = False


def paths(routes: tuple[Route, ...], ports: Mapping[Port, float], bands: Bands, geometry: Geometry) -> tuple[Path, ...]:
    """Return a path for every route; where several share a trunk, one draws it and the others end on it."""
    points = {route.edge.id: _points(route, ports, bands, geometry) for route in routes}
    trunks: dict[str, list[Route]] = defaultdict(list)
    for route in routes:
        if route.trunk >= 0:
            trunks[route.key].append(route)
    cut: dict[str, tuple[Point, ...]] = {}
    for members in trunks.values():
        cut |= _cut(members, points)
    return tuple(
        Path(route, tidy(cut.get(route.edge.id, points[route.edge.id])), route.edge.id in cut) for route in routes
    )


def tidy(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Drop points that repeat or lie on a straight stretch."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) + abs(kept[-1][1] - point[1]) < 0.05:
            continue
        if len(kept) > 1 and any(abs(kept[-2][i] - kept[-1][i]) < 0.05 > abs(kept[-1][i] - point[i]) for i in (0, 1)):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _points(route: Route, ports: Mapping[Port, float], bands: Bands, geometry: Geometry) -> tuple[Point, ...]:
    """Return start, one point per leg (where the leg is reached), the point where the last leg is left, and end."""
    x, y = geometry.port(bands.spots[route.start.shape], route.start, ports[route.start])
    end = geometry.port(bands.spots[route.end.shape], route.end, ports[route.end])
    points = [(x, y)]
    for leg, channel in enumerate(route.legs):
        place = geometry.tracks[channel, route.leg_key(leg)]
        x, y = (place, y) if channel.axis == "v" else (x, place)
        points.append((x, y))
    if route.legs:
        points.append((x, end[1]) if route.legs[-1].axis == "v" else (end[0], y))
    return (*points, end)


def _cut(members: list[Route], points: Mapping[str, tuple[Point, ...]]) -> dict[str, tuple[Point, ...]]:
    """End all but one line of a bundle on the trunk; a second one may come in from the other side."""
    names = {route.edge.id: points[route.edge.id][: route.trunk + 3] for route in members}
    leave = next(iter(names.values()))[-1][0]
    reach = {name: onto[-2][0] for name, onto in names.items()}
    left = sorted((name for name in names if reach[name] <= leave), key=lambda name: reach[name])
    right = sorted((name for name in names if reach[name] > leave), key=lambda name: -reach[name])
    cut = {name: names[name][:-1] for name in (*left[1:], *right[1:])}
    if left and right:
        cut[right[0]] = names[right[0]]
    return cut
