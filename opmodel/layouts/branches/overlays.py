"""Ways of lines across a tree: through the gaps between rows, and upright where no box stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from opmodel.drawing import Box, Point
from opmodel.layouts.page.labels import Rect, Room

_HEAD = 10.0
_BADGE, _TRACK = 11.0, 5.0
_MOST_TRIES, _MOST_COLUMNS = 400, 24


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of equal boxes: every gap between two of them is free from left to right; `lines` are labels, small ones.

    Badges reach into a gap from above and below, the bus of reporting lines runs in its middle; `tracks` lines
    fit between badges and bus on either side.
    """

    top: float
    high: float
    across: float
    lines: tuple[int, int]
    tracks: int

    @property
    def gap(self) -> float:
        """The room between two rows."""
        return 2 * _BADGE + 2 * _TRACK * self.tracks

    @property
    def offsets(self) -> tuple[float, ...]:
        """Where lines may run in a gap, counted from its top."""
        above = [_BADGE + _TRACK * track for track in range(self.tracks)]
        return tuple(offset for one in above for offset in (one, self.gap - one))

    def y(self, row: int) -> float:
        """Return the top of the boxes of a row."""
        return self.top + 2 * _TRACK * self.tracks + row * (self.high + self.gap)


def overlay(ends: tuple[Box, Box], boxes: tuple[Box, ...], rows: Rows, room: Room) -> tuple[Point, ...]:
    """Return a way from box to box that crosses no third one and lies on no line, none if no one of many tried does."""
    return next((way for way in islice(_ways(ends, boxes, rows), _MOST_TRIES) if _free(way, room)), ())


def _ways(ends: tuple[Box, Box], boxes: tuple[Box, ...], rows: Rows) -> Iterator[tuple[Point, ...]]:
    """Yield ways through the gap beside each box, the straightest first."""
    source, target = ends
    down, up = target.y > source.y, target.y < source.y
    start_y, first = (source.y + rows.high,) * 2 if down else (source.y, source.y - rows.gap)
    end_y, last = (target.y + rows.high,) * 2 if up else (target.y, target.y - rows.gap)
    columns = _columns(ends, (min(first, last), max(first, last)), boxes) if first != last else []
    for shift in (0.78, 0.64, 0.86, 0.36, 0.71, 0.57, 0.28):
        start_x, end_x = source.x + source.width * shift, target.x + target.width * shift
        for one in rows.offsets:
            if first == last and abs(first + one - end_y) >= _HEAD:
                yield (start_x, start_y), (start_x, first + one), (end_x, first + one), (end_x, end_y)
            for x in columns:
                for two in (offset for offset in rows.offsets if abs(last + offset - end_y) >= _HEAD):
                    yield (
                        (start_x, start_y), (start_x, first + one), (x, first + one),
                        (x, last + two), (end_x, last + two), (end_x, end_y),
                    )  # fmt: skip


def _columns(ends: tuple[Box, Box], gaps: tuple[float, float], boxes: tuple[Box, ...]) -> list[float]:
    """Return where no box stands between two gaps, the nearest first; the page's left margin is always one."""
    between = [box for box in boxes if gaps[0] < box.y < gaps[1]]
    middles = [box.x + box.width * 0.78 for box in ends]
    found = {x for box in between for x in (box.x - 7, box.x + box.width + 7, box.x - 11)}
    near = sorted(found, key=lambda x: (sum(abs(x - middle) for middle in middles), x))[:_MOST_COLUMNS]
    return [x for x in (*near, 14.0) if not any(box.x - 2 < x < box.x + box.width + 2 for box in between)]


def _free(way: tuple[Point, ...], room: Room) -> bool:
    """Say whether all stretches of a way meet only lines they cross at a right angle."""
    stretches = list(pairwise(way))
    for at, ((x1, y1), (x2, y2)) in enumerate(stretches):
        flat = y1 == y2
        pad_x, pad_y = (0.0, 0.4) if flat else (0.4, 0.0)
        ends = 4.0 if at in (0, len(stretches) - 1) else 0.0
        rect = Rect(min(x1, x2) - pad_x, min(y1, y2) - pad_y + ends, max(x1, x2) + pad_x, max(y1, y2) + pad_y - ends)
        if not all((other.right - other.left > 3.5) != flat and owner for other, owner in room.met(rect)):
            return False
    return True
