"""Coordinates of a swimlane picture: how wide columns and channels are, how high lanes are, where everything begins."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from opmodel.drawing import Drawing, Edge, Point, Shape
from opmodel.layouts.lanes.bands import Bands, Spot
from opmodel.layouts.lanes.routes import MARGIN, TOP, Channel, Port, Route
from opmodel.layouts.lanes.tracks import Tracks
from opmodel.layouts.page.frame import EDGE_OF_PAGE, WIDEST
from opmodel.layouts.page.labels import words
from opmodel.layouts.page.lettering import SMALL, width
from opmodel.layouts.page.tags import lines_of, widest

LONGEST_LABEL = 96.0
_TRACK, _FOOT_TRACK, _MOST_SPARE = 10.0, 23.0, 64.0
_HEADING, _BAND_GAP, _BELOW = 36.0, 30.0, 16.0


@dataclass(frozen=True, slots=True)
class Size:
    """The one size of all boxes, how many lines of label and small lines they hold, and the width of lane heads.

    Boxes of a `tight` size stand closer together.
    """

    width: float
    height: float
    lines: tuple[int, int]
    head: float
    tight: bool


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where columns, lanes, headings and tracks are, in px.

    `columns` is the left of a box by band and column, `lanes` top and bottom of a lane, at whose bottom boxes stand,
    `headings` the top of a band, `tracks` the place of a line in a channel.
    """

    size: Size
    columns: Mapping[tuple[int, int], float]
    lanes: Mapping[tuple[int, int], tuple[float, float]]
    headings: tuple[float, ...]
    tracks: Mapping[tuple[Channel, str], float]
    width: float
    bottom: float

    def corner(self, spot: Spot) -> Point:
        """Return the upper left corner of the box on a spot."""
        bottom = self.lanes[spot.band, spot.lane][1]
        return self.columns[spot.band, spot.column], bottom - _BELOW - self.size.height

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


def sizes(drawing: Drawing) -> tuple[Size, ...]:
    """Return sizes of boxes to choose from, the widest first; words stay whole, labels get at most three lines."""
    shapes = drawing.shapes
    word, whole, second = widest(shapes)
    owner, _, small = widest(drawing.lanes)
    head = min(max(owner + 30, min(small, 88) + 30, 104), 128)
    wide = min(max(word + 24, min(second, 134) + 18, min(whole, 110) + 18, 100), 152)
    roomy = min(max(word + 24, min(second, 90) + 18, 100), 152)
    snug, tight = min(max(word + 20, 88), 140), min(max(word + 16, 76), 136)
    return (
        *(_size(shapes, across, head) for across in (wide, roomy, snug)),
        _size(shapes, tight, head, tight=True),
    )


def _size(shapes: tuple[Shape, ...], across: float, head: float, *, tight: bool = False) -> Size:
    lines = lines_of(shapes, across, 3)
    return Size(across, max(18 + 17 * lines[0] + 16 * lines[1], 46), lines, head, tight)


def geometry(bands: Bands, routes: tuple[Route, ...], tracks: Tracks, box: Size, top: float) -> Geometry:
    """Give columns, lanes and tracks the room they need."""
    room = _room(bands, routes, tracks, box)
    first = {MARGIN: EDGE_OF_PAGE + box.head + 12}
    columns, width = _columns(room, first)
    lanes, tops, bottom = _lanes(room, top, first)
    places = {
        (channel, key): first[channel] + track * room.pitch(channel) + room.beside(channel, track)
        for (channel, key), track in tracks.items()
    }
    return Geometry(box, columns, lanes, tops, places, width + EDGE_OF_PAGE, bottom)


class _Gap(NamedTuple):
    """Room beside a column: for words, for lines, altogether."""

    words: float
    lines: float
    whole: float


_Wishes = Mapping[tuple[Channel, int], float]


@dataclass(frozen=True, slots=True)
class _Room:
    """What channels have to hold: how many tracks, how wide the words of straight lines, whether any words.

    `start` is the left of the first gap. `granted` is room behind a track for the words of a line that warns.
    """

    bands: Bands
    box: Size
    start: float
    counts: Counter[Channel]
    words: Mapping[Channel, float]
    worded: frozenset[Channel]
    granted: _Wishes

    def pitch(self, channel: Channel) -> float:
        """Return how far tracks of a channel are apart: lines with words on them need room for the words."""
        if channel.axis == "v" or channel.at == TOP:
            return _TRACK
        return _FOOT_TRACK if channel in self.worded else 12.0

    def beside(self, channel: Channel, track: int) -> float:
        """Return the room granted to words in a channel before a track."""
        return sum(more for (other, at), more in self.granted.items() if other == channel and at < track)

    def gaps(self, band: int) -> list[_Gap]:
        """Return the room left of each column of a band and right of the last one."""
        columns = self.bands.bands[band].columns
        gaps = [self._gap(Channel("v", band, at)) for at in range(columns + 1)]
        return gaps if gaps[-1].lines else [*gaps[:-1], _Gap(0, 0, 16)]

    def _gap(self, channel: Channel) -> _Gap:
        words, tracks = self.words.get(channel, 0.0), self.counts[channel]
        lines = tracks * _TRACK + self.beside(channel, tracks)
        least = 22.0 if not channel.at else 28.0 if self.box.tight else 38.0
        return _Gap(words, lines, max(words + lines + (14 if self.box.tight else 20), least))

    def spare(self, bands: list[list[_Gap]]) -> float:
        """Return how much of a slide the widest of some bands leaves free."""
        return WIDEST - EDGE_OF_PAGE - self.start - max(_across(gaps, self.box.width) for gaps in bands)


def _room(bands: Bands, routes: tuple[Route, ...], tracks: Tracks, box: Size) -> _Room:
    counts = Counter(channel for channel, _ in {(at, track) for (at, _), track in tracks.items()})
    worded = frozenset(channel for route in routes if route.edge.label for channel in route.legs)
    said: dict[Channel, float] = {}
    for route in routes:
        if not route.legs:
            spot = bands.spots[route.edge.source]
            channel = Channel("v", spot.band, spot.column + 1)
            said[channel] = max(said.get(channel, 0.0), _across_words(route.edge))
    start = EDGE_OF_PAGE + box.head + (10 + counts[MARGIN] * _TRACK if MARGIN in counts else 0)
    room = _Room(bands, box, start, counts, said, worded, {})
    return replace(room, granted=_granted(room, _wishes(bands, routes, tracks, counts)))


def _across_words(edge: Edge) -> float:
    return min(width(words(edge), SMALL), LONGEST_LABEL) + 30.0 * len(edge.marks)


def _wishes(bands: Bands, routes: tuple[Route, ...], tracks: Tracks, counts: Mapping[Channel, int]) -> _Wishes:
    """Return the room that lines which warn and run upright between two columns need behind their track."""
    wishes: dict[tuple[Channel, int], float] = {}
    for route in routes:
        edge = route.edge
        if edge.alarm and len(route.legs) == 1 and route.legs[0].axis == "v":
            source, target = bands.spots[edge.source], bands.spots[edge.target]
            channel, track = route.legs[0], tracks[route.legs[0], route.leg_key(0)]
            if abs(target.column - source.column) <= 1 and track < counts[channel] - 1:
                wishes[channel, track] = max(wishes.get((channel, track), 0.0), _across_words(edge) + 14)
    return wishes


def _granted(room: _Room, wishes: _Wishes) -> _Wishes:
    """Grant wishes as far as a band has room to spare."""
    granted: dict[tuple[Channel, int], float] = {}
    for band in range(len(room.bands.bands)):
        own = {place: wish for place, wish in wishes.items() if place[0].band == band}
        total = sum(own.values())
        part = min(max(room.spare([room.gaps(band)]) / total, 0.0), 1.0) if total else 0.0
        granted |= {place: wish * part for place, wish in own.items()}
    return granted


def _columns(room: _Room, first: dict[Channel, float]) -> tuple[dict[tuple[int, int], float], float]:
    columns: dict[tuple[int, int], float] = {}
    bands = [room.gaps(band) for band in range(len(room.bands.bands))] or [[_Gap(0, 0, 0)]]
    aligned = _aligned(bands)
    fits = room.spare(aligned) >= 0
    widest = 0.0
    for at, gaps in enumerate(aligned if fits else bands):
        alike = aligned if fits else [gaps]
        more = min(max(room.spare(alike) / (max(*map(len, alike), 3) - 2), 0.0), _MOST_SPARE)
        x = room.start
        for gap, (said, lines, whole) in enumerate(gaps):
            spread = more if 0 < gap < len(gaps) - 1 else 0.0
            first[Channel("v", at, gap)] = x + said + (spread + whole - said - lines) / 2
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


def _lanes(
    room: _Room, top: float, first: dict[Channel, float]
) -> tuple[dict[tuple[int, int], tuple[float, float]], tuple[float, ...], float]:
    lanes: dict[tuple[int, int], tuple[float, float]] = {}
    tops: list[float] = []
    y = top
    for at, band in enumerate(room.bands.bands):
        y += _BAND_GAP if at else 0
        tops.append(y)
        y += _HEADING if any(heading.group.label for heading in band.headings) else 4
        y += _take(room, Channel("h", at, TOP), y, 8, first)
        for lane in range(len(band.lanes)):
            above = Channel("h", at, lane)
            high = max(_take(room, above, y, 26 if above in room.worded else 14, first), 20) + room.box.height + _BELOW
            lanes[at, lane] = (y, y + high)
            y += high
        y += _take(room, Channel("h", at, len(band.lanes)), y, 18, first)
    return lanes, tuple(tops), y


def _take(room: _Room, channel: Channel, y: float, before: float, first: dict[Channel, float]) -> float:
    first[channel] = y + before
    tracks = room.counts[channel]
    return before + (tracks - 1) * room.pitch(channel) + 12 if tracks else 0
