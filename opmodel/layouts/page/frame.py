"""What stands around every picture: title and description above, legend and what is left out below."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from opmodel.drawing import Area, Box, Drawing, Line, Look, Mark, Placed, Shape, Tag, Text
from opmodel.finding import Severity
from opmodel.layouts.page.lettering import SMALL, fit, width, wrap, write
from opmodel.layouts.page.look import BLUSH, INK, MUTED, MUTUAL, RED, RULE, kind_look, line_look, shape_look, words
from opmodel.layouts.page.tags import BASELINE, HEIGHT, badge, chip, moved
from opmodel.wording import counted, plain

EDGE_OF_PAGE = 24.0
WIDEST = 1280.0
"""A slide of 16:9 is 1280 px wide where 12 px letters are 9 pt."""

_NARROWEST = 640.0
_SAMPLE, _ROW = 34.0, 24.0
_ALARM = "something is missing"

Sample = Box | Line | Tag
"""What stands before the words of an entry of the legend, drawn at 0, 0."""

Item = Area | Box | Line | Tag | Text
T = TypeVar("T", Area, Box, Line, Tag, Text)


@dataclass(frozen=True, slots=True)
class Body:
    """A picture without its frame; all `items` are already where they belong on the page.

    `samples` are entries of the legend the layout adds; without `kinds` they stand for those of the kinds.
    """

    width: float
    bottom: float
    items: tuple[Item, ...]
    left_out: tuple[str, ...] = ()
    samples: tuple[tuple[Sample, str], ...] = ()
    kinds: bool = True


def head(drawing: Drawing) -> tuple[tuple[Text, ...], float]:
    """Write title and description; also return where the picture below them begins."""
    limit = _NARROWEST - 2 * EDGE_OF_PAGE
    y = EDGE_OF_PAGE + 18
    texts = []
    for row in wrap(drawing.title, limit, 2, 20, bold=True):
        texts.append(write(row, EDGE_OF_PAGE, y, size=20, bold=True, ink=INK))
        y += 25
    for row in wrap(drawing.description, limit, 3, 13):
        texts.append(write(row, EDGE_OF_PAGE, y - 2, size=13, ink=MUTED))
        y += 18
    return tuple(texts), y


def framed(drawing: Drawing, body: Body) -> Placed:
    """Put title, legend and notes around a body."""
    across = max(body.width, _NARROWEST)
    title, _ = head(drawing)
    y = body.bottom + 18
    rule = Area(EDGE_OF_PAGE, y, across - 2 * EDGE_OF_PAGE, 1, RULE)
    legend, y = _legend(drawing, body, across, y + 12)
    notes: list[Text] = []
    for note in (*drawing.left_out, *_missing(drawing), *body.left_out):
        for row in wrap(f"Not shown: {plain(note)}", across - 2 * EDGE_OF_PAGE, 2, SMALL):
            notes.append(write(row, EDGE_OF_PAGE, y + 14, ink=MUTED))
            y += 17
    items = (*title, *body.items, rule, *legend, *notes)
    size = (round(across, 1), round(y + EDGE_OF_PAGE, 1))
    return Placed(
        drawing, *size, _of(Area, items), _of(Line, items), _of(Box, items), _of(Text, items), _of(Tag, items)
    )


def _of(kind: type[T], items: tuple[Item, ...]) -> tuple[T, ...]:
    return tuple(item for item in items if isinstance(item, kind))


def unsaid(count: int) -> Iterator[str]:
    """Say how many edges have no room for their words."""
    if count:
        yield f"the words of {counted(count, 'line')}, for lack of room (point at a line to read them)"


def sample_box(look: Look) -> Box:
    """Draw a box of the legend, with its sign in the middle."""
    sign = _centred(chip(look.sign, 0, 0, Look("", "", look.ink if look.hatch else look.stroke)))
    return Box("", 3, 0, 28, HEIGHT, replace(look, radius=min(look.radius, 8)), tags=(sign,) if look.sign else ())


def _missing(drawing: Drawing) -> Iterator[str]:
    if missing := len(drawing.edges) - len(drawing.joining):
        yield f"{counted(missing, 'line')} from or to something that is not on this picture"


def _legend(drawing: Drawing, body: Body, across: float, top: float) -> tuple[list[Sample | Text], float]:
    items: list[Sample | Text] = []
    x, y = EDGE_OF_PAGE, top
    for sample, meaning in _entries(drawing, body):
        beside = max(_SAMPLE, sample.width + sample.x if isinstance(sample, Tag) else 0) + 8
        text = fit(plain(meaning), across - 2 * EDGE_OF_PAGE - beside, SMALL)
        need = beside + width(text, SMALL)
        if x > EDGE_OF_PAGE and x + need > across - EDGE_OF_PAGE:
            x, y = EDGE_OF_PAGE, y + _ROW
        items += [_moved(sample, x, y), write(text, x + beside, y + BASELINE, ink=MUTED)]
        x += need + 24
    return items, y + _ROW + 2


def _entries(drawing: Drawing, body: Body) -> Iterator[tuple[Sample, str]]:
    said = {key.kind: key.text for key in drawing.legend}
    for name, sample, meaning in (*_kinds(drawing, body), *(("", *entry) for entry in body.samples)):
        yield sample, said.pop(name, meaning)
    marks = [mark for item in drawing.items for mark in item.marks]
    for severity in Severity:
        if total := sum(mark.count for mark in marks if mark.severity is severity):
            yield _centred(badge(Mark(severity, total), 0, 0)), f"{severity.value}{'s' * (total != 1)} found"
    for text in said.values():
        yield sample_box(Look("", "", INK)), text


def _kinds(drawing: Drawing, body: Body) -> Iterator[tuple[str, Sample, str]]:
    if not body.kinds:
        return
    for kind in dict.fromkeys(shape.kind for shape in drawing.shapes):
        if words(kind):
            yield kind, sample_box(kind_look(kind)), words(kind)
    if any(shape.alarm for shape in drawing.shapes):
        yield "alarm", sample_box(shape_look(Shape("", "", alarm=True))), _ALARM
    elif any(edge.alarm for edge in drawing.edges):
        yield "alarm", _centred(chip("!", 0, 0, Look(BLUSH, RED, RED))), _ALARM
    if any(item.draft for item in drawing.shapes) or any(item.draft for item in drawing.edges):
        yield "draft", sample_box(shape_look(Shape("", "", draft=True))), "draft, not agreed"
    for kind in dict.fromkeys(edge.what for edge in drawing.edges):
        yield kind, _sample_line(line_look(kind), arrow=kind not in MUTUAL), words(kind)


def _sample_line(look: Look, *, arrow: bool) -> Line:
    return Line("", ((0, HEIGHT / 2), (_SAMPLE, HEIGHT / 2)), look, arrow=arrow)


def _centred(tag: Tag) -> Tag:
    return moved(tag, max(_SAMPLE - tag.width, 0) / 2, 0)


def _moved(item: Sample, x: float, y: float) -> Sample:
    if isinstance(item, Tag):
        return moved(item, x, y)
    if isinstance(item, Line):
        return replace(item, points=tuple((px + x, py + y) for px, py in item.points))
    tags = tuple(moved(tag, x, y) for tag in item.tags)
    texts = tuple(replace(text, x=text.x + x, y=text.y + y) for text in item.texts)
    return replace(item, x=item.x + x, y=item.y + y, tags=tags, texts=texts)
