"""A tree of reporting lines from top to bottom, with lists of those who lead nobody and dotted lines across."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from opmodel.drawing import Box, Drawing, Edge, Line, Look, Placed, Point, Shape, Tag
from opmodel.layouts.branches.hierarchy import Seat, Tree, seats, tree
from opmodel.layouts.branches.overlays import Rows, overlay
from opmodel.layouts.page.frame import EDGE_OF_PAGE, WIDEST, Body, Item, framed, head, unsaid
from opmodel.layouts.page.labels import Room, label, line
from opmodel.layouts.page.look import UNLED, line_look
from opmodel.layouts.page.tags import box, chip, lines_of, moved, widest
from opmodel.wording import counted

_STEM, _MOST_TRACKS = 13.0, 6
_SPAN = Look("#3e4c59", "#3e4c59", "#ffffff")


@dataclass(frozen=True, slots=True)
class _Chart:
    """Seats of everybody and the measures of boxes and rows, in px."""

    tree: Tree
    seats: Mapping[str, Seat]
    kinds: Mapping[str, str]
    rows: Rows

    def reports(self, name: str) -> int:
        """Count the boxes below a box that are somebody of their own."""
        apart = self.kinds[name] in UNLED
        return 0 if apart else sum(self.kinds[below] not in UNLED for below in self.tree.below[name])

    def corner(self, name: str) -> Point:
        """Return the upper left corner of a box."""
        seat = self.seats[name]
        return seat.left, self.rows.y(seat.row)


def place(drawing: Drawing) -> Placed:
    """Seat everybody below their lead; shapes without one stand side by side at the top."""
    chart = _chart(drawing)
    boxes = {shape.id: _box(shape, chart) for shape in drawing.shapes}
    lines = tuple(_lines(chart))
    room = Room()
    room.take_boxes(boxes.values(), 3, 1)
    for stretch in lines:
        room.take_line(stretch.points, "reports")
    drawn = [way for edge in drawing.joining if (way := _overlay(edge, boxes, chart, room))]
    overlays = tuple(overlay for overlay, _ in drawn)
    right = max((one.x + one.width for one in boxes.values()), default=EDGE_OF_PAGE)
    right = max([right, *(x for one in overlays for x, _ in one.points)])
    bottom = chart.rows.y(max((seat.row for seat in chart.seats.values()), default=0) + 1)
    silent = sum(not said for _, said in drawn)
    notes = (*unsaid(silent), *_crowded(len(drawing.joining) - len(drawn)))
    items: tuple[Item, ...] = (*lines, *overlays, *boxes.values())
    return framed(drawing, Body(right + EDGE_OF_PAGE, bottom, items, notes, tuple(_samples(chart))))


def _chart(drawing: Drawing) -> _Chart:
    """Choose the widest boxes that need no more rows than narrow ones."""
    shapes = drawing.shapes
    found = tree(shapes)
    word, whole, second = widest(shapes)
    roomy, tight = min(max(word + 28, whole + 28, second + 16, 108), 160), min(max(word + 18, 100), 160)
    widths = [roomy - (roomy - tight) * step / 6 for step in range(7)]
    tries = [(across, seats(found, across, WIDEST - 2 * EDGE_OF_PAGE - 24)) for across in dict.fromkeys(widths)]
    across, taken = min(tries, key=lambda one: (max((seat.row for seat in one[1].values()), default=0), -one[0]))
    lines = lines_of(shapes, across, 2, 14)
    high = 14.0 + 17 * lines[0] + 16 * lines[1]
    _, top = head(drawing)
    shifted = {name: Seat(seat.left + EDGE_OF_PAGE + 12, seat.row, seat.listed) for name, seat in taken.items()}
    rows = Rows(top + 20, high, across, lines, min(len(drawing.edges), _MOST_TRACKS))
    return _Chart(found, shifted, {shape.id: shape.kind for shape in shapes}, rows)


def _box(shape: Shape, chart: _Chart) -> Box:
    left, top = chart.corner(shape.id)
    size = (chart.rows.across, chart.rows.high)
    reports = chart.reports(shape.id)
    leads = f"leads {reports}" if reports else ""
    drawn = box(shape, left, top, size, chart.rows.lines, leads)
    if not reports:
        return drawn
    span = chip(str(reports), 0, 0, _SPAN, title=leads)
    span = moved(span, left + size[0] - span.width + 7, top + size[1] - span.height + 8)
    return replace(drawn, tags=(*drawn.tags, span))


def _lines(chart: _Chart) -> Iterator[Line]:
    """Draw every stretch between a lead and its reports once; they belong to all of them, so they have no id."""
    look = line_look("reports")
    for parent, below in chart.tree.below.items():
        listed = [name for name in below if chart.seats[name].listed]
        flat = [name for name in below if not chart.seats[name].listed]
        unled = [name for name in listed if chart.kinds[name] in UNLED or chart.kinds[parent] in UNLED]
        for points in _stem(parent, unled, chart):
            yield Line("", points, line_look("belongs"), arrow=False)
        led = [name for name in listed if name not in unled]
        for points in (*_stem(parent, led, chart), *_buses(parent, flat, chart)):
            yield Line("", points, look, arrow=False)


def _stem(parent: str, names: list[str], chart: _Chart) -> Iterator[tuple[Point, ...]]:
    left, top = chart.corner(parent)
    stem = left + _STEM
    for name in names:
        x, y = chart.corner(name)
        middle = y + chart.rows.high / 2
        start = ((stem, top + chart.rows.high),) if name == names[-1] else ()
        yield (*start, (stem, middle), (x, middle))


def _buses(parent: str, names: list[str], chart: _Chart) -> Iterator[tuple[Point, ...]]:
    """Draw one bus above each shelf; further shelves hang on a trunk at the left."""
    shelves: dict[int, list[float]] = {}
    for name in names:
        shelves.setdefault(chart.seats[name].row, []).append(chart.seats[name].left + chart.rows.across / 2)
    if not shelves:
        return
    left, top = chart.corner(parent)
    middle, bottom = left + chart.rows.across / 2, top + chart.rows.high
    margin = [min(chart.seats[name].left for name in names) - 12] if len(shelves) > 1 else []
    buses = [chart.rows.y(row) - chart.rows.gap / 2 for row in shelves]
    yield (middle, bottom), (middle, buses[0])
    for at, (bus, places) in enumerate(zip(buses, shelves.values(), strict=True)):
        ends = [*places, *margin, *([middle] if not at else [])]
        if min(ends) < max(ends):
            yield (min(ends), bus), (max(ends), bus)
        yield from (((x, bus), (x, bus + chart.rows.gap / 2)) for x in places)
    if margin:
        yield (margin[0], buses[0]), (margin[0], buses[-1])


def _overlay(edge: Edge, boxes: Mapping[str, Box], chart: _Chart, room: Room) -> tuple[Line, bool] | None:
    points = overlay((boxes[edge.source], boxes[edge.target]), tuple(boxes.values()), chart.rows, room)
    if not points:
        return None
    room.take_line(points, edge.id)
    tags = label(edge, points, room, silent=False)
    return line(edge, points, tags or ()), tags is not None


def _samples(chart: _Chart) -> Iterator[tuple[Line | Tag, str]]:
    if any(chart.reports(name) for name in chart.tree.below):
        yield Line("", ((0, 8.5), (34, 8.5)), line_look("reports"), arrow=False), "reports to the one above"
        yield moved(chip("3", 0, 0, _SPAN), 8, 0), "how many report directly"


def _crowded(hidden: int) -> Iterator[str]:
    if hidden:
        yield f"{counted(hidden, 'line')} across the branches, for lack of room"
