"""PDF: the picture as pages to print and to send, with letters that can be searched and links that work."""

from collections.abc import Iterator

from opmodel import discover
from opmodel.drawing import Placed
from opmodel.errors import OutputError
from opmodel.renderers import svg
from opmodel.renderers._pages import pages
from opmodel.renderers._plan import is_lettered
from opmodel.renderers._xml import number, relative
from opmodel.wording import plain

_POINTS = 0.75
"""Points in a px."""
_LONGEST = 14_000
"""Points of a page beyond which readers of PDF refuse it."""


def render(placed: Placed) -> bytes:
    """Write a placed drawing as PDF; only letters the shipped font lacks are taken from the machine."""
    try:
        import typst
    except ImportError:
        raise OutputError("pdf pictures need a package that is not installed: pip install 'opmodel[pdf]'") from None
    lines = [f"#set document(title: {_quoted(plain(placed.drawing.title))}, date: none)"]
    for page in pages(placed):
        lines += _page(page)
    fonts = typst.Fonts(include_system_fonts=not is_lettered(placed), font_paths=[discover.fonts()[0].parent])
    return typst.compile("\n".join(lines).encode(), font_paths=fonts, format="pdf")


def _page(page: Placed) -> Iterator[str]:
    """Yield the page of a picture: the picture, and an empty box with an address over each shape that has one."""
    scale = min(_POINTS, _LONGEST / max(page.width, page.height))
    width, height = (f"{number(size * scale)}pt" for size in (page.width, page.height))
    yield f"#page(width: {width}, height: {height}, margin: 0pt)["
    alt = _quoted(plain(page.drawing.description or page.drawing.title))
    picture = f'bytes({_quoted(svg.render(page).decode())}), format: "svg"'
    yield f"#place(image({picture}, width: {width}, height: {height}, alt: {alt}))"
    for box in page.boxes:
        if address := relative(box.link):
            left, top, wide, high = (f"{number(size * scale)}pt" for size in (box.x, box.y, box.width, box.height))
            area = f"box(width: {wide}, height: {high})"
            yield f"#place(dx: {left}, dy: {top}, link({_quoted(address)}, {area}))"
    yield "]"


def _quoted(text: str) -> str:
    """Return text as a string of the typesetter, in which nothing is a command."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
