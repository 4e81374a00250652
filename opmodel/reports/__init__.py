"""Reports: results as text; a format is a file here with a function `render(results, options)`."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from opmodel import discover
from opmodel.errors import UsageError
from opmodel.reports.terminal.grid import aligned, grid, is_crowded
from opmodel.reports.terminal.words import WIDTH, Paint, columns, shown, wrapped
from opmodel.wording import did_you_mean

if TYPE_CHECKING:  # words for a terminal are needed where no model is
    from opmodel.engine import Result

__all__ = [
    "WIDTH",
    "Options",
    "Paint",
    "aligned",
    "columns",
    "formats",
    "grid",
    "is_crowded",
    "render",
    "shown",
    "wrapped",
]


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is written.

    `width` is in columns of a terminal. `limit` is the largest number of findings shown, 0 for all; counts and
    verdict are of all. `brief` leaves out what is no finding, `full` writes what is accepted like what is not.
    """

    color: bool = False
    width: int = WIDTH
    limit: int = 0
    brief: bool = False
    full: bool = False


def formats() -> tuple[str, ...]:
    """Return the names of all formats, sorted."""
    return discover.files(__name__)


def render(format: str, results: "tuple[Result, ...]", options: Options) -> str:  # noqa: A002
    """Write results in one of the formats; what is not empty ends with a line break.

    Raises:
        UsageError: there is no such format.
    """
    if format not in formats():
        hint = did_you_mean(format, formats()) or f"there are {', '.join(formats())}"
        raise UsageError(f"there is no format '{format}'; {hint}")
    text = import_module(f"{__name__}.{format}").render(results, options)
    assert isinstance(text, str)
    return text
