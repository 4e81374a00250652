"""What a good picture never does, as questions to a placed drawing."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from opmodel.drawing import Box, Line, Placed, Point, Tag, Text
from opmodel.layouts.page.frame import WIDEST
from opmodel.layouts.page.labels import Rect
from opmodel.layouts.page.lettering import SMALL

_ASCENT, _DESCENT = 0.80, 0.22
"""How far letters reach above and below the baseline, in em."""

_READABLE = 4.5
"""Contrast of letters on their ground. Source: WCAG 2.2, success criterion 1.4.3."""

_VISIBLE = 3.0
"""Contrast of lines on paper. Source: WCAG 2.2, success criterion 1.4.11."""


class _Words(NamedTuple):
    text: Text
    rect: Rect
    owner: str


def check_placed(placed: Placed) -> list[str]:
    """Return everything that is wrong with a picture: collisions, small or pale letters, lines through boxes."""
    words = list(_words(placed))
    boxes = [box for box in placed.boxes if box.id]
    return [
        *_letters(placed, words),
        *_collisions(words),
        *_boxes(boxes),
        *_lines_and_boxes(placed.lines, boxes),
        *_lines_on_lines(placed.lines),
        *_lines_and_words(placed.lines, words),
        *_missing(placed, boxes),
    ]


def _words(placed: Placed) -> Iterator[_Words]:
    for text in placed.texts:
        yield _Words(text, _rect(text), "")
    for box in placed.boxes:
        for text in box.texts:
            yield _Words(text, _rect(text), box.id)
        yield from (_Words(tag.text, _plate(tag), box.id) for tag in box.tags)
    for line in placed.lines:
        yield from (_Words(tag.text, _plate(tag), line.id) for tag in line.tags)
    yield from (_Words(tag.text, _plate(tag), "") for tag in placed.tags)


def _rect(text: Text) -> Rect:
    shift = {"start": 0.0, "middle": -text.width / 2, "end": -text.width}[text.anchor]
    up, down = text.size * _ASCENT, text.size * _DESCENT
    if text.turned:
        return Rect(text.x - up, text.y - shift - text.width, text.x + down, text.y - shift)
    return Rect(text.x + shift, text.y - up, text.x + shift + text.width, text.y + down)


def _plate(tag: Tag) -> Rect:
    return Rect.of(tag) if tag.fill else _rect(tag.text)


def _letters(placed: Placed, words: Iterable[_Words]) -> Iterator[str]:
    least = SMALL * max(1.0, placed.width / WIDEST)
    for text, rect, _ in words:
        if text.size < least - 0.01:
            yield f"'{text.text}' is smaller than 9 pt on a slide"
        if _contrast(text.ink, text.ground) < _READABLE:
            yield f"'{text.text}' is too pale"
        if rect.left < 0 or rect.top < 0 or rect.right > placed.width or rect.bottom > placed.height:
            yield f"'{text.text}' leaves the page"
    for line in placed.lines:
        if _contrast(line.look.stroke, "#ffffff") < _VISIBLE:
            yield f"line {line.id} is too pale"


def _collisions(words: list[_Words]) -> Iterator[str]:
    active: list[_Words] = []
    for one in sorted(words, key=lambda item: item.rect.left):
        active = [other for other in active if other.rect.right > one.rect.left]
        for other in active:
            if one.rect.meets(other.rect):
                yield f"'{one.text.text}' and '{other.text.text}' touch"
        active.append(one)


def _boxes(boxes: list[Box]) -> Iterator[str]:
    active: list[Box] = []
    for one in sorted(boxes, key=lambda box: box.x):
        active = [other for other in active if other.x + other.width > one.x]
        yield from (f"{one.id} and {other.id} overlap" for other in active if Rect.of(one).meets(Rect.of(other)))
        active.append(one)
        for text in one.texts:
            inner, outer = _rect(text), Rect.of(one)
            if (
                inner.left < outer.left
                or inner.right > outer.right
                or inner.bottom > outer.bottom
                or inner.top < outer.top
            ):
                yield f"'{text.text}' leaves its box {one.id}"


def _crosses(one: Point, two: Point, frame: Rect) -> bool:
    """Say whether a straight stretch goes through a rectangle. Source: Liang and Barsky 1984."""
    start, end = 0.0, 1.0
    for at, low, high in ((0, frame.left, frame.right), (1, frame.top, frame.bottom)):
        step = two[at] - one[at]
        if not step:
            if not low < one[at] < high:
                return False
            continue
        first, last = sorted(((low - one[at]) / step, (high - one[at]) / step))
        start, end = max(start, first), min(end, last)
    return start < end


def _lines_and_boxes(lines: Iterable[Line], boxes: list[Box]) -> Iterator[str]:
    for line in lines:
        for one, two in pairwise(line.points):
            yield from (f"line {line.id} crosses {box.id}" for box in boxes if _crosses(one, two, Rect.of(box, -1)))


def _lines_on_lines(lines: Iterable[Line]) -> Iterator[str]:
    rows: dict[tuple[str, int], list[tuple[float, float, str]]] = {}
    for line in lines:
        for (x1, y1), (x2, y2) in pairwise(line.points):
            flat = y1 == y2
            if not flat and x1 != x2:
                continue
            key, ends = (("h", round(y1)), sorted((x1, x2))) if flat else (("v", round(x1)), sorted((y1, y2)))
            for low, high, other in rows.setdefault(key, []):
                if other != line.id and min(high, ends[1]) - max(low, ends[0]) > 2:
                    yield f"line {line.id} runs on line {other}"
            rows[key].append((ends[0], ends[1], line.id))


def _lines_and_words(lines: Iterable[Line], words: list[_Words]) -> Iterator[str]:
    free = [item for item in words if item.rect.right > item.rect.left]
    for line in lines:
        for one, two in pairwise(line.points):
            for text, rect, owner in free:
                if owner != line.id and _crosses(one, two, rect):
                    yield f"line {line.id} crosses the words '{text.text}'"


def _missing(placed: Placed, boxes: list[Box]) -> Iterator[str]:
    drawn = {box.id for box in boxes} | {line.id for line in placed.lines}
    drawing = placed.drawing
    yield from (f"{shape.id} is not drawn" for shape in drawing.shapes if shape.id not in drawn)
    if not any(text.text.startswith("Not shown:") for text in placed.texts):
        yield from (f"{edge.id} is neither drawn nor counted" for edge in drawing.edges if edge.id not in drawn)


def _contrast(one: str, two: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
