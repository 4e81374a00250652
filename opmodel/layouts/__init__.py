"""Places for everything on a drawing; a layout is a file here with a function `place(drawing)`."""

from importlib import import_module

from opmodel import discover
from opmodel.drawing import Drawing, Placed
from opmodel.errors import OutputError


def names() -> tuple[str, ...]:
    """Return the names of all layouts: what `Drawing.layout` may say."""
    return discover.files(__name__)


def place(drawing: Drawing) -> Placed:
    """Give everything on a drawing its place by the layout the drawing names."""
    if drawing.layout not in names():
        raise OutputError(
            f"picture '{drawing.view}' wants the layout '{drawing.layout}'; there are {', '.join(names())}"
        )
    placed = import_module(f"{__name__}.{drawing.layout}").place(drawing)
    assert isinstance(placed, Placed)
    return placed
