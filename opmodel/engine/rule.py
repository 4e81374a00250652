"""What a rule is: one typed function, its severity, and what it needs to know."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from opmodel import discover
from opmodel.engine.context import Context
from opmodel.engine.page import Page, read_page
from opmodel.engine.problem import Problem
from opmodel.finding import Severity


@dataclass(frozen=True)  # no slots: the page is read when somebody asks
class Rule:
    """A check of the whole model.

    Its file name (with _ for -) is its name and its folder its family. `severity` is a ceiling. `needs` are the
    fields, written `section.field`, without which an entity cannot be checked. One that comes `last` judges what the
    others found; a `closing` one judges what somebody lets pass, once for all records. `text` is its page where it
    stands beside no module.
    """

    name: str
    family: str
    severity: Severity
    needs: tuple[str, ...]
    function: Callable[..., Iterable[Problem]]
    last: bool = False
    closing: bool = False
    text: str = field(default="", repr=False)

    @cached_property
    def page(self) -> Page:
        """Its documentation: what must hold, why, examples, and the profile it belongs to."""
        return read_page(self.text or discover.page(self.function.__module__))

    @cached_property
    def parameters(self) -> Mapping[str, object]:
        """Its parameters and their defaults; units stand in their names."""
        parameters = inspect.signature(self.function).parameters.values()
        return {one.name: one.default for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY}

    def problems(self, context: Context, parameters: Mapping[str, object]) -> Iterable[Problem]:
        """Yield what the rule finds."""
        return self.function(context, **parameters)


def rule(
    severity: Severity, needs: tuple[str, ...] = (), *, last: bool = False, closing: bool = False
) -> Callable[[Callable[..., Iterable[Problem]]], Rule]:
    """Make the function of a module below `rules/<family>/` the rule of that module's name.

    Args:
        severity: how bad its findings are at most.
        needs: fields (`incentives.measures.weight`) that must be known to check an entity.
        last: it judges what the other rules found, and runs after them.
        closing: it judges what somebody lets pass, and runs once all else is known.
    """

    def decorate(function: Callable[..., Iterable[Problem]]) -> Rule:
        *_, family, name = function.__module__.split(".")
        return Rule(name.replace("_", "-"), family, severity, needs, function, last, closing)

    return decorate


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule of the program, sorted by name."""
    found = (value for module in discover.modules("opmodel.rules") for value in vars(module).values())
    return tuple(sorted({one for one in found if isinstance(one, Rule)}, key=lambda one: one.name))
