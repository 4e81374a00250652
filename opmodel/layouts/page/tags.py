"""Boxes with their words, and the small labels on them: badges of findings and signs of kinds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from opmodel.drawing import Box, Lane, Look, Mark, Shape, Tag, said
from opmodel.layouts.page.lettering import LABEL, SMALL, longest_word, parted, width, wrap, write
from opmodel.layouts.page.look import MUTED, PAPER, RED, badge_look, shape_look
from opmodel.wording import beside, plain

HEIGHT, BASELINE = 17.0, 17.0 / 2 + SMALL * 0.36
"""The height of small labels, and where their letters stand in it."""

_GAP = 2.0
_CORNER = 20.0
"""Less room than this above and below the words, and a chip in the corner would touch them."""


class Widest(NamedTuple):
    """The widest word of a label, the widest label and the widest small line of boxes or heads, in px."""

    word: float
    label: float
    second: float


def widest(items: Sequence[Shape | Lane]) -> Widest:
    """Measure what boxes or heads have to hold."""
    return Widest(
        max((longest_word(item.label, LABEL, bold=True) for item in items), default=0),
        max((width(plain(item.label), LABEL, bold=True) for item in items), default=0),
        max((width(plain(item.second), SMALL) for item in items), default=0),
    )


def lines_of(shapes: Sequence[Shape], across: float, most: int, beside: float = 16) -> tuple[int, int]:
    """Return how many lines of label, `most` at the most, and small lines boxes of a width have to hold."""
    labels = (wrap(shape.label, across - beside, most, LABEL, bold=True) for shape in shapes)
    seconds = (parted(shape.second, across - 14, 2, SMALL) for shape in shapes)
    return max(map(len, labels), default=1), max(map(len, seconds), default=0)


def box(
    shape: Shape,
    left: float,
    top: float,
    size: tuple[float, float],
    lines: tuple[int, int],
    extra: str = "",
) -> Box:
    """Draw a shape: lines of label in bold and small lines below, its sign and its badges on the upper corners."""
    look = shape_look(shape)
    across, high = size
    rows = wrap(plain(shape.label) or shape.id, across - 16, lines[0], LABEL, bold=True)
    small = parted(shape.second, across - 14, lines[1], SMALL)
    tall = 17.0 * len(rows) + 16 * len(small)
    if extra and high - tall < _CORNER:
        small = parted(shape.second, across - 36, len(small), SMALL)
    y = top + (high - tall) / 2 + LABEL * 0.36 + 8.5
    middle, ground = left + across / 2, look.hatch or look.fill
    texts = [
        write(row, middle, y + 17 * at, size=LABEL, bold=True, anchor="middle", ink=look.ink, ground=ground)
        for at, row in enumerate(rows)
    ]
    ink, y = RED if shape.alarm else MUTED, y + 17 * len(rows) - 1
    texts += [write(row, middle, y + 16 * at, anchor="middle", ink=ink, ground=ground) for at, row in enumerate(small)]
    tags = (*_sign(look, left, top), *badges(shape.marks, left + across + 5, top - 10))
    title = full(shape, extra)
    return Box(shape.id, left, top, across, high, look, tuple(texts), tags, title, shape.link, plain(shape.place))


def full(shape: Shape, extra: str = "") -> str:
    """Write out a shape for a tooltip: nothing shortened."""
    return beside(shape.id, shape.label, shape.second, extra, said(shape.marks), shape.place)


def badges(marks: Sequence[Mark], right: float, top: float) -> tuple[Tag, ...]:
    """Put badges side by side so that the last one ends at `right`."""
    left = right - badges_width(marks)
    tags = []
    for mark in marks:
        tags.append(badge(mark, left, top))
        left += tags[-1].width + _GAP
    return tuple(tags)


def badges_width(marks: Sequence[Mark]) -> float:
    """Return the room badges side by side take."""
    return sum(_badge_width(badge_look(mark)[1]) for mark in marks) + _GAP * max(len(marks) - 1, 0)


def badge(mark: Mark, left: float, top: float) -> Tag:
    """Draw the count of findings of one severity."""
    look, text = badge_look(mark)
    return chip(text, left, top, look, title=said((mark,)))


def chip(text: str, left: float, top: float, look: Look, *, title: str = "") -> Tag:
    """Draw a short bold text on a round plate."""
    across = _badge_width(text)
    x, y, ground = left + across / 2, top + BASELINE, look.fill or PAPER
    letters = write(text, x, y, bold=True, anchor="middle", ink=look.ink, ground=ground)
    return Tag(left, top, across, HEIGHT, letters, look.fill, look.stroke, title)


def moved(tag: Tag, x: float, y: float) -> Tag:
    """Move a tag by x and y."""
    return replace(tag, x=tag.x + x, y=tag.y + y, text=replace(tag.text, x=tag.text.x + x, y=tag.text.y + y))


def _badge_width(text: str) -> float:
    return max(width(text, SMALL, bold=True) + 9, HEIGHT)


def _sign(look: Look, left: float, top: float) -> tuple[Tag, ...]:
    if not look.sign:
        return ()
    return (chip(look.sign, left - 7, top - 10, Look(look.stroke, look.stroke, "#ffffff")),)
