"""What stands around every picture: title and description above, legend and what is left out below."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from opmodel.drawing import Area, Box, Drawing, Line, Look, Mark, Placed, Shape, Tag, Text, plain
from opmodel.finding import Severity
from opmodel.layouts.page.lettering import SMALL, fit, width, wrap, write
from opmodel.layouts.page.look import BLUSH, INK, MUTED, RED, RULE, kind_look, line_look, shape_look, words
from opmodel.layouts.page.tags import HEIGHT, badge, chip, moved

EDGE_OF_PAGE = 24.0
WIDEST = 1280.0
"""A slide of 16:9 is 1280 px wide where 12 px letters are 9 pt."""

_NARROWEST = 640.0
_SAMPLE, _ROW = 34.0, 24.0
_ALARM = "something is missing"


Sample = Box | Line | Tag
"""What stands before the words of an entry of the legend, drawn at 0, 0."""


@dataclass(frozen=True, slots=True)
class Body:
    """A picture without its frame; everything is already where it belongs on the page.

    `samples` are entries of the legend the layout adds; without `kinds` they stand for those of the kinds.
    """

    width: float
    bottom: float
    areas: tuple[Area, ...] = ()
    lines: tuple[Line, ...] = ()
    boxes: tuple[Box, ...] = ()
    texts: tuple[Text, ...] = ()
    tags: tuple[Tag, ...] = ()
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
    for note in (*drawing.left_out, *body.left_out):
        for row in wrap(f"Not shown: {plain(note)}", across - 2 * EDGE_OF_PAGE, 2, SMALL):
            notes.append(write(row, EDGE_OF_PAGE, y + 14, ink=MUTED))
            y += 17
    return Placed(
        drawing,
        round(across, 1),
        round(y + EDGE_OF_PAGE, 1),
        (*body.areas, rule),
        (*body.lines, *(item for item in legend if isinstance(item, Line))),
        (*body.boxes, *(item for item in legend if isinstance(item, Box))),
        (*title, *body.texts, *(item for item in legend if isinstance(item, Text)), *notes),
        (*body.tags, *(item for item in legend if isinstance(item, Tag))),
    )


def left_out(missing: int, unsaid: int) -> Iterator[str]:
    """Say how many edges lead off the picture and how many have no room for their words."""
    if missing:
        yield f"{missing} {'line' if missing == 1 else 'lines'} from or to something that is not on this picture"
    if unsaid:
        lines = "line" if unsaid == 1 else "lines"
        yield f"the words of {unsaid} {lines}, for lack of room (point at a line to read them)"


def _legend(drawing: Drawing, body: Body, across: float, top: float) -> tuple[list[Sample | Text], float]:
    items: list[Sample | Text] = []
    x, y = EDGE_OF_PAGE, top
    for sample, meaning in _entries(drawing, body):
        text = fit(plain(meaning), across - 2 * EDGE_OF_PAGE - _SAMPLE - 8, SMALL)
        need = _SAMPLE + 8 + width(text, SMALL)
        if x > EDGE_OF_PAGE and x + need > across - EDGE_OF_PAGE:
            x, y = EDGE_OF_PAGE, y + _ROW
        items += [_moved(sample, x, y), write(text, x + _SAMPLE + 8, y + HEIGHT / 2 + SMALL * 0.36, ink=MUTED)]
        x += need + 24
    return items, y + _ROW + 2


def _entries(drawing: Drawing, body: Body) -> Iterator[tuple[Sample, str]]:
    said = {key.kind: key.text for key in drawing.legend}
    for name, sample, meaning in (*_kinds(drawing, body), *(("", *entry) for entry in body.samples)):
        yield sample, said.pop(name, meaning)
    marks = [mark for item in _marked(drawing) for mark in item]
    for severity in Severity:
        if total := sum(mark.count for mark in marks if mark.severity is severity):
            yield _sample_badge(Mark(severity, total)), f"{severity.value}{'s' * (total != 1)} found"
    for text in said.values():
        yield _sample_box(Look("", "", INK)), text


def _kinds(drawing: Drawing, body: Body) -> Iterator[tuple[str, Sample, str]]:
    if not body.kinds:
        return
    for kind in dict.fromkeys(shape.kind for shape in drawing.shapes):
        if words(kind):
            yield kind, _sample_box(kind_look(kind)), words(kind)
    if any(shape.alarm for shape in drawing.shapes):
        yield "alarm", _sample_box(shape_look(Shape("", "", alarm=True))), _ALARM
    elif any(edge.alarm for edge in drawing.edges):
        sign = chip("!", 0, 0, Look(BLUSH, RED, RED))
        yield "alarm", moved(sign, (_SAMPLE - sign.width) / 2, 0), _ALARM
    if any(item.draft for item in drawing.shapes) or any(item.draft for item in drawing.edges):
        yield "draft", _sample_box(shape_look(Shape("", "", draft=True))), "draft, not agreed"
    for kind in dict.fromkeys("forbidden" if edge.forbidden else edge.kind for edge in drawing.edges):
        yield kind, _sample_line(line_look(kind)), words(kind)


def _marked(drawing: Drawing) -> Iterator[tuple[Mark, ...]]:
    yield from (shape.marks for shape in drawing.shapes)
    yield from (edge.marks for edge in drawing.edges)
    yield from (lane.marks for lane in drawing.lanes)
    yield from (group.marks for group in drawing.groups)


def _sample_box(look: Look) -> Box:
    tags: tuple[Tag, ...] = ()
    if look.sign:
        plain_look = Look("", "", look.ink if look.hatch else look.stroke)
        tags = (chip(look.sign, 17 - max(width(look.sign, SMALL, bold=True) + 9, HEIGHT) / 2, 0, plain_look),)
    return Box("", 3, 0, 28, HEIGHT, replace(look, radius=min(look.radius, 8)), tags=tags)


def _sample_line(look: Look) -> Line:
    return Line("", ((0, HEIGHT / 2), (_SAMPLE, HEIGHT / 2)), look)


def _sample_badge(mark: Mark) -> Tag:
    tag = badge(mark, 0, 0)
    return moved(tag, (_SAMPLE - tag.width) / 2, 0)


def _moved(item: Sample, x: float, y: float) -> Sample:
    if isinstance(item, Tag):
        return moved(item, x, y)
    if isinstance(item, Line):
        return replace(item, points=tuple((px + x, py + y) for px, py in item.points))
    tags = tuple(moved(tag, x, y) for tag in item.tags)
    texts = tuple(replace(text, x=text.x + x, y=text.y + y) for text in item.texts)
    return replace(item, x=item.x + x, y=item.y + y, tags=tags, texts=texts)
