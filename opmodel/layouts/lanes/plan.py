"""The plan of a swimlane picture: as many columns as a slide holds, and lines that do not run on one another."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from opmodel.drawing import Drawing, Edge, Point
from opmodel.layouts.lanes.bands import Bands, cut
from opmodel.layouts.lanes.geometry import Geometry, Size, geometry
from opmodel.layouts.lanes.routes import Port, Route, routes
from opmodel.layouts.lanes.tracks import shifts, tracks
from opmodel.layouts.page.frame import EDGE_OF_PAGE, WIDEST, head

_MOST_COLUMNS = 12
_MOST_REPAIRS, _MOST_STEPS = 8, 8_000


@dataclass(frozen=True, slots=True)
class Path:
    """The points of one edge; `joins` if it runs into another line instead of a box."""

    route: Route
    points: tuple[Point, ...]
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything of a swimlane picture is."""

    bands: Bands
    geometry: Geometry
    paths: tuple[Path, ...]

    @property
    def breaks(self) -> int:
        """How often a group is cut and goes on in another band."""
        return sum(heading.again for band in self.bands.bands for heading in band.headings)


def fitting(drawing: Drawing, boxes: Size) -> Plan:
    """Put as many columns side by side as a slide holds."""
    _, top = head(drawing)
    most = min(_MOST_COLUMNS, int((WIDEST - boxes.head - 2 * EDGE_OF_PAGE) // (boxes.width + 24)))
    plan = _repaired(drawing, boxes, top, most)
    while most > 1 and _too_wide(plan):
        most -= 1
        plan = _repaired(drawing, boxes, top, most)
    return plan


def _too_wide(plan: Plan) -> bool:
    return plan.geometry.width > WIDEST + 0.5


def _repaired(drawing: Drawing, boxes: Size, top: float, most: int) -> Plan:
    """Send edges that would run on top of another one above the lane instead, or move their ports a little."""
    bands = cut(drawing, most)
    moved: Counter[str] = Counter()
    plan = _plan(drawing.joining, bands, boxes, top, moved)
    in_vain = most > 1 and _too_wide(plan)
    for _ in range(0 if in_vain else min(_MOST_REPAIRS, _MOST_STEPS // (len(drawing.edges) + 1))):
        covering = _covering(plan.paths)
        if not covering:
            break
        moved.update(covering)
        plan = _plan(drawing.joining, bands, boxes, top, moved)
    return plan


def _plan(edges: tuple[Edge, ...], bands: Bands, boxes: Size, top: float, moved: Counter[str]) -> Plan:
    found = routes(edges, bands, frozenset(moved))
    ports = shifts(found, bands, moved)
    places = geometry(bands, found, tracks(found, ports, bands), boxes, top)
    return Plan(bands, places, _paths(found, ports, bands, places))


def _covering(found: tuple[Path, ...]) -> frozenset[str]:
    """Name edges a flat stretch of which lies on that of another edge; straight ones stay as they are."""
    rows: dict[float, list[tuple[float, float, Path]]] = {}
    covering = set()
    for path in found:
        for (x1, y1), (x2, y2) in pairwise(path.points):
            if y1 != y2:
                continue
            low, high = min(x1, x2), max(x1, x2)
            for other_low, other_high, other in rows.setdefault(round(y1), []):
                if low < other_high and other_low < high and other.route.key != path.route.key:
                    covering.add((path if path.route.legs else other).route.edge.id)
            rows[round(y1)].append((low, high, path))
    return frozenset(covering)


def _paths(found: tuple[Route, ...], ports: Mapping[Port, float], bands: Bands, places: Geometry) -> tuple[Path, ...]:
    """Find a path for every route; where several share a trunk, one draws it and the others end on it."""
    points = {route.edge.id: _points(route, ports, bands, places) for route in found}
    trunks: dict[str, list[Route]] = defaultdict(list)
    for route in found:
        if route.trunk >= 0:
            trunks[route.key].append(route)
    cut: dict[str, tuple[Point, ...]] = {}
    for members in trunks.values():
        cut |= _ended(members, points)
    return tuple(
        Path(route, _tidy(cut.get(route.edge.id, points[route.edge.id])), route.edge.id in cut) for route in found
    )


def _tidy(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Drop points that repeat or lie on a straight stretch."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) + abs(kept[-1][1] - point[1]) < 0.05:
            continue
        if len(kept) > 1 and any(abs(kept[-2][i] - kept[-1][i]) < 0.05 > abs(kept[-1][i] - point[i]) for i in (0, 1)):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _points(route: Route, ports: Mapping[Port, float], bands: Bands, places: Geometry) -> tuple[Point, ...]:
    """Return start, one point per leg (where the leg is reached), the point where the last leg is left, and end."""
    x, y = places.port(bands.spots[route.start.shape], route.start, ports[route.start])
    end = places.port(bands.spots[route.end.shape], route.end, ports[route.end])
    points = [(x, y)]
    for leg, channel in enumerate(route.legs):
        place = places.tracks[channel, route.leg_key(leg)]
        x, y = (place, y) if channel.axis == "v" else (x, place)
        points.append((x, y))
    if route.legs:
        points.append((x, end[1]) if route.legs[-1].axis == "v" else (end[0], y))
    return (*points, end)


def _ended(members: list[Route], points: Mapping[str, tuple[Point, ...]]) -> dict[str, tuple[Point, ...]]:
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
