"""Pictures as files; a format is a file here with a function `render(placed)`, its name the ending of the file."""

from importlib import import_module

from opmodel import discover
from opmodel.drawing import Placed
from opmodel.errors import OutputError


def formats() -> tuple[str, ...]:
    """Return all formats a picture can be written in."""
    return discover.files(__name__)


def render(format: str, placed: Placed) -> bytes:  # noqa: A002
    """Write a placed drawing in one of the formats."""
    if format not in formats():
        raise OutputError(f"pictures cannot be written as '{format}'; formats are {', '.join(formats())}")
    data = import_module(f"{__name__}.{format}").render(placed)
    assert isinstance(data, bytes)
    return data
