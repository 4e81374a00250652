"""A question about one model: what a verb's options say of it, and the answer with what it lacks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING

from opmodel.cli import options
from opmodel.cli.output import colored, say, width, write

if TYPE_CHECKING:  # `--help` does without them
    from opmodel.engine import Settings
    from opmodel.finding import Finding
    from opmodel.history import History
    from opmodel.model import Model
    from opmodel.model.sections.variants import Variant
    from opmodel.reports import Options

UNREAD = 3
_NAMED = 3


@dataclass(frozen=True)  # no slots: nothing is read before a verb wants it
class Inquiry:
    """The one model at, below or above a path, how it is judged, and how the answer looks."""

    path: Path
    on: date
    scope: Mapping[str, str]
    config: Path | None = None
    color: str = "auto"
    from_here: bool = True
    """Whether files of the model are named from the current folder if they are in it, so that an editor opens them."""

    @cached_property
    def folder(self) -> Path:
        """The folder of the model."""
        from opmodel import pipeline

        return pipeline.the_model(self.path)

    @cached_property
    def model(self) -> "Model":
        """The model, in which the scope means something."""
        from opmodel import pipeline

        model = pipeline.load_folder(self.folder, self._base)
        pipeline.check_scope((model,), self.scope)
        return model

    @cached_property
    def settings(self) -> "Settings":
        """How the model is judged."""
        from opmodel import pipeline

        return pipeline.settings_for(self.model, self.folder, self.config)

    @cached_property
    def history(self) -> "History":
        """How the model came to be what it is, as git tells it."""
        from opmodel import versions

        return versions.history(self.folder, self._base, self.on)

    @property
    def _base(self) -> Path:
        """The folder that files are named from."""
        return names_from(self.folder) if self.from_here else self.folder

    def findings(self) -> "tuple[Finding, ...]":
        """Check the model."""
        from opmodel import pipeline

        return pipeline.check_model(self.model, self.settings, self.on, self.scope, clock=options.cpu_seconds).findings

    def look(self, widest: int = 100, *, full: bool = False) -> "Options":
        """Return how an answer is written: no wider than a number of columns."""
        from opmodel.reports import Options

        return Options(colored(self.color), width(widest), full=full)

    def answer(
        self,
        text: str,
        what: str = "the answer",
        matters: "Callable[[Variant], bool]" = lambda _: True,
        *,
        is_for_all: bool = False,
    ) -> int:
        """Write an answer, say what it lacks and return its exit code.

        That is what could not be read and, in an answer that is not for all records, the variants that matter to it.
        """
        write(text)
        if not is_for_all:
            self.name_variants(what, matters)
        return self.lacking(what)

    def lacking(self, what: str) -> int:
        """Say what could not be read and return the exit code."""
        lost = self.model.unread or sorted(self.model.broken)
        if lost:
            _lacks(what, lost)
        return UNREAD if self.model.unread else 0

    def name_variants(self, what: str, matters: "Callable[[Variant], bool]" = lambda _: True) -> None:
        """Say which variants a model has where an answer shows it without them and they would matter to it."""
        from opmodel.model.sections.variants import Variant
        from opmodel.reports import shown
        from opmodel.wording import listed

        names = [one.id for one in self.model.of(Variant) if not self.scope and matters(one)]
        if names:
            more = (f"{len(names) - _NAMED} more",) if len(names) > _NAMED else ()
            which = f"variant{'s' if len(names) > 1 else ''} {listed((*names[:_NAMED], *more))}"
            one = "one of them" if len(names) > 1 else "that one"
            say(shown(f"opmodel: {what} shows the model without {which}; --scope {names[0]} shows it with {one}"))


def names_from(folder: Path) -> Path:
    """Return the folder that files are named from: the current one if they are in it, so that an editor opens them."""
    here = Path().resolve()
    return here if folder.resolve().is_relative_to(here) else folder


def about_one_model(function: Callable[..., int]) -> Callable[..., int]:
    """Hand a verb its question as an `Inquiry`, in place of the options that make one."""

    @wraps(function)
    def command(
        path: Path,
        on: date,
        scope: Mapping[str, str] | None = None,
        config: Path | None = None,
        color: str = "auto",
        **own: object,
    ) -> int:
        return function(inquiry=Inquiry(path, on, scope or {}, config, color), **own)

    return command


def _lacks(what: str, lost: Sequence[str]) -> None:
    from opmodel.reports import shown

    more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
    named = shown(", ".join(lost[:_NAMED]))
    say(f"opmodel: {what} lacks {named}{more}, which could not be read; `opmodel check` says why")
