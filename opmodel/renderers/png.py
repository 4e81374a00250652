"""PNG: the picture as pixels, twice as many as its size says so that it stays sharp on a large screen."""

from collections.abc import Iterator

from opmodel import discover
from opmodel.drawing import Placed
from opmodel.errors import OutputError
from opmodel.layouts.page.lettering import covered
from opmodel.renderers import svg

_ZOOM = 2
_MOST_SHARP, _MOST_PIXELS = 32_000_000, 120_000_000
"""A picture with more pixels than the first number is drawn in its own size: it is scrolled, not projected."""


def render(placed: Placed) -> bytes:
    """Draw a placed drawing as PNG; only letters the shipped font lacks are taken from the machine."""
    try:
        import resvg_py
    except ImportError:
        raise OutputError(
            "png pictures need a package that is not installed: pip install 'opmodel[diagrams]'"
        ) from None
    zoom = _ZOOM if placed.width * placed.height * _ZOOM**2 <= _MOST_SHARP else 1
    if placed.width * placed.height * zoom**2 > _MOST_PIXELS:
        raise OutputError(f"picture '{placed.drawing.view}' is too large for png, write it as svg instead")
    text = svg.render(placed).decode()
    known = all(covered(text) for text in _texts(placed))
    fonts = sorted(map(str, discover.fonts()))
    return bytes(resvg_py.svg_to_bytes(svg_string=text, dpi=96, zoom=zoom, skip_system_fonts=known, font_files=fonts))


def _texts(placed: Placed) -> Iterator[str]:
    yield from (text.text for text in placed.texts)
    yield from (text.text for box in placed.boxes for text in box.texts)
    yield from (tag.text.text for box in placed.boxes for tag in box.tags)
    yield from (tag.text.text for line in placed.lines for tag in line.tags)
