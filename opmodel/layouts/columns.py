"""Columns from left to right with lines between them, and brackets beside the first and the last one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from opmodel.drawing import Area, Box, Drawing, Edge, Line, Placed, Point, Shape, Tag, Text
from opmodel.layouts.page.frame import EDGE_OF_PAGE, WIDEST, Body, Item, framed, head
from opmodel.layouts.page.labels import Rect, line, worded, words
from opmodel.layouts.page.lettering import SMALL, fit, width, wrap, write
from opmodel.layouts.page.look import INK, MUTED, MUTUAL, edge_look
from opmodel.layouts.page.tags import BASELINE, HEIGHT, badges_width, box, lines_of, widest
from opmodel.layouts.ranks.order import Ranks, Way, ranks
from opmodel.layouts.ranks.ports import Ports, ports, tracks
from opmodel.layouts.ranks.rows import mean, settled, stacked
from opmodel.wording import counted, plain

_STUB, _MOST_SLOPE, _TRACK = 15.0, 190.0, 12.0
_HEADING, _CORNER = 44.0, 22.0


class _Limits(NamedTuple):
    """The widest boxes, words on lines, words on brackets, and the least room for lines that slope, in px."""

    box: float
    said: float
    bracket: float
    slope: float


_ROOMY = _Limits(160, 140, 190, 60)
_TRIES = (_ROOMY, _Limits(140, 120, 150, 40), _Limits(120, 96, 110, 26), _Limits(100, 64, 64, 16))


@dataclass(frozen=True, slots=True)
class _Page:
    """Where columns and rows are, in px: the left and width of each column and the room for words right of it.

    `before` is the room for words left of the first column, `end` the right end of the page; `middles` are those of
    shapes and passes, `highs` their heights.
    """

    ranks: Ranks
    ports: Ports
    lefts: tuple[float, ...]
    across: tuple[float, ...]
    said: tuple[float, ...]
    before: float
    end: float
    middles: Mapping[str, float]
    highs: Mapping[str, float]

    def right(self, name: str) -> float:
        """Return the right side of a box or of the column it passes."""
        at = self.ranks.number[name]
        return self.lefts[at] + self.across[at]

    def left(self, name: str) -> float:
        """Return the left side of a box or of the column it passes."""
        return self.lefts[self.ranks.number[name]]


def place(drawing: Drawing) -> Placed:
    """Put shapes into their columns; lines to the same box flow together before it."""
    found = ranks(drawing)
    pages = (_page(drawing, found, limits) for limits in _TRIES)
    page = next((page for page in pages if page.end <= WIDEST), None) or _page(drawing, found, _TRIES[-1])
    boxes = tuple(_box(shape, page) for shape in drawing.shapes)
    brackets = (*_brackets(found.before, page, before=True), *_brackets(found.after, page, before=False))
    items: tuple[Item, ...] = (*_headings(drawing, page), *_lines(page), *brackets, *boxes)
    bottom = max([head(drawing)[1], *(one.y + one.height for one in boxes), *(y + 8 for y in page.middles.values())])
    return framed(drawing, Body(page.end, bottom, items, tuple(_undrawn(found.undrawn))))


def _box(shape: Shape, page: _Page) -> Box:
    across, high = page.across[page.ranks.number[shape.id]], page.highs[shape.id]
    corner = (page.left(shape.id), round(page.middles[shape.id] - high / 2, 1))
    return box(shape, *corner, (across, high), lines_of((shape,), across, 3))


def _page(drawing: Drawing, found: Ranks, limits: _Limits) -> _Page:
    sides = ports(found)
    known = {shape.id: shape for shape in drawing.shapes}
    columns = [[known[name] for name in column if name in known] for column in found.columns]
    across = tuple(_across(column, limits) for column in columns)
    said = tuple(_said(found, at, limits) for at in range(len(columns)))
    before = max((_said_beside(edge, limits) for edge in found.before), default=0.0)
    highs = dict.fromkeys(found.number, 2.0)
    for shape in drawing.shapes:
        lines = lines_of((shape,), across[found.number[shape.id]], 3)
        highs[shape.id] = max(18.0 + 17 * lines[0] + 16 * lines[1], sides.high(shape.id) + _CORNER, 40)
    middles = _middles(found, sides, highs)
    top = head(drawing)[1] + 14 + (_HEADING if drawing.groups else 0)
    highest = min((middles[name] - highs[name] / 2 for name in middles), default=0.0)
    middles = {name: middle - highest + top for name, middle in middles.items()}
    start = EDGE_OF_PAGE + before + (_depth(found.before, sides, middles, before=True) if found.before else 0)
    after = (_depth(found.after, sides, middles, before=False) + said[-1]) if found.after else 0.0
    gaps = len(columns) - 1
    rest = WIDEST - EDGE_OF_PAGE - start - sum(across) - sum(said[:-1]) - gaps * _STUB - after
    slope = min(max(rest / gaps, limits.slope), _MOST_SLOPE) if gaps > 0 else 0.0
    lefts = []
    for at in range(len(columns)):
        lefts.append(round(start, 1))
        start += across[at] + said[at] + slope + _STUB
    end = (lefts[-1] + across[-1] if lefts else start) + after + EDGE_OF_PAGE
    return _Page(found, sides, tuple(lefts), across, said, before, round(end, 1), middles, highs)


def _across(shapes: list[Shape], limits: _Limits) -> float:
    word, whole, second = widest(shapes)
    return round(min(max(word + 24, min(whole, 136) + 22, min(second, 136) + 18, 90), limits.box), 1)


def _said(found: Ranks, at: int, limits: _Limits) -> float:
    """Return the room that words need right of a column."""
    leaving = [way.edge for way in found.ways if found.number[way.stops[0]] == at]
    room = max((min(_worded(edge), limits.said) + 14 for edge in leaving), default=12.0)
    if at == len(found.columns) - 1:
        room = max([room, *(_said_beside(edge, limits) for edge in found.after)])
    return room


def _worded(edge: Edge) -> float:
    return width(words(edge), SMALL) + (badges_width(edge.marks) + 4 if edge.marks else 0)


def _said_beside(edge: Edge, limits: _Limits) -> float:
    first = width(plain(edge.label), SMALL) + (badges_width(edge.marks) + 4 if edge.marks else 0)
    return min(max(first, width(plain(edge.second), SMALL)), limits.bracket) + 20


def _depth(edges: tuple[Edge, ...], sides: Ports, middles: Mapping[str, float], *, before: bool) -> float:
    """Return the room that the tracks of brackets need."""
    return _TRACK * (max(tracks(_spans(edges, sides, middles, before=before)).values(), default=-1) + 1) + 4


def _spans(
    edges: tuple[Edge, ...], sides: Ports, middles: Mapping[str, float], *, before: bool
) -> dict[str, tuple[float, float]]:
    spans = {}
    for edge in edges:
        ends = [sides.lines(name, middles[name], before=before)[edge.id] for name in (edge.source, edge.target)]
        spans[edge.id] = (min(ends), max(ends))
    return spans


def _middles(found: Ranks, sides: Ports, highs: Mapping[str, float]) -> dict[str, float]:
    """Stack the highest column and let the others follow their lines, outwards from it."""
    if not found.columns:
        return {}
    passes = frozenset(name for name in found.number if name.startswith("\0"))
    totals = [sum(highs[name] + 20 for name in column) for column in found.columns]
    first = totals.index(max(totals))
    middles = stacked(found.columns[first], highs, passes)
    before: dict[str, list[tuple[str, str]]] = {}
    after: dict[str, list[tuple[str, str]]] = {}
    for way in found.ways:
        for one, other in zip(way.stops, way.stops[1:], strict=False):
            after.setdefault(one, []).append((other, way.edge.id))
            before.setdefault(other, []).append((one, way.edge.id))

    def leaving(name: str, edge: str) -> float:
        return sides.lines(name, middles[name]).get(edge, middles[name])

    center = (min(middles.values()) + max(middles.values())) / 2
    for at in range(first + 1, len(found.columns)):
        wanted = {
            name: mean((leaving(one, edge) for one, edge in before.get(name, ())), center) for name in found.columns[at]
        }
        middles |= settled(found.columns[at], highs, passes, wanted)
    for at in range(first - 1, -1, -1):
        wanted = {name: mean((middles[one] for one, _ in after.get(name, ())), center) for name in found.columns[at]}
        middles |= settled(found.columns[at], highs, passes, wanted)
    return middles


def _lines(page: _Page) -> Iterator[Line]:
    """Draw ways; the first that comes to a box or a pass goes on, others end with a dot on it."""
    reached: set[str] = set()
    for way in page.ranks.ways:
        points, joins = _points(way, page, reached)
        reached |= set(way.stops[1:])
        edge = way.edge
        x, y = points[0]
        limit = min(_worded(edge), page.said[page.ranks.number[way.stops[0]]] - 14)
        short = fit(words(edge), limit - (badges_width(edge.marks) + 4 if edge.marks else 0), SMALL)
        spot = Rect(x + 4, y - HEIGHT - 1, x + 4 + limit + 6, y - 1)
        tags = tuple(worded(edge, short, words(edge), spot, plate=False))
        yield line(edge, points, tags, joins=joins)


def _points(way: Way, page: _Page, reached: set[str]) -> tuple[tuple[Point, ...], bool]:
    source = way.stops[0]
    x = page.right(source)
    y = round(page.ports.lines(source, page.middles[source])[way.edge.id], 1)
    points = [(x, y)]
    for before, stop in zip(way.stops, way.stops[1:], strict=False):
        points.append((round(page.right(before) + page.said[page.ranks.number[before]], 1), y))
        x, y = page.left(stop), round(page.middles[stop], 1)
        points.append((round(x - _STUB, 1), y))
        if stop in reached:
            return tuple(points), True
    return (*points, (x, y)), False


def _brackets(edges: tuple[Edge, ...], page: _Page, *, before: bool) -> tuple[Line, ...]:
    """Draw lines within an outer column on its outer side, with their words at the end they start from."""
    spans = _spans(edges, page.ports, page.middles, before=before)
    track = tracks(spans)
    drawn = []
    for edge in edges:
        rows = [
            round(page.ports.lines(name, page.middles[name], before=before)[edge.id], 1)
            for name in (edge.source, edge.target)
        ]
        side = page.left(edge.source) if before else page.right(edge.source)
        far = (page.before if before else page.said[-1]) + _TRACK * (track[edge.id] + 0.5)
        x = round(side - far if before else side + far, 1)
        points = ((side, rows[0]), (x, rows[0]), (x, rows[1]), (side, rows[1]))
        tags = tuple(_beside(edge, side - page.before + 4 if before else side + 6, rows[0], page, before=before))
        drawn.append(replace(line(edge, points, tags), arrow=edge.kind not in MUTUAL))
    return tuple(drawn)


def _beside(edge: Edge, x: float, y: float, page: _Page, *, before: bool) -> Iterator[Tag]:
    room = (page.before if before else page.said[-1]) - 16
    marks = badges_width(edge.marks) + 4 if edge.marks else 0
    short = fit(plain(edge.label), room - marks, SMALL)
    if short or edge.marks:
        end = x + width(short, SMALL) + marks + 6
        yield from worded(edge, short, words(edge), Rect(x, y - HEIGHT - 2.5, end, y - 2.5), plate=False)
    if second := fit(plain(edge.second), room, SMALL):
        text = write(second, x + 3, y + 2 + BASELINE, ink=edge_look(edge).ink or MUTED)
        yield Tag(x, y + 2, width(second, SMALL) + 6, HEIGHT, text, title=words(edge))


def _headings(drawing: Drawing, page: _Page) -> Iterator[Area | Text]:
    """Write over each column what stands in it: the group of its shapes."""
    groups = {group.id: group for group in drawing.groups}
    y = head(drawing)[1] + 14
    column = {page.ranks.number[shape.id]: shape.group for shape in reversed(drawing.shapes) if shape.group in groups}
    for at, name in sorted(column.items()):
        left, across = page.lefts[at], page.across[at]
        rows = wrap(groups[name].label, across + 24, 1, 14, bold=True)
        yield from (write(row, left, y + 17, size=14, bold=True, ink=INK) for row in rows)
        yield Area(left, y + 24, across, 2.5, MUTED)


def _undrawn(count: int) -> Iterator[str]:
    if count:
        yield f"{counted(count, 'line')} back or within a column"
