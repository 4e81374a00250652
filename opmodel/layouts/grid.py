"""Swimlanes: stages from left to right, their owners from top to bottom, what goes back below in a gutter."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from opmodel.drawing import Area, Box, Drawing, Edge, Lane, Line, Placed, Tag, Text
from opmodel.layouts.lanes.bands import MOST_COLUMNS, NOBODY, Bands, Heading, cut
from opmodel.layouts.lanes.geometry import Geometry, Size, geometry, sizes
from opmodel.layouts.lanes.paths import Path, paths
from opmodel.layouts.lanes.routes import routes
from opmodel.layouts.lanes.tracks import shifts, tracks
from opmodel.layouts.page.frame import EDGE_OF_PAGE, WIDEST, Body, framed, head, left_out
from opmodel.layouts.page.labels import Rect, Room, label, line
from opmodel.layouts.page.lettering import LABEL, SMALL, fit, width, wrap, write
from opmodel.layouts.page.look import BLUSH, HEADING, INK, MUTED, PAPER, PINK, RED, RULE, ZEBRA
from opmodel.layouts.page.tags import badges, badges_width, box
from opmodel.wording import plain

_MOST_REPAIRS, _MOST_STEPS = 8, 8_000


@dataclass(frozen=True, slots=True)
class _Plan:
    bands: Bands
    geometry: Geometry
    paths: tuple[Path, ...]


def place(drawing: Drawing) -> Placed:
    """Give stages, lanes and edges their places; what a slide cannot hold side by side goes into further bands.

    A lifecycle cut in two is worse than boxes close together, words cut short are worse than a higher picture.
    """
    *usual, tight = dict.fromkeys(sizes(drawing))
    plans = [_fitting(drawing, boxes) for boxes in usual or [tight]]
    least = min(map(_breaks, plans))
    if least:
        plans = [plan for plan in (*plans, _fitting(drawing, tight)) if _breaks(plan) <= least]
        least = min(map(_breaks, plans))
    bodies = [_body(drawing, plan) for plan in plans if _breaks(plan) == least]
    return framed(drawing, min(bodies, key=lambda body: (_cut(body), body.bottom)))


def _breaks(plan: _Plan) -> int:
    return sum(heading.again for band in plan.bands.bands for heading in band.headings)


def _cut(body: Body) -> int:
    """Count words on lines that are cut short, and words of boxes."""
    said = [tag.text for item in body.items if isinstance(item, Line) for tag in item.tags]
    said += [text for item in body.items if isinstance(item, Box) for text in item.texts]
    return sum(text.text.endswith("…") for text in said) + len(body.left_out)


def _fitting(drawing: Drawing, boxes: Size) -> _Plan:
    """Put as many columns side by side as a slide holds."""
    _, top = head(drawing)
    most = min(MOST_COLUMNS, int((WIDEST - boxes.head - 2 * EDGE_OF_PAGE) // (boxes.width + 24)))
    plan = _repaired(drawing, boxes, top, most)
    while most > 1 and _too_wide(plan):
        most -= 1
        plan = _repaired(drawing, boxes, top, most)
    return plan


def _too_wide(plan: _Plan) -> bool:
    return plan.geometry.width > WIDEST + 0.5


def _repaired(drawing: Drawing, boxes: Size, top: float, most: int) -> _Plan:
    """Send edges that would run on top of another one above the lane instead, or move their ports a little."""
    bands = cut(drawing, most)
    moved: Counter[str] = Counter()
    plan = _plan(drawing.edges, bands, boxes, top, moved)
    in_vain = most > 1 and _too_wide(plan)
    for _ in range(0 if in_vain else min(_MOST_REPAIRS, _MOST_STEPS // (len(drawing.edges) + 1))):
        covering = _covering(plan.paths)
        if not covering:
            break
        moved.update(covering)
        plan = _plan(drawing.edges, bands, boxes, top, moved)
    return plan


def _plan(edges: tuple[Edge, ...], bands: Bands, boxes: Size, top: float, moved: Counter[str]) -> _Plan:
    known = [edge for edge in edges if edge.source in bands.spots and edge.target in bands.spots]
    found = routes(known, bands, frozenset(moved))
    ports = shifts(found, bands, moved)
    places = geometry(bands, found, tracks(found, ports, bands), boxes, top)
    return _Plan(bands, places, paths(found, ports, bands, places))


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


def _body(drawing: Drawing, plan: _Plan) -> Body:
    places = plan.geometry
    boxes, heads = tuple(_boxes(drawing, plan)), tuple(_heads(plan))
    room = Room()
    room.take(Rect(0, 0, EDGE_OF_PAGE + places.size.head - 12, places.bottom))
    room.take(Rect(places.width - 8, 0, places.width + 200, places.bottom))
    room.take_boxes(boxes, 2, 0)
    for text in (item for item in heads if isinstance(item, Text)):
        room.take(Rect(text.x, text.y - text.size, text.x + text.width, text.y + 4))
    for path in plan.paths:
        room.take_line(path.points, path.route.edge.id)
    lines, unsaid = _lines(plan, room)
    notes = tuple(left_out(len(drawing.edges) - len(plan.paths), unsaid))
    return Body(places.width, places.bottom, (*_areas(plan), *lines, *boxes, *heads), notes)


def _boxes(drawing: Drawing, plan: _Plan) -> Iterator[Box]:
    measure = plan.geometry.size
    for shape in drawing.shapes:
        left, top = plan.geometry.corner(plan.bands.spots[shape.id])
        yield box(shape, left, top, (measure.width, measure.height), measure.lines)


def _lines(plan: _Plan, room: Room) -> tuple[tuple[Line, ...], int]:
    """Draw lines; words of those that warn and of short ones find their place first. Also count those without one."""
    order = sorted(plan.paths, key=lambda path: (not path.route.edge.alarm, len(path.points)))
    tags = {path.route.edge.id: label(path.route.edge, path.points, room, silent=path.joins) for path in order}
    lines = []
    for path in plan.paths:
        points = tuple((round(x, 1), round(y, 1)) for x, y in path.points)
        lines.append(line(path.route.edge, points, tags[path.route.edge.id] or (), joins=path.joins))
    return tuple(lines), sum(words is None for words in tags.values())


def _areas(plan: _Plan) -> Iterator[Area]:
    places = plan.geometry
    across = places.width - 2 * EDGE_OF_PAGE
    for at, band in enumerate(plan.bands.bands):
        for row, lane in enumerate(band.lanes):
            top, bottom = places.lanes[at, row]
            nobody = lane is NOBODY
            yield Area(EDGE_OF_PAGE, top, across, bottom - top, BLUSH if nobody else ZEBRA if row % 2 == 0 else PAPER)
            fill, hatch = (BLUSH, PINK) if nobody else (HEADING, "")
            yield Area(EDGE_OF_PAGE, top, places.size.head - 12, bottom - top - 1, fill, hatch=hatch)
        bottom = places.lanes[at, len(band.lanes) - 1][1]
        yield Area(EDGE_OF_PAGE, bottom - 1, across, 1, RULE)
        for heading in band.headings:
            left, right = places.span(at, heading.first, heading.last)
            if heading.group.label:
                yield Area(left, places.headings[at] + 25, right - left, 2.5, MUTED)


def _heads(plan: _Plan) -> Iterator[Text | Tag]:
    for at, band in enumerate(plan.bands.bands):
        for row, lane in enumerate(band.lanes):
            yield from _lane_head(lane, *plan.geometry.lanes[at, row], plan.geometry.size.head)
        for heading in band.headings:
            if heading.group.label:
                yield from _heading(heading, at, plan.geometry)


def _lane_head(lane: Lane, top: float, bottom: float, across: float) -> Iterator[Text | Tag]:
    nobody = lane is NOBODY
    ground, ink = (PINK, RED) if nobody else (HEADING, INK)
    room, left = across - 28, EDGE_OF_PAGE + 8
    rows = wrap(f"! {lane.label}" if nobody else plain(lane.label) or lane.id, room, 3, LABEL, bold=True)
    space = max(int((bottom - top - 17 * len(rows) - 4) // 16), 1)
    seconds = wrap(lane.second, room, min(2, space), SMALL)
    y = (top + bottom) / 2 - (17 * len(rows) + 16 * len(seconds)) / 2 + 13
    for name in rows:
        yield write(name, left, y, size=LABEL, bold=True, ink=ink, ground=ground)
        y += 17
    for second in seconds:
        yield write(second, left, y - 1, ink=MUTED, ground=ground)
        y += 16
    yield from badges(lane.marks, EDGE_OF_PAGE + across - 16, top + 4)


def _heading(heading: Heading, band: int, places: Geometry) -> Iterator[Text | Tag]:
    left, right = places.span(band, heading.first, heading.last)
    marks = badges_width(heading.group.marks)
    y = places.headings[band] + 17
    name = plain(heading.group.label) + (" (continued)" if heading.again else "")
    name = fit(name, right - left - marks - 6, 14, bold=True)
    yield write(name, left, y, size=14, bold=True, ink=INK)
    x = left + width(name, 14, bold=True) + 8
    if second := fit(plain(heading.group.second), max(right - x - marks - 8, 0), SMALL).strip("…"):
        yield write(second, x, y, ink=MUTED)
        x += width(second, SMALL) + 8
    yield from badges(heading.group.marks, x + marks, y - 14)
