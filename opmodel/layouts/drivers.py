"""A tree from left to right: what something hangs on stands to its right, with the words of the branch between."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from opmodel.drawing import Box, Drawing, Edge, Line, Placed, Point, Shape
from opmodel.layouts.branches.hierarchy import Tree, depths, tree
from opmodel.layouts.page.frame import EDGE_OF_PAGE, WIDEST, Body, Item, framed, head, unsaid
from opmodel.layouts.page.labels import Rect, Room, label, line, words
from opmodel.layouts.page.lettering import LABEL, SMALL, width
from opmodel.layouts.page.look import line_look
from opmodel.layouts.page.tags import box, lines_of, widest
from opmodel.wording import counted

_TRUNK = 20.0
_BETWEEN, _ROOTS, _ASIDE = 13.0, 16.0, 40.0
_LONGEST, _NARROWEST = 120.0, 34.0


@dataclass(frozen=True, slots=True)
class _Size:
    """Measures of boxes, all alike, and the left of each column of a tree, in px."""

    across: float
    high: float
    lines: tuple[int, int]
    lefts: tuple[float, ...]

    @property
    def whole(self) -> float:
        """The width of a tree."""
        return self.lefts[-1] + self.across


@dataclass(frozen=True, slots=True)
class _Chart:
    """The left and the middle of each box, in px, and the edges between shapes and their parents, by the shape.

    `headings` only name what stands below them.
    """

    tree: Tree
    size: _Size
    spots: Mapping[str, Point]
    branches: Mapping[str, Edge]
    headings: frozenset[str]


def place(drawing: Drawing) -> Placed:
    """Put every shape to the right of its parent; an edge between the two is their branch, others are counted."""
    chart = _chart(drawing)
    size = chart.size
    boxes = [_box(shape, chart) for shape in drawing.shapes]
    room = Room()
    room.take_boxes(boxes, 2, 0)
    trunks = tuple(_trunks(chart))
    for trunk in trunks:
        room.take_line(trunk.points, "")
    drawn = [_branch(edge, chart, room) for edge in chart.branches.values()]
    bottom = max((one.y + size.high for one in boxes), default=head(drawing)[1])
    right = max((one.x + one.width for one in boxes), default=EDGE_OF_PAGE)
    further = len(drawing.joining) - len(drawn)
    notes = (*unsaid(sum(not said for _, said in drawn)), *_further(further))
    items: tuple[Item, ...] = (*trunks, *(branch for branch, _ in drawn), *boxes)
    return framed(drawing, Body(right + EDGE_OF_PAGE, bottom, items, notes))


def _box(shape: Shape, chart: _Chart) -> Box:
    size, (left, middle) = chart.size, chart.spots[shape.id]
    if shape.id in chart.headings:
        across = width(shape.label, LABEL, bold=True) + 24
        return box(shape, left, middle - 15, (min(across, WIDEST - left - EDGE_OF_PAGE), 30), (1, 0))
    return box(shape, left, middle - size.high / 2, (size.across, size.high), size.lines)


def _chart(drawing: Drawing) -> _Chart:
    found = tree(drawing.shapes)
    parents = {shape.id: shape.parent for shape in drawing.shapes}
    branches: dict[str, Edge] = {}
    for edge in drawing.joining:
        if parents[edge.source] == edge.target:
            branches.setdefault(edge.source, edge)
    headings = frozenset(shape.id for shape in drawing.shapes if shape.kind == "heading" and not shape.parent)
    depth = depths(Tree(tuple(root for root in found.roots if root not in headings), found.below))
    size = _size(drawing.shapes, depth, branches)
    return _Chart(found, size, _spots(found, depth, headings, size, head(drawing)[1] + 20), branches, headings)


def _size(shapes: tuple[Shape, ...], depth: Mapping[str, int], branches: Mapping[str, Edge]) -> _Size:
    gaps = [_TRUNK + _NARROWEST] * max(depth.values(), default=0)
    for name, edge in branches.items():
        said = min(width(words(edge), SMALL), _LONGEST) + 30 * len(edge.marks)
        if name in depth:
            gaps[depth[name] - 1] = max(gaps[depth[name] - 1], _TRUNK + said + 16)
    boxes = [shape for shape in shapes if shape.kind != "heading"]
    word, whole, second = widest(boxes)
    roomy = min(max(word + 24, min(whole, 190) + 20, min(second, 216) + 18, 120), 236)
    across = max(min(roomy, (WIDEST - 2 * EDGE_OF_PAGE - sum(gaps)) / (len(gaps) + 1)), 90)
    lines = lines_of(boxes, across, 2)
    lefts = accumulate((across + gap for gap in gaps), initial=0.0)
    return _Size(across, 12.0 + 17 * lines[0] + 16 * lines[1], lines, tuple(lefts))


def _spots(
    found: Tree, depth: Mapping[str, int], headings: frozenset[str], size: _Size, top: float
) -> dict[str, Point]:
    """Put trees below each other, and side by side where a slide has room; below them what headings name."""
    spots: dict[str, Point] = {}
    trees = [root for root in found.roots if root not in headings]
    heights = [len(tuple(_leaves(root, found))) * (size.high + _BETWEEN) + _ROOTS for root in trees]
    beside = max(int((WIDEST - 2 * EDGE_OF_PAGE + _ASIDE) // (size.whole + _ASIDE)), 1)
    share = max(sum(heights) / beside, max(heights, default=0))
    left, y, bottom = EDGE_OF_PAGE, top, top
    for root, high in zip(trees, heights, strict=True):
        if y > top and y - top + high / 2 > share:
            left, y = left + size.whole + _ASIDE, top
        spots |= _grown(root, found, depth, size, (left, y))
        y += high
        bottom = max(bottom, y)
    for heading in (root for root in found.roots if root in headings):
        spots[heading] = (EDGE_OF_PAGE, bottom + 15)
        across = int((WIDEST - 2 * EDGE_OF_PAGE + _BETWEEN) // (size.across + _BETWEEN))
        for at, name in enumerate(found.below[heading]):
            row, column = divmod(at, max(across, 1))
            y = bottom + 30 + _BETWEEN + row * (size.high + _BETWEEN) + size.high / 2
            spots[name] = (EDGE_OF_PAGE + column * (size.across + _BETWEEN), y)
        bottom = max([bottom, *(y for _, y in spots.values())]) + size.high + _ROOTS
    return spots


def _grown(root: str, found: Tree, depth: Mapping[str, int], size: _Size, corner: Point) -> dict[str, Point]:
    """Give leaves rows from top to bottom and put everything else in the middle of what hangs on it."""
    left, top = corner
    leaves = tuple(_leaves(root, found))
    rows = {name: top + size.high / 2 + at * (size.high + _BETWEEN) for at, name in enumerate(leaves)}
    names = [root]
    for name in names:
        names += found.below[name]
    for name in reversed(names):
        below = found.below[name]
        if below:
            rows[name] = (rows[below[0]] + rows[below[-1]]) / 2
    return {name: (left + size.lefts[depth[name]], rows[name]) for name in names}


def _leaves(root: str, found: Tree) -> Iterator[str]:
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if not found.below[name]:
            yield name
        waiting += reversed(found.below[name])


def _trunks(chart: _Chart) -> Iterator[Line]:
    """Draw what several branches share, into the box they lead to; it belongs to all of them, so it has no id."""
    look = line_look("reports")
    for parent, below in chart.tree.below.items():
        if not below or parent in chart.headings:
            continue
        left, middle = chart.spots[parent]
        right = left + chart.size.across
        rows = [chart.spots[name][1] for name in below]
        if max(rows) - min(rows) > 1:
            yield Line("", ((right + _TRUNK, min(rows)), (right + _TRUNK, max(rows))), look, arrow=False)
        yield Line("", ((right + _TRUNK, middle), (right, middle)), look)
        for name in below:
            if name not in chart.branches:
                x, y = chart.spots[name]
                yield Line("", ((x, y), (right + _TRUNK, y)), look, arrow=False)


def _branch(edge: Edge, chart: _Chart, room: Room) -> tuple[Line, bool]:
    """Draw a branch from its box to the trunk, with its words above; also say whether they have room."""
    left, y = (round(one, 1) for one in chart.spots[edge.source])
    trunk = round(chart.spots[edge.target][0] + chart.size.across + _TRUNK, 1)
    room.take(Rect(trunk, y - 0.5, left, y + 0.5), edge.id)
    points = ((left, y), (trunk, y))
    tags = label(edge, points, room, silent=False)
    return replace(line(edge, points, tags or ()), arrow=False), tags is not None


def _further(count: int) -> Iterator[str]:
    if count:
        yield f"{counted(count, 'line')} across the branches"
