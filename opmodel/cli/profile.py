"""What a check spends its time on: every rule apart from what rules share, measured from the outside."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cached_property, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:  # `--help` does without it
    from opmodel.engine import Context, Problem, Rule

P = ParamSpec("P")
T = TypeVar("T")

STEPS = "steps of the run"
SHARED = "worked out once for all rules"
RULES = "rules"
_REST = "the rest: making findings, the report"
_ROOMS = ("opmodel.model.model", "opmodel.graph", "opmodel.incentives", "opmodel.engine.scene")
_LEAST_SHARE = 0.001


class Meter:
    """Bills time to names. What starts within something else is billed to itself alone, however it came to start."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._last = clock, clock()
        self._inside: list[tuple[str, str]] = [("", "")]
        self.spent: dict[tuple[str, str], float] = {}
        """Seconds by kind and name; what is billed to nothing else has no name."""

    @contextmanager
    def part(self, kind: str, name: str) -> Iterator[None]:
        """Bill the time until the end of a block to a name."""
        self._bill()
        self._inside.append((kind, name))
        try:
            yield
        finally:
            self._bill()
            self._inside.pop()

    def around(self, kind: str, name: str, function: Callable[P, T]) -> Callable[P, T]:
        """Return a function whose calls are billed to a name."""

        @wraps(function)
        def billed(*args: P.args, **kwargs: P.kwargs) -> T:
            with self.part(kind, name):
                return function(*args, **kwargs)

        return billed

    def rule(self, rule: "Rule") -> "Rule":
        """Return a rule that is billed for finding its problems, and not for what is made of them."""

        @wraps(rule.function)
        def billed(context: "Context", **parameters: object) -> "Iterator[Problem]":
            with self.part(RULES, rule.name):
                problems = iter(rule.function(context, **parameters))
            while True:
                with self.part(RULES, rule.name):
                    problem = next(problems, None)
                if problem is None:
                    return
                yield problem

        return replace(rule, function=billed)

    def report(self) -> str:
        """Return what was spent as a table, the most first, and what share of all it is."""
        self._bill()
        total = sum(self.spent.values()) or 1.0
        lines = [f"CPU time of the check: {total:.3f} s"]
        for kind in (STEPS, SHARED, RULES):
            lines += ["", kind]
            own = {name: seconds for (of, name), seconds in self.spent.items() if of == kind}
            small = {name for name, seconds in own.items() if kind == SHARED and seconds < total * _LEAST_SHARE}
            ordered = sorted((-seconds, name) for name, seconds in own.items() if name not in small)
            lines += [_line(name, -seconds, total) for seconds, name in ordered]
            if small:
                lines.append(_line(f"{len(small)} more, each below 0.1%", sum(own[name] for name in small), total))
            lines.append(_line("together", sum(own.values()), total))
        return "\n".join((*lines, "", _line(_REST, self.spent.get(("", ""), 0.0), total)))

    def _bill(self) -> None:
        now = self._clock()
        self.spent[self._inside[-1]] = self.spent.get(self._inside[-1], 0.0) + now - self._last
        self._last = now


@contextmanager
def watching(clock: Callable[[], float]) -> Iterator[Meter]:
    """Measure everything until the end of the block: the steps of a check, what rules share, and each rule."""
    from opmodel import pipeline
    from opmodel.engine import rules_for
    from opmodel.model import Model, reader

    meter = Meter(clock)
    with ExitStack() as watched:
        for home, name, step in (
            (pipeline, "read_folder", "reading files"),
            (pipeline, "read", "reading sections"),
            (reader, "link", "linking references and conditions"),
            (Model, "resolve", "applying dates, scope and variants"),
        ):
            watched.enter_context(_instead(home, name, meter.around(STEPS, step, getattr(home, name))))
        watched.enter_context(
            _instead(pipeline, "rules_for", lambda settings: tuple(map(meter.rule, rules_for(settings))))
        )
        for name, shared in _shared():
            watched.enter_context(_instead(shared, "func", meter.around(SHARED, name, shared.func)))
        yield meter


def _shared() -> Iterator[tuple[str, cached_property[object]]]:
    """Yield what a model, its graph and its analysis of pay work out when first asked, under a name."""
    from importlib import import_module

    from opmodel import discover

    for room in _ROOMS:
        module = import_module(room)
        for part in discover.modules(room) if hasattr(module, "__path__") else (module,):
            for kind in vars(part).values():
                if inspect.isclass(kind) and kind.__module__ == part.__name__:
                    yield from _lazy(kind)


def _lazy(kind: type) -> Iterable[tuple[str, cached_property[object]]]:
    for name, value in vars(kind).items():
        if isinstance(value, cached_property):
            yield f"{kind.__name__.strip('_').lower()}.{name.strip('_')}", value


@contextmanager
def _instead(home: object, name: str, value: object) -> Iterator[None]:
    """Put something in the place of an attribute for a while."""
    before = getattr(home, name)
    setattr(home, name, value)
    try:
        yield
    finally:
        setattr(home, name, before)


def _line(name: str, seconds: float, total: float) -> str:
    return f"  {seconds:8.3f} s  {seconds / total:6.1%}  {name}"
