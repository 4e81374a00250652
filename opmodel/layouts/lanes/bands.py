"""A swimlane picture cut into bands: which shape stands in which column and lane of which band."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from opmodel.drawing import Drawing, Group, Lane, Shape
from opmodel.layouts.page.look import CLOSED

NOBODY = Lane("", "no owner")
"""The lane on top for everything that nobody owns."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a shape stands: band, column in the band, lane counted from the top of the band."""

    band: int
    column: int
    lane: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A group (a nameless one if need be) over the columns `first` to `last`; `again` if an earlier band began it."""

    group: Group
    first: int
    last: int
    again: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Columns side by side on the picture and the lanes they use, in the declared order."""

    columns: int
    lanes: tuple[Lane, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """All bands of a picture, the spot of every shape by its id, and all spots taken."""

    bands: tuple[Band, ...]
    spots: Mapping[str, Spot]
    taken: frozenset[Spot]


def cut(drawing: Drawing, most: int) -> Bands:
    """Put shapes into columns by group and order, and as many groups side by side as fit into `most` columns."""
    lanes = _lanes(drawing)
    bands: list[Band] = []
    spots: dict[str, Spot] = {}
    for run in _runs(drawing, lanes, most):
        columns: list[_Column] = []
        headings: list[Heading] = []
        for group, part, again in run:
            headings.append(Heading(group, len(columns), len(columns) + len(part) - 1, again))
            columns += part
        used = {lanes[shape.id].id for column in columns for shape in column}
        order = [lane for lane in (NOBODY, *drawing.lanes) if lane.id in used]
        place = {lane.id: at for at, lane in enumerate(order)}
        for at, column in enumerate(columns):
            spots |= {shape.id: Spot(len(bands), at, place[lanes[shape.id].id]) for shape in column}
        bands.append(Band(len(columns), tuple(order), tuple(headings)))
    return Bands(tuple(bands), spots, frozenset(spots.values()))


_Column = tuple[Shape, ...]
_Part = tuple[Group, tuple[_Column, ...], bool]


def _lanes(drawing: Drawing) -> dict[str, Lane]:
    known = {lane.id: lane for lane in drawing.lanes}
    lanes = {shape.id: known.get(shape.lane, NOBODY) for shape in drawing.shapes}
    for shape in drawing.shapes:
        if shape.kind in CLOSED and lanes[shape.id] is NOBODY and not shape.alarm:
            sources = (lanes.get(edge.source, NOBODY) for edge in drawing.edges if edge.target == shape.id)
            lanes[shape.id] = next((lane for lane in sources if lane is not NOBODY), NOBODY)
    return lanes


def _runs(drawing: Drawing, lanes: Mapping[str, Lane], most: int) -> Iterator[list[_Part]]:
    run: list[_Part] = []
    for part in _parts(drawing, lanes, most):
        if run and sum(len(columns) for _, columns, _ in (*run, part)) > most:
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _parts(drawing: Drawing, lanes: Mapping[str, Lane], most: int) -> Iterator[_Part]:
    known = {group.id for group in drawing.groups}
    for group in (*drawing.groups, Group("", "")):
        shapes = [s for s in drawing.shapes if s.group == group.id or (not group.id and s.group not in known)]
        columns = tuple(_columns(sorted(shapes, key=lambda shape: shape.column), lanes))
        pieces = -(-len(columns) // most)
        cuts = [len(columns) * piece // pieces for piece in range(pieces + 1)] if pieces else []
        for first, last in pairwise(cuts):
            yield group, columns[first:last], first > 0


def _columns(shapes: list[Shape], lanes: Mapping[str, Lane]) -> Iterator[_Column]:
    column: list[Shape] = []
    for shape in shapes:
        if any(other.column != shape.column or lanes[other.id] is lanes[shape.id] for other in column):
            yield tuple(column)
            column = []
        column.append(shape)
    if column:
        yield tuple(column)
