"""Swimlanes: stages from left to right, their owners from top to bottom, what goes back below in a gutter."""

from collections.abc import Iterator

from opmodel.drawing import Area, Box, Drawing, Lane, Line, Placed, Tag, Text
from opmodel.layouts.lanes.bands import NOBODY, Heading
from opmodel.layouts.lanes.geometry import Geometry, sizes
from opmodel.layouts.lanes.plan import Plan, fitting
from opmodel.layouts.page.frame import EDGE_OF_PAGE, Body, framed, unsaid
from opmodel.layouts.page.labels import Rect, Room, label, line
from opmodel.layouts.page.lettering import LABEL, SMALL, fit, width, wrap, write
from opmodel.layouts.page.look import BLUSH, HEADING, INK, MUTED, PAPER, PINK, RED, RULE, ZEBRA
from opmodel.layouts.page.tags import badges, badges_width, box
from opmodel.wording import plain


def place(drawing: Drawing) -> Placed:
    """Give stages, lanes and edges their places; what a slide cannot hold side by side goes into further bands.

    A lifecycle cut in two is worse than boxes close together, words cut short are worse than a higher picture.
    """
    *usual, tight = dict.fromkeys(sizes(drawing))
    plans = [fitting(drawing, boxes) for boxes in usual or [tight]]
    if all(plan.breaks for plan in plans):
        plans.append(fitting(drawing, tight))
    least = min(plan.breaks for plan in plans)
    bodies = [_body(drawing, plan) for plan in plans if plan.breaks == least]
    return framed(drawing, min(bodies, key=lambda body: (_cut(body), body.bottom)))


def _cut(body: Body) -> int:
    """Count words on lines that are cut short, and words of boxes."""
    said = [tag.text for item in body.items if isinstance(item, Line) for tag in item.tags]
    said += [text for item in body.items if isinstance(item, Box) for text in item.texts]
    return sum(text.text.endswith("…") for text in said) + len(body.left_out)


def _body(drawing: Drawing, plan: Plan) -> Body:
    places = plan.geometry
    measure = (places.size.width, places.size.height)
    corners = {shape.id: places.corner(plan.bands.spots[shape.id]) for shape in drawing.shapes}
    boxes = [box(shape, *corners[shape.id], measure, places.size.lines) for shape in drawing.shapes]
    bands = tuple(_bands(plan))
    room = Room()
    room.take(Rect(0, 0, EDGE_OF_PAGE + places.size.head - 12, places.bottom))
    room.take(Rect(places.width - 8, 0, places.width + 200, places.bottom))
    room.take_boxes(boxes, 2, 0)
    for text in (item for item in bands if isinstance(item, Text)):
        room.take(Rect(text.x, text.y - text.size, text.x + text.width, text.y + 4))
    for path in plan.paths:
        room.take_line(path.points, path.route.edge.id)
    lines, silent = _lines(plan, room)
    return Body(places.width, places.bottom, (*bands, *lines, *boxes), tuple(unsaid(silent)))


def _lines(plan: Plan, room: Room) -> tuple[tuple[Line, ...], int]:
    """Draw lines; words of those that warn and of short ones find their place first. Also count those without one."""
    order = sorted(plan.paths, key=lambda path: (not path.route.edge.alarm, len(path.points)))
    tags = {path.route.edge.id: label(path.route.edge, path.points, room, silent=path.joins) for path in order}
    lines = []
    for path in plan.paths:
        points = tuple((round(x, 1), round(y, 1)) for x, y in path.points)
        lines.append(line(path.route.edge, points, tags[path.route.edge.id] or (), joins=path.joins))
    return tuple(lines), sum(words is None for words in tags.values())


def _bands(plan: Plan) -> Iterator[Area | Text | Tag]:
    """Draw the lanes and headings behind and beside the boxes."""
    places = plan.geometry
    for at, band in enumerate(plan.bands.bands):
        for row, lane in enumerate(band.lanes):
            yield from _lane(lane, PAPER if row % 2 else ZEBRA, places, *places.lanes[at, row])
        bottom = places.lanes[at, len(band.lanes) - 1][1]
        yield Area(EDGE_OF_PAGE, bottom - 1, places.width - 2 * EDGE_OF_PAGE, 1, RULE)
        for heading in band.headings:
            if heading.group.label:
                yield from _heading(heading, at, places)


def _lane(lane: Lane, fill: str, places: Geometry, top: float, bottom: float) -> Iterator[Area | Text | Tag]:
    nobody, across = lane is NOBODY, places.size.head
    back, ground, ink, hatch = (BLUSH, PINK, RED, PINK) if nobody else (fill, HEADING, INK, "")
    yield Area(EDGE_OF_PAGE, top, places.width - 2 * EDGE_OF_PAGE, bottom - top, back)
    yield Area(EDGE_OF_PAGE, top, across - 12, bottom - top - 1, back if nobody else ground, hatch)
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


def _heading(heading: Heading, band: int, places: Geometry) -> Iterator[Area | Text | Tag]:
    left, right = places.span(band, heading.first, heading.last)
    yield Area(left, places.headings[band] + 25, right - left, 2.5, MUTED)
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
