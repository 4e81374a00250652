"""A tall picture cut into pages of the shape of paper, where nothing stands across the cut."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from opmodel.drawing import Area, Box, Line, Placed, Tag, Text

_PAPER = 2**0.5
"""Height of a page by its width, upright."""
_SLACK = 1.15
"""A picture that is a little too tall stays on one page."""
_AIR = 12.0
"""px that a page begins with before the first thing on it."""


def pages(placed: Placed) -> Iterator[Placed]:
    """Yield the pages of a picture from top to bottom; each is a picture of its own, together they hold everything."""
    most = placed.width * _PAPER
    if placed.height <= most * _SLACK:
        yield placed
        return
    edges = [0.0, *_cuts(placed, most), placed.height]
    drawn: set[str] = set()
    for number, (top, bottom) in enumerate(pairwise(edges)):
        yield _page(placed, top, bottom, number + 1, drawn)


def _cuts(placed: Placed, most: float) -> Iterator[float]:
    things = sorted((*map(_text_span, placed.texts), *_spans(placed)))
    everything = sorted((*things, *((area.y, area.y + area.height) for area in placed.areas)))
    at = 0.0
    while placed.height - at > most * _SLACK:
        free = (_last_free(spans, at + most / 2, at + most) for spans in (everything, things))
        at = next((place for place in free if place is not None), at + most)
        yield at


def _spans(placed: Placed) -> Iterator[tuple[float, float]]:
    yield from ((box.y, box.y + box.height) for box in placed.boxes)
    on_boxes, on_lines = ([tag for item in items for tag in item.tags] for items in (placed.boxes, placed.lines))
    for tag in (*placed.tags, *on_boxes, *on_lines):
        yield tag.y, tag.y + tag.height


def _text_span(text: Text) -> tuple[float, float]:
    return (text.y - text.width, text.y) if text.turned else (text.y - text.size, text.y + text.size / 3)


def _last_free(spans: list[tuple[float, float]], low: float, high: float) -> float | None:
    """Return the lowest place of a stretch of the picture at which no span is cut: just above the next one."""
    reach, found = 0.0, None
    for start, end in spans:
        if start > high:
            break
        if start >= reach and low <= max(reach, start - _AIR):
            found = max(reach, start - _AIR)
        reach = max(reach, end)
    return reach if low <= reach <= high else found


def _page(placed: Placed, top: float, bottom: float, number: int, drawn: set[str]) -> Placed:
    def shows(start: float, end: float) -> bool:
        return start < bottom and end > top

    lines = [line for line in placed.lines if shows(min(y for _, y in line.points), max(y for _, y in line.points))]
    drawing = replace(placed.drawing, view=f"{placed.drawing.view}-{number}") if number > 1 else placed.drawing
    page = Placed(
        drawing,
        placed.width,
        bottom - top,
        tuple(_area(area, top) for area in placed.areas if shows(area.y, area.y + area.height)),
        tuple(_line(line, top, bottom, is_again=line.id in drawn) for line in lines),
        tuple(_box(box, top) for box in placed.boxes if shows(box.y, box.y + box.height)),
        tuple(_text(text, top) for text in placed.texts if top <= text.y - text.size / 2 < bottom),
        _tags(placed.tags, top, bottom),
    )
    drawn.update(line.id for line in lines)
    return page


def _area(area: Area, top: float) -> Area:
    return replace(area, y=area.y - top)


def _box(box: Box, top: float) -> Box:
    tags = tuple(_tag(tag, top) for tag in box.tags)
    return replace(box, y=box.y - top, texts=tuple(_text(text, top) for text in box.texts), tags=tags)


def _line(line: Line, top: float, bottom: float, *, is_again: bool) -> Line:
    points = tuple((x, y - top) for x, y in line.points)
    return replace(line, points=points, tags=_tags(line.tags, top, bottom), id="" if is_again else line.id)


def _tags(tags: tuple[Tag, ...], top: float, bottom: float) -> tuple[Tag, ...]:
    return tuple(_tag(tag, top) for tag in tags if top <= tag.y + tag.height / 2 < bottom)


def _tag(tag: Tag, top: float) -> Tag:
    return replace(tag, y=tag.y - top, text=_text(tag.text, top))


def _text(text: Text, top: float) -> Text:
    return replace(text, y=text.y - top)
