"""Coordinates of a swimlane picture: how wide columns and channels are, how high lanes are, where everything begins."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from opmodel.drawing import Point, Shape, plain
from opmodel.layouts.page.frame import EDGE_OF_PAGE, WIDEST
from opmodel.layouts.page.lettering import LABEL, SMALL, longest_word, width, wrap

from .bands import Bands, Spot
from .routes import MARGIN, TOP, Channel, Port, Route
from .tracks import Tracks

LANE_HEAD = 116.0
LONGEST_LABEL = 84.0
_TRACK, _FOOT_TRACK, _MOST_SPARE = 10.0, 23.0, 64.0
_HEADING, _BAND_GAP = 36.0, 30.0


@dataclass(frozen=True, slots=True)
class Size:
    """The one size of all boxes and how many lines of label they hold; `tight` boxes stand closer together."""

    width: float
    height: float
    lines: int
    tight: bool


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where columns, lanes, headings and tracks are, in px.

    `columns` is the left of a box by band and column, `rows` the top of a box by band and lane, `lanes` top and
    bottom of a lane, `headings` the top of a band, `tracks` the place of a line in a channel.
    """

    size: Size
    columns: Mapping[tuple[int, int], float]
    rows: Mapping[tuple[int, int], float]
    lanes: Mapping[tuple[int, int], tuple[float, float]]
    headings: tuple[float, ...]
    tracks: Mapping[tuple[Channel, str], float]
    width: float
    bottom: float

    def corner(self, spot: Spot) -> Point:
        """Return the upper left corner of the box on a spot."""
        return self.columns[spot.band, spot.column], self.rows[spot.band, spot.lane]

    def span(self, band: int, first: int, last: int) -> tuple[float, float]:
        """Return left and right of the columns `first` to `last` of a band."""
        return self.columns[band, first], self.columns[band, last] + self.size.width

    def port(self, spot: Spot, port: Port, shift: float) -> Point:
        """Return the point of a port on the side of its box."""
        left, top = self.corner(spot)
        if port.side in ("left", "right"):
            x = left if port.side == "left" else left + self.size.width
            return x, top + self.size.height / 2 + shift * (self.size.height / 2 - 10)
        y = top if port.side == "top" else top + self.size.height
        return left + self.size.width / 2 + shift * (self.size.width / 2 - 22), y


def size(shapes: Iterable[Shape], *, tight: bool = False) -> Size:
    """Choose the size of boxes so that words stay whole and labels get at most three lines."""
    shapes = tuple(shapes)
    word = max((longest_word(shape.label, LABEL, bold=True) for shape in shapes), default=0)
    second = max((width(plain(shape.second), SMALL) for shape in shapes), default=0)
    across = min(max(word + 16, 76), 136) if tight else min(max(word + 24, min(second, 108) + 18, 100), 148)
    lines = max((len(wrap(shape.label, across - 14, 3, LABEL, bold=True)) for shape in shapes), default=1)
    seconds = int(any(shape.second for shape in shapes))
    return Size(across, max(18 + 17 * lines + 16 * seconds, 46), lines, tight)


def geometry(bands: Bands, routes: tuple[Route, ...], tracks: Tracks, box: Size, top: float) -> Geometry:
    """Give columns, lanes and tracks the room they need."""
    room = _room(bands, routes, tracks, box)
    begin = EDGE_OF_PAGE + LANE_HEAD
    start = begin + (10 + room.counts[MARGIN] * _TRACK if MARGIN in room.counts else 0)
    first = {MARGIN: begin + 12}
    columns, width = _columns(room, start, first)
    rows, lanes, tops, bottom = _rows(room, top, first)
    places = {(channel, key): first[channel] + track * room.pitch(channel) for (channel, key), track in tracks.items()}
    return Geometry(box, columns, rows, lanes, tops, places, width + EDGE_OF_PAGE, bottom)


class _Gap(NamedTuple):
    """Room beside a column: for words, for lines, altogether."""

    words: float
    lines: float
    whole: float


@dataclass(frozen=True, slots=True)
class _Room:
    """What channels have to hold: how many tracks, how wide the words of straight lines, whether any words."""

    bands: Bands
    box: Size
    counts: Counter[Channel]
    words: Mapping[Channel, float]
    worded: frozenset[Channel]

    def pitch(self, channel: Channel) -> float:
        """Return how far tracks of a channel are apart: lines with words on them need room for the words."""
        if channel.axis == "v" or channel.at == TOP:
            return _TRACK
        return _FOOT_TRACK if channel in self.worded else 12.0

    def gaps(self, band: int) -> list[_Gap]:
        """Return the room left of each column of a band and right of the last one."""
        columns = self.bands.bands[band].columns
        gaps = [self._gap(Channel("v", band, at)) for at in range(columns + 1)]
        return gaps if gaps[-1].lines else [*gaps[:-1], _Gap(0, 0, 16)]

    def _gap(self, channel: Channel) -> _Gap:
        words = self.words.get(channel, 0.0)
        lines = self.counts[channel] * _TRACK
        least = 22.0 if not channel.at else 28.0 if self.box.tight else 38.0
        return _Gap(words, lines, max(words + lines + (14 if self.box.tight else 20), least))


def _room(bands: Bands, routes: tuple[Route, ...], tracks: Tracks, box: Size) -> _Room:
    counts = Counter(channel for channel, _ in {(at, track) for (at, _), track in tracks.items()})
    worded = frozenset(channel for route in routes if route.edge.label for channel in route.legs)
    words: dict[Channel, float] = {}
    for route in routes:
        if not route.legs:
            spot = bands.spots[route.edge.source]
            channel = Channel("v", spot.band, spot.column + 1)
            badges = 30.0 * len(route.edge.marks)
            wide = min(width(plain(route.edge.label), SMALL), LONGEST_LABEL) + badges
            words[channel] = max(words.get(channel, 0.0), wide)
    return _Room(bands, box, counts, words, worded)


def _columns(room: _Room, start: float, first: dict[Channel, float]) -> tuple[dict[tuple[int, int], float], float]:
    columns: dict[tuple[int, int], float] = {}
    bands = [room.gaps(band) for band in range(len(room.bands.bands))] or [[_Gap(0, 0, 0)]]
    most = WIDEST - EDGE_OF_PAGE
    aligned = _aligned(bands)
    if start + max(_across(gaps, room.box.width) for gaps in aligned) <= most:
        bands = aligned
    widest = 0.0
    for at, gaps in enumerate(bands):
        inner = max(max(map(len, bands)) if bands is aligned else len(gaps), 3) - 2
        spare = most - start - max(_across(other, room.box.width) for other in (bands if bands is aligned else [gaps]))
        more = min(max(spare / inner, 0.0), _MOST_SPARE)
        x = start
        for gap, (words, lines, whole) in enumerate(gaps):
            spread = more if 0 < gap < len(gaps) - 1 else 0.0
            first[Channel("v", at, gap)] = x + words + (spread + whole - words - lines) / 2
            x += whole + spread
            if gap < len(gaps) - 1:
                columns[at, gap] = x
                x += room.box.width
        widest = max(widest, x)
    return columns, widest


def _aligned(bands: list[list[_Gap]]) -> list[list[_Gap]]:
    """Widen gaps so that columns of all bands stand beneath each other."""
    most = max(map(len, bands))
    whole = [max((gaps[at].whole for gaps in bands if at < len(gaps) - 1), default=0.0) for at in range(most)]
    return [
        [gap._replace(whole=whole[at]) if at < len(gaps) - 1 else gap for at, gap in enumerate(gaps)] for gaps in bands
    ]


def _across(gaps: list[_Gap], box: float) -> float:
    return sum(gap.whole for gap in gaps) + box * (len(gaps) - 1)


_Rows = dict[tuple[int, int], float]
_Lanes = dict[tuple[int, int], tuple[float, float]]


def _rows(room: _Room, top: float, first: dict[Channel, float]) -> tuple[_Rows, _Lanes, tuple[float, ...], float]:
    rows: _Rows = {}
    lanes: _Lanes = {}
    tops: list[float] = []
    y = top
    for at, band in enumerate(room.bands.bands):
        y += _BAND_GAP if at else 0
        tops.append(y)
        y += _HEADING if any(heading.group.label for heading in band.headings) else 4
        y += _take(room, Channel("h", at, TOP), y, 8, first)
        for lane in range(len(band.lanes)):
            above = Channel("h", at, lane)
            rows[at, lane] = y + max(_take(room, above, y, 26 if above in room.worded else 14, first), 20)
            lanes[at, lane] = (y, rows[at, lane] + room.box.height + 16)
            y = lanes[at, lane][1]
        y += _take(room, Channel("h", at, len(band.lanes)), y, 18, first)
    return rows, lanes, tuple(tops), y


def _take(room: _Room, channel: Channel, y: float, before: float, first: dict[Channel, float]) -> float:
    first[channel] = y + before
    tracks = room.counts[channel]
    return before + (tracks - 1) * room.pitch(channel) + 12 if tracks else 0
