"""Words on lines: found a place where they touch no box, no other words and no foreign line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from opmodel.drawing import Box, Edge, Line, Point, Tag, said
from opmodel.layouts.page.lettering import SMALL, fit, width, write
from opmodel.layouts.page.look import BLUSH, INK, PAPER, RED, edge_look
from opmodel.layouts.page.tags import BASELINE, HEIGHT, badges, badges_width
from opmodel.wording import beside, plain

_CELL = 64.0
_SHORTER = (170.0, 110.0, 84.0, 60.0, 40.0)


class Rect(NamedTuple):
    """A rectangle by its corners."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, item: Box | Tag, around: float = 0) -> "Rect":
        """Return the rectangle of a box or tag with some room around it."""
        return cls(item.x - around, item.y - around, item.x + item.width + around, item.y + item.height + around)

    def meets(self, other: "Rect") -> bool:
        """Say whether two rectangles share more than a border."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(slots=True)
class Room:
    """What is taken on the page, found by place."""

    cells: dict[tuple[int, int], list[tuple[Rect, str]]] = field(default_factory=lambda: defaultdict(list))

    def take(self, rect: Rect, owner: str = "") -> None:
        """Note that a rectangle is taken."""
        for cell in _cells(rect):
            self.cells[cell].append((rect, owner))

    def take_boxes(self, boxes: Iterable[Box], around: float, around_tags: float) -> None:
        """Note that boxes and the tags on them are taken, with so much room around them."""
        for box in boxes:
            self.take(Rect.of(box, around))
            for tag in box.tags:
                self.take(Rect.of(tag, around_tags))

    def take_line(self, points: Iterable[Point], owner: str) -> None:
        """Note that all stretches of a line are taken."""
        for (x1, y1), (x2, y2) in pairwise(points):
            self.take(Rect(min(x1, x2) - 1.5, min(y1, y2) - 1.5, max(x1, x2) + 1.5, max(y1, y2) + 1.5), owner)

    def met(self, rect: Rect) -> Iterator[tuple[Rect, str]]:
        """Yield what a rectangle touches, with its owner."""
        for cell in _cells(rect):
            yield from ((other, owner) for other, owner in self.cells.get(cell, ()) if rect.meets(other))

    def free(self, rect: Rect, besides: str = "\0") -> bool:
        """Say whether nothing but what `besides` owns is in a rectangle."""
        return all(owner == besides for _, owner in self.met(rect))


def words(edge: Edge) -> str:
    """Return all words of an edge, with a sign where colour alone would tell that something is wrong."""
    sign = "✗" if edge.forbidden else "!" if edge.alarm else ""
    return f"{sign} {beside(edge.label, edge.second)}".strip()


def line(edge: Edge, points: tuple[Point, ...], tags: tuple[Tag, ...], *, joins: bool = False) -> Line:
    """Draw an edge along its points; the tooltip says everything about it."""
    title = beside(edge.id, words(edge), said(edge.marks), edge.place)
    return Line(edge.id, points, edge_look(edge), not joins, joins, tags, title, edge.link, plain(edge.place))


def label(edge: Edge, points: tuple[Point, ...], room: Room, *, silent: bool) -> tuple[Tag, ...] | None:
    """Place the words and badges of an edge on its line; nothing if there is no room for them."""
    text = "" if silent else words(edge)
    if not text and not edge.marks:
        return ()
    for limit in dict.fromkeys(min(most, width(text, SMALL)) for most in _SHORTER):
        short = fit(text, limit, SMALL) if text else ""
        across = width(short, SMALL) + badges_width(edge.marks) + (4 if short and edge.marks else 0) + 6
        for spot, plate in _spots(points, across):
            if room.free(spot, edge.id if plate else "\0"):
                room.take(spot)
                return tuple(worded(edge, short, text, spot, plate=plate))
    return None


def _spots(points: tuple[Point, ...], across: float) -> Iterator[tuple[Rect, bool]]:
    """Yield places along a line, the best ones first: beside long flat stretches, then on upright ones."""
    stretches = list(pairwise(points))
    flat = [(a, b) for a, b in stretches if a[1] == b[1]]
    for (x1, y), (x2, _) in sorted(flat, key=lambda ends: -abs(ends[0][0] - ends[1][0])):
        low, high = min(x1, x2) + 2, max(x1, x2) - 2 - across
        for step in (8, 4, 12, 2, 14, 6, 10, 0, 16) if low <= high else ():
            left = low + (high - low) * step / 16
            yield Rect(left, y - HEIGHT - 1.5, left + across, y - 1.5), False
            yield Rect(left, y + 2.5, left + across, y + HEIGHT + 2.5), False
    for (x, y1), (_, y2) in ((a, b) for a, b in stretches if a[1] != b[1]):
        low, high = min(y1, y2) + 3, max(y1, y2) - 3 - HEIGHT
        tops = [low + step * 6 for step in range(int((high - low) / 6) + 1)] if low <= high else []
        for top in sorted(tops, key=lambda top: abs(top - (low + high) / 2)):
            for left in (x - across / 2, x + 3.5, x - across - 3.5):
                yield Rect(left, top, left + across, top + HEIGHT), left == x - across / 2
    for (x1, y), (x2, _) in flat:
        left = (x1 + x2 - across) / 2
        yield Rect(left, y - HEIGHT - 1.5, left + across, y - 1.5), False


def worded(edge: Edge, short: str, text: str, spot: Rect, *, plate: bool) -> Iterator[Tag]:
    """Write the words of an edge, as short as they must be there, and its badges into a place."""
    loud = edge.alarm or edge.forbidden
    wide = width(short, SMALL)
    if short:
        ground = BLUSH if loud else PAPER
        ink = RED if loud else edge_look(edge).ink or INK
        letters = write(short, spot.left + 3, spot.top + BASELINE, ink=ink, ground=ground)
        fill, stroke = (ground if plate or loud else ""), RED if loud else ""
        yield Tag(spot.left, spot.top, wide + 6, HEIGHT, letters, fill, stroke, text)
    yield from badges(edge.marks, spot.right, spot.top)


def _cells(rect: Rect) -> Iterator[tuple[int, int]]:
    for column in range(int(rect.left // _CELL), int(rect.right // _CELL) + 1):
        for row in range(int(rect.top // _CELL), int(rect.bottom // _CELL) + 1):
            yield column, row
