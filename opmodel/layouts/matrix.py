"""A matrix of what is between any two; where columns give and rows take, what comes back is above the diagonal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from opmodel.drawing import Area, Box, Drawing, Edge, Look, Placed, Shape, Tag, Text, said
from opmodel.layouts.page.frame import EDGE_OF_PAGE, WIDEST, Body, Item, framed, head, sample_box
from opmodel.layouts.page.lettering import LABEL, SMALL, fit, parted, width, wrap, write
from opmodel.layouts.page.look import (
    BACKWARD,
    BLUSH,
    HEADING,
    INK,
    MUTED,
    MUTUAL,
    PAPER,
    RED,
    RULE,
    ZEBRA,
    kind_look,
    words,
)
from opmodel.layouts.page.tags import badges, full
from opmodel.wording import beside, counted, plain

_FORTH = Look("#e3edf9", "#1d4f91", "#17375e", radius=4)
_BACK = Look("#fdf0cf", "#8a5a00", "#4a3000", radius=4, dash=(5, 3))
_MISSING = Look(BLUSH, RED, RED, width=2, radius=4)
_BETWEEN = {
    "conflict": _MISSING,
    "friction": replace(_MISSING, fill=PAPER, width=1.2),
    "tension": replace(_MISSING, fill=PAPER, width=1.5, dash=(5, 3)),
}
_ROW_HEAD, _TURNED = 168.0, 150.0
_NARROWEST, _BROADEST, _UPRIGHT, _ROOMY = 34.0, 116.0, 84.0, 150.0
_DIAGONAL = "#d9e0e8"


@dataclass(frozen=True, slots=True)
class _Table:
    """Order and measures of a matrix; all px."""

    order: tuple[Shape, ...]
    left: float
    top: float
    across: float
    high: float

    @property
    def turned(self) -> bool:
        """Headings of narrow columns read upwards."""
        return self.across < _UPRIGHT

    def corner(self, row: int, column: int) -> tuple[float, float]:
        """Return the upper left corner of a cell."""
        return self.left + column * self.across, self.top + row * self.high

    def small(self, edges: list[Edge]) -> tuple[str, ...]:
        """Return the small words of a cell; of several edges or without room for all of them there are none."""
        if len(edges) > 1 or self.high <= 40:
            return ()
        lines = parted(edges[0].second, self.across - 12, 2 if self.high > 60 else 1, SMALL)
        return () if any(line.endswith("…") for line in lines) else lines


def place(drawing: Drawing) -> Placed:
    """Put every pair into its cell, in an order in which as little as possible comes back.

    What stands between two, whichever comes first, keeps the given order and stands once, below the diagonal.
    """
    table = _table(drawing)
    at = {shape.id: index for index, shape in enumerate(table.order)}
    cells: dict[tuple[int, int], list[Edge]] = {}
    for edge in drawing.joining:
        cell = at[edge.target], at[edge.source]
        cells.setdefault(cell if drawing.axes else (max(cell), min(cell)), []).append(edge)
    right, bottom = table.corner(len(table.order), len(table.order))
    items: tuple[Item, ...] = (
        *_areas(table),
        *_row_heads(table),
        *_cells(table, cells),
        *_corner(drawing.axes, table),
        *_column_heads(table),
    )
    notes, samples = tuple(_left_out(cells, table)), tuple(_samples(cells) if drawing.axes else _mutual_samples(cells))
    return framed(drawing, Body(right + EDGE_OF_PAGE, bottom, items, notes, samples, kinds=False))


def _table(drawing: Drawing) -> _Table:
    forward = [(edge.source, edge.target) for edge in drawing.edges if edge.kind not in BACKWARD]
    known = {shape.id: shape for shape in drawing.shapes}
    order = tuple(known[name] for name in _forward_order(tuple(known), forward)) if drawing.axes else drawing.shapes
    count = max(len(order), 1)
    left = EDGE_OF_PAGE + _ROW_HEAD
    across = min(max((WIDEST - EDGE_OF_PAGE - left) // count, _NARROWEST), _BROADEST if drawing.axes else _ROOMY)
    if across < _UPRIGHT:
        names = (width(plain(shape.label), LABEL, bold=True) for shape in order)
        heading = min(max(names, default=0), _TURNED) + 16
    else:
        heading = 16.0 + 16 * max(
            (len(wrap(shape.label, across - 8, 3, LABEL, bold=True)) for shape in order), default=1
        )
    _, top = head(drawing)
    rows = max((len(parted(edge.second, across - 12, 2, SMALL)) for edge in drawing.edges), default=0)
    return _Table(order, left, top + max(heading, 46), across, (66.0 if rows > 1 else 52.0) if count <= 14 else 36.0)


def _forward_order(names: tuple[str, ...], pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Order names so that few pairs go from a later to an earlier one; the given order decides ties.

    Source: P. Eades, X. Lin, W. F. Smyth, "A fast and effective heuristic for the feedback arc set problem", 1993.
    """
    known = set(names)
    weight = Counter(pair for pair in pairs if pair[0] != pair[1] and known.issuperset(pair))
    left: list[str] = []
    right: list[str] = []
    rest = list(names)
    while rest:
        gives, takes = dict.fromkeys(rest, 0), dict.fromkeys(rest, 0)
        for (source, target), count in weight.items():
            if source in gives and target in gives:
                gives[source] += count
                takes[target] += count
        first = [name for name in rest if not takes[name]]
        last = [name for name in rest if not gives[name]]
        balance = {name: gives[name] - takes[name] for name in rest}
        chosen = (first or last[::-1] or [max(rest, key=balance.__getitem__)])[0]
        (right if last and not first else left).append(chosen)
        rest.remove(chosen)
    return (*left, *reversed(right))


def _corner(axes: tuple[str, ...], table: _Table) -> Iterator[Text]:
    if axes:
        across, down = axes
        yield write(f"{across} →", table.left - 10, table.top - 26, anchor="end", ink=MUTED)
        yield write(f"{down} ↓", EDGE_OF_PAGE + 8, table.top - 8, ink=MUTED)


def _areas(table: _Table) -> Iterator[Area]:
    count = len(table.order)
    across = table.across * count
    for row in range(count):
        left, top = table.corner(row, 0)
        if row % 2 == 0:
            yield Area(left, top, across, table.high, ZEBRA)
        yield Area(EDGE_OF_PAGE, top, _ROW_HEAD + across, 1, RULE)
        yield Area(left + row * table.across, top, table.across, table.high, _DIAGONAL)
    for column in range(count + 1):
        yield Area(table.left + column * table.across, table.top, 1, table.high * count, RULE)
    yield Area(EDGE_OF_PAGE, table.top + count * table.high, _ROW_HEAD + across, 1, RULE)


def _row_heads(table: _Table) -> Iterator[Box]:
    for row, shape in enumerate(table.order):
        _, top = table.corner(row, 0)
        lines = wrap(plain(shape.label) or shape.id, _ROW_HEAD - 24, 2, LABEL, bold=True)
        second = fit(plain(shape.second), _ROW_HEAD - 24, SMALL) if table.high >= 16 * len(lines) + 20 else ""
        y = top + table.high / 2 - 8 * (len(lines) + bool(second) - 1) + LABEL * 0.36
        texts = [
            write(line, EDGE_OF_PAGE + 8, y + 16 * at, size=LABEL, bold=True, ground=HEADING)
            for at, line in enumerate(lines)
        ]
        if second:
            texts.append(write(second, EDGE_OF_PAGE + 8, y + 16 * len(lines) - 1, ink=MUTED, ground=HEADING))
        tags = badges(shape.marks, table.left - 6, top + 2)
        look = replace(kind_look(shape.kind), fill=HEADING, stroke="", radius=0, sign="")
        frame = (EDGE_OF_PAGE, top + 1, _ROW_HEAD - 4, table.high - 1)
        yield Box(shape.id, *frame, look, tuple(texts), tags, full(shape), shape.link, plain(shape.place))


def _column_heads(table: _Table) -> Iterator[Text]:
    for column, shape in enumerate(table.order):
        left, _ = table.corner(0, column)
        middle = left + table.across / 2
        label = plain(shape.label) or plain(shape.id)
        if table.turned:
            turned = write(fit(label, _TURNED, LABEL, bold=True), middle + 4.5, table.top - 8, size=LABEL, bold=True)
            yield replace(turned, turned=True)
            continue
        lines = wrap(label, table.across - 8, 3, LABEL, bold=True)
        for at, line in enumerate(lines, 1 - len(lines)):
            yield write(line, middle, table.top - 10 + 16 * at, size=LABEL, bold=True, anchor="middle")


def _cells(table: _Table, cells: Mapping[tuple[int, int], list[Edge]]) -> Iterator[Box]:
    for (row, column), edges in sorted(cells.items()):
        left, top = table.corner(row, column)
        first = edges[0]
        look = _look(edges, above=column > row)
        label = first.label if len(edges) == 1 else f"{len(edges)} lines"
        label = f"! {label}" if any(edge.alarm for edge in edges) else label
        second = table.small(edges)
        title = "; ".join(beside(edge.id, edge.label, edge.second, said(edge.marks), edge.place) for edge in edges)
        marks = () if first.kind in MUTUAL else tuple(mark for edge in edges for mark in edge.marks)
        room = table.across - 10
        middle, center = left + table.across / 2, top + table.high / 2
        y = center + LABEL * 0.36 + (-8 * len(second) + (0 if second else 3 if marks else 0))
        ground = look.fill
        texts = [write(fit(plain(label), room, LABEL, bold=True), middle, y, size=LABEL, bold=True, anchor="middle",
                       ink=look.ink, ground=ground)]  # fmt: skip
        texts += [
            write(line, middle, y + 16 + 15 * at, anchor="middle", ink=look.ink, ground=ground)
            for at, line in enumerate(second)
        ]
        tags: tuple[Tag, ...] = badges(marks, left + table.across + 3, top - 7)
        frame = (left + 3, top + 3, table.across - 5, table.high - 5)
        yield Box(first.id, *frame, look, tuple(texts), tags, title, first.link, plain(first.place))


def _look(edges: list[Edge], *, above: bool) -> Look:
    if all(edge.kind in MUTUAL for edge in edges):
        return _BETWEEN[edges[0].kind]
    if any(edge.alarm for edge in edges):
        return replace(_MISSING, dash=_BACK.dash if above else ())
    return _BACK if above or all(edge.kind in BACKWARD for edge in edges) else _FORTH


def _mutual_samples(cells: Mapping[tuple[int, int], list[Edge]]) -> Iterator[tuple[Box, str]]:
    for kind in dict.fromkeys(edge.kind for edges in cells.values() for edge in edges):
        yield sample_box(_BETWEEN.get(kind, _FORTH)), words(kind)


def _samples(cells: Mapping[tuple[int, int], list[Edge]]) -> Iterator[tuple[Box, str]]:
    if any(row > column for row, column in cells):
        yield sample_box(_FORTH), "handed over"
    if any(row < column for row, column in cells):
        yield sample_box(_BACK), "above the diagonal: comes back"
    if any(edge.alarm for edges in cells.values() for edge in edges):
        text = write("!", 17, 13, bold=True, anchor="middle", ink=RED, ground=BLUSH)
        yield replace(sample_box(_MISSING), texts=(text,)), "something is missing"
    yield sample_box(Look(_DIAGONAL, "", INK, radius=0)), "the same on both sides"


def _left_out(cells: Mapping[tuple[int, int], list[Edge]], table: _Table) -> Iterator[str]:
    wordy = [edges for edges in cells.values() if len(edges) > 1 or plain(edges[0].second)]
    if small := sum(not table.small(edges) for edges in wordy):
        yield f"the small words of {counted(small, 'cell')}, for lack of room (point at one to read them)"
