"""PNG: the picture as pixels, twice as many as its size says so that it stays sharp on a large screen."""

from opmodel import discover
from opmodel.drawing import Placed
from opmodel.errors import OutputError
from opmodel.renderers import svg
from opmodel.renderers._plan import is_lettered

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
    fonts, known = sorted(map(str, discover.fonts())), is_lettered(placed)
    return bytes(resvg_py.svg_to_bytes(svg_string=text, dpi=96, zoom=zoom, skip_system_fonts=known, font_files=fonts))
