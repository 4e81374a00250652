"""SVG: the picture as a text file for browsers, documents and slides."""

import re
from collections.abc import Iterable, Iterator
from math import hypot

from opmodel.drawing import Area, Box, Line, Look, Placed, Point, Tag, Text
from opmodel.renderers._xml import escape, number, relative
from opmodel.wording import plain

FONTS = "Opmodel Sans, Inter, Helvetica Neue, Arial, sans-serif"
_ROUND = 6.0
_HEAD = 9.0


def render(placed: Placed) -> bytes:
    """Write a placed drawing as SVG."""
    return ("\n".join(_Picture(placed).parts()) + "\n").encode()


def anchor(name: str) -> str:
    """Return the id in a picture of what has an id on the drawing; of two that would share one, the second differs."""
    return re.sub(r"[^A-Za-z0-9_./:-]", "_", plain(name))[:200] or "_"


class _Picture:
    """One picture while it is written; remembers which ids are taken."""

    def __init__(self, placed: Placed) -> None:
        self._placed = placed
        self._ids: set[str] = set()
        self._prefix = re.sub(r"[^a-z0-9_-]", "-", plain(placed.drawing.view).lower()) or "picture"

    def parts(self) -> Iterator[str]:
        """Yield the lines of the file."""
        placed = self._placed
        size = f"{number(placed.width)} {number(placed.height)}"
        name = self._prefix
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{number(placed.width)}"'
            f' height="{number(placed.height)}" role="img" aria-labelledby="{name}-title {name}-desc"'
            f' font-family="{FONTS}">'
        )
        yield f'<title id="{name}-title">{escape(placed.drawing.title)}</title>'
        yield f'<desc id="{name}-desc">{escape(placed.drawing.description or placed.drawing.title)}</desc>'
        yield from self._patterns()
        yield f'<rect width="{number(placed.width)}" height="{number(placed.height)}" fill="#ffffff"/>'
        for area in placed.areas:
            yield from self._area(area)
        for line in placed.lines:
            yield self._group(line, _line(line))
        for box in placed.boxes:
            yield self._group(box, (*self._box(box), *map(_text, box.texts), *map(_tag, box.tags)))
        for line in placed.lines:
            yield from map(_tag, line.tags)
        yield from map(_tag, placed.tags)
        yield from map(_text, placed.texts)
        yield "</svg>"

    def _group(self, item: Box | Line, inside: Iterable[str]) -> str:
        if not item.id:
            return "".join(inside)
        where = f' data-place="{escape(item.place)}"' if item.place else ""
        body = f'<g id="{self._id(item.id)}"{where}><title>{escape(item.title)}</title>{"".join(inside)}</g>'
        target = relative(item.link)
        return f'<a href="{escape(target)}">{body}</a>' if target else body

    def _id(self, name: str) -> str:
        base = anchor(name)
        unique, count = base, 1
        while unique in self._ids:
            count += 1
            unique = f"{base}~{count}"
        self._ids.add(unique)
        return unique

    def _patterns(self) -> Iterator[str]:
        colours = {item.hatch for item in self._placed.areas} | {box.look.hatch for box in self._placed.boxes}
        for colour in sorted(colours - {""}):
            yield (
                f'<pattern id="{self._hatch(colour)}" width="7" height="7" patternUnits="userSpaceOnUse"'
                f' patternTransform="rotate(45)"><rect width="3" height="7" fill="{colour}"/></pattern>'
            )

    def _hatch(self, colour: str) -> str:
        return f"{self._prefix}-hatch-{colour.removeprefix('#')}"

    def _area(self, area: Area) -> Iterator[str]:
        frame = (area.x, area.y, area.width, area.height)
        yield _rect(frame, area.fill)
        if area.hatch:
            yield _rect(frame, f"url(#{self._hatch(area.hatch)})")

    def _box(self, box: Box) -> Iterator[str]:
        look = box.look
        frame = (box.x, box.y, box.width, box.height)
        if look.double:
            yield _rect((box.x + 3, box.y + 3, box.width, box.height), "#ffffff", look.stroke, look, dashed=False)
        if look.hatch:
            yield _rect(frame, look.fill, "", look)
            yield _rect(frame, f"url(#{self._hatch(look.hatch)})", look.stroke, look)
        elif look.fill or look.stroke:
            yield _rect(frame, look.fill or "none", look.stroke, look)


def _rect(
    frame: tuple[float, float, float, float],
    fill: str,
    stroke: str = "",
    look: Look | None = None,
    *,
    dashed: bool = True,
) -> str:
    x, y, width, height = map(number, frame)
    rest = f' rx="{number(look.radius)}"' if look and look.radius else ""
    if stroke:
        rest += f' stroke="{stroke}"' + (f' stroke-width="{number(look.width)}"' if look else "")
        rest += _dash(look) if look and dashed else ""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"{rest}/>'


def _dash(look: Look) -> str:
    return f' stroke-dasharray="{" ".join(map(number, look.dash))}"' if look.dash else ""


def _line(line: Line) -> Iterator[str]:
    look = line.look
    points = _shortened(line.points, _HEAD - 2) if line.arrow else line.points
    yield (
        f'<path d="{_curve(points)}" fill="none" stroke="{look.stroke}" stroke-width="{number(look.width)}"'
        f"{_dash(look)}/>"
    )
    x, y = line.points[-1]
    if line.joins:
        yield f'<circle cx="{number(x)}" cy="{number(y)}" r="2.8" fill="{look.stroke}"/>'
    if line.arrow:
        yield f'<path d="{_head(line.points[-2], line.points[-1], look.width)}" fill="{look.stroke}"/>'


def _shortened(points: tuple[Point, ...], by: float) -> tuple[Point, ...]:
    (x1, y1), (x2, y2) = points[-2], points[-1]
    length = hypot(x2 - x1, y2 - y1) or 1
    part = max(length - by, 0) / length
    return (*points[:-1], (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part))


def _curve(points: tuple[Point, ...]) -> str:
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _toward(here, before), _toward(here, after)
        parts.append(f"L{number(into[0])} {number(into[1])}")
        parts.append(f"Q{number(here[0])} {number(here[1])} {number(out[0])} {number(out[1])}")
    parts.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(parts)


def _toward(here: Point, there: Point) -> Point:
    length = hypot(there[0] - here[0], there[1] - here[1])
    part = min(_ROUND, length / 2) / length if length else 0
    return here[0] + (there[0] - here[0]) * part, here[1] + (there[1] - here[1]) * part


def _head(before: Point, tip: Point, width: float) -> str:
    half = 3.2 + width / 2
    along = ((tip[0] > before[0]) - (tip[0] < before[0]), (tip[1] > before[1]) - (tip[1] < before[1]))
    base = (tip[0] - along[0] * _HEAD, tip[1] - along[1] * _HEAD)
    one = (base[0] + along[1] * half, base[1] + along[0] * half)
    two = (base[0] - along[1] * half, base[1] - along[0] * half)
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in (tip, one, two)) + "Z"


def _tag(tag: Tag) -> str:
    title = f"<title>{escape(tag.title)}</title>" if tag.title else ""
    plate = ""
    if tag.fill or tag.stroke:
        look = Look("", "", "", width=1, radius=tag.height / 2)
        plate = _rect((tag.x, tag.y, tag.width, tag.height), tag.fill or "none", tag.stroke, look)
    return f"<g>{title}{plate}{_text(tag.text)}</g>"


def _text(text: Text) -> str:
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    weight = ' font-weight="600"' if text.bold else ""
    turn = f' transform="rotate(-90 {number(text.x)} {number(text.y)})"' if text.turned else ""
    fixed = f' textLength="{number(text.width)}" lengthAdjust="spacingAndGlyphs"' if text.width > 0 else ""
    return (
        f'<text x="{number(text.x)}" y="{number(text.y)}" font-size="{number(text.size)}" fill="{text.ink}"'
        f"{weight}{anchor}{fixed}{turn}>{escape(text.text)}</text>"
    )
