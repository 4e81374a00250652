"""Columns put into an order in which few lines cross; lines over a column pass it at places of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from opmodel.drawing import Drawing, Edge
from opmodel.layouts.page.look import MUTUAL

_SWEEPS = 8
_MOST_LINES = 400
"""Crossings are counted for pictures of at most so many lines: the work is their square."""

Columns = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """An edge from column to column; `stops` are its source, the places where it passes columns, and its target."""

    edge: Edge
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranks:
    """Names in the order of each column, shapes and passes; ways between columns and brackets beside the outer ones.

    `number` is the column of each name. `undrawn` edges lead back or run within a column between others.
    """

    columns: Columns
    number: Mapping[str, int]
    ways: tuple[Way, ...]
    before: tuple[Edge, ...]
    after: tuple[Edge, ...]
    undrawn: int

    def place(self) -> dict[str, int]:
        """Count the names of each column from the top."""
        return {name: at for column in self.columns for at, name in enumerate(column)}


def ranks(drawing: Drawing) -> Ranks:
    """Put shapes into columns by their number, and every column into an order."""
    known = sorted({shape.column for shape in drawing.shapes})
    number = {shape.id: known.index(shape.column) for shape in drawing.shapes}
    columns: list[list[str]] = [
        [shape.id for shape in drawing.shapes if number[shape.id] == at] for at in range(len(known))
    ]
    ways: list[Way] = []
    before: list[Edge] = []
    after: list[Edge] = []
    undrawn = 0
    for edge in drawing.joining:
        start, end = number[edge.source], number[edge.target]
        if start < end:
            passes = [_pass(edge, at) for at in range(start + 1, end)]
            for at, name in enumerate(passes, start + 1):
                if name not in number:
                    number[name] = at
                    columns[at].append(name)
            ways.append(Way(edge, (edge.source, *passes, edge.target)))
        elif start == end and edge.source != edge.target and start in (0, len(known) - 1):
            (after if start else before).append(edge)
        else:
            undrawn += 1
    ordered = _ordered(tuple(map(tuple, columns)), ways, (*before, *after))
    row = {name: at for column in ordered for at, name in enumerate(column)}
    left, right = (tuple(_downward(edge, row) for edge in side) for side in (before, after))
    return Ranks(ordered, number, tuple(ways), left, right, undrawn)


def _downward(edge: Edge, row: Mapping[str, int]) -> Edge:
    """Let an edge that stands between two start at the upper one."""
    turned = edge.kind in MUTUAL and row[edge.source] > row[edge.target]
    return replace(edge, source=edge.target, target=edge.source) if turned else edge


def _pass(edge: Edge, column: int) -> str:
    """Name the place where all lines of a kind to a target pass a column."""
    return f"\0{column}\0{edge.kind}\0{edge.target}"


def _ordered(columns: Columns, ways: Iterable[Way], brackets: tuple[Edge, ...]) -> Columns:
    """Sweep to and fro, each column sorted by where its neighbours stand; the best order of all is kept."""
    lines = tuple(dict.fromkeys(pair for way in ways for pair in pairwise(way.stops)))
    near: dict[str, list[str]] = {}
    for one, other in (*lines, *((edge.source, edge.target) for edge in brackets)):
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    best, least = columns, _cost(columns, lines, brackets)
    numbers = (*range(len(columns)), *reversed(range(len(columns))))
    for at in numbers * _SWEEPS:
        place = {name: (row + 0.5) / len(column) for column in columns for row, name in enumerate(column)}

        def wanted(name: str, place: Mapping[str, float] = place) -> float:
            others = near.get(name, ())
            return sum(place[other] for other in others) / len(others) if others else place[name]

        columns = (*columns[:at], tuple(sorted(columns[at], key=wanted)), *columns[at + 1 :])
        cost = _cost(columns, lines, brackets)
        if cost < least:
            best, least = columns, cost
    return best


def _cost(columns: Columns, lines: tuple[tuple[str, str], ...], brackets: tuple[Edge, ...]) -> int:
    """Count crossings between neighbouring columns and how far brackets reach."""
    row = {name: at for column in columns for at, name in enumerate(column)}
    number = {name: at for at, column in enumerate(columns) for name in column}
    reach = sum(abs(row[edge.source] - row[edge.target]) for edge in brackets)
    if len(lines) > _MOST_LINES:
        return reach
    ends = [(number[one], row[one], row[other]) for one, other in lines]
    crossings = sum(a[0] == b[0] and (a[1] - b[1]) * (a[2] - b[2]) < 0 for a, b in combinations(ends, 2))
    return 2 * crossings + reach
