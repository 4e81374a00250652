"""What a measure is: its name, its page, and the function that works it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import import_module

from opmodel import discover
from opmodel.engine import Page, Scene, Settings
from opmodel.engine.page import read_page
from opmodel.errors import UsageError
from opmodel.measures._number import Number
from opmodel.model import Model
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


def names() -> tuple[str, ...]:
    """Return the names of all measures, sorted."""
    return discover.files(_ROOM)


def measures() -> tuple[Measure, ...]:
    """Return every measure of the program, sorted by name."""
    return tuple(map(find, names()))


def find(name: str) -> Measure:
    """Return the measure of a name.

    Raises:
        UsageError: there is none.
    """
    if name not in names():
        where = "`--model` names the model" if "/" in name else f"there are {', '.join(names())}"
        hint = did_you_mean(name, names()) or where
        raise UsageError(f"there is no measure '{name}'; {hint}")
    return Measure(name, import_module(f"{_ROOM}.{name}").measure)


def measured(
    model: Model, on: date, scope: Mapping[str, str] | None = None, name: str = "", settings: Settings | None = None
) -> tuple[tuple[Measure, Number], ...]:
    """Work out the numbers about a model as it is on a day, or the one of a name.

    Raises:
        UsageError: there is no such measure.
    """
    wanted = (find(name),) if name else measures()
    scene = Scene(model.resolve(on, scope), settings or Settings(), on)
    return tuple((one, one.of(scene)) for one in wanted)
