"""What a measure is: its name, its page, and the function that works it out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module

from opmodel import discover
from opmodel.engine import Page, Scene
from opmodel.engine.page import read_page
from opmodel.errors import UsageError
from opmodel.measures._number import Number
from opmodel.wording import did_you_mean

_ROOM = "opmodel.measures"


@dataclass(frozen=True)  # no slots: the page is read when somebody asks
class Measure:
    """A number about a model, named like its file."""

    name: str
    function: Callable[[Scene], Number]

    @cached_property
    def page(self) -> Page:
        """What it says, how it is worked out, and which rows of the diagnosis it answers."""
        return read_page(discover.page(f"{_ROOM}.{self.name}"))

    def of(self, scene: Scene) -> Number:
        """Work it out for a model on a day."""
        return self.function(scene)


def measures() -> tuple[Measure, ...]:
    """Return every measure of the program, sorted by name."""
    return tuple(Measure(name, import_module(f"{_ROOM}.{name}").measure) for name in discover.files(_ROOM))


def find(name: str) -> Measure:
    """Return the measure of a name.

    Raises:
        UsageError: there is none.
    """
    found = next((one for one in measures() if one.name == name), None)
    if found is None:
        names = discover.files(_ROOM)
        hint = did_you_mean(name, names) or f"there are {', '.join(names)}"
        raise UsageError(f"there is no measure '{name}'; {hint}")
    return found
