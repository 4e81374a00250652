"""The one model that a question is about, and what to say where some of its text could not be read."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from opmodel.cli.output import say

if TYPE_CHECKING:  # `--help` does without it
    from opmodel.engine import Settings
    from opmodel.model import Model
    from opmodel.model.sections.variants import Variant

UNREAD = 3
_NAMED = 3


def the_model(path: Path) -> "tuple[Path, Model]":
    """Return the folder of the one model at, below or above a path, and the model.

    Its files are named from the current folder if they are in it, so that an editor can open them.
    """
    from opmodel import pipeline

    folder, here = pipeline.the_model(path), Path().resolve()
    return folder, pipeline.load_folder(folder, here if folder.resolve().is_relative_to(here) else folder)


def model_at(text: str) -> "tuple[Model, Settings]":
    """Return the model that a word of the command line means, and how it is judged: a folder, or a path inside one."""
    from opmodel import pipeline

    folder, model = the_model(Path(text))
    return model, pipeline.settings_for(model, folder)


def told(
    model: "Model",
    what: str,
    scope: Mapping[str, str] | None = None,
    matters: "Callable[[Variant], bool]" = lambda _: True,
) -> int:
    """Return the exit code of an answer about a model, and say what it lacks.

    That is what could not be read and, in an answer for all records, the variants that would matter to it.
    """
    if scope is not None:
        name_variants(model, what, scope, matters)
    if model.unread:
        _lacks(what, model.unread)
        return UNREAD
    if model.broken:
        _lacks(what, sorted(model.broken))
    return 0


def name_variants(
    model: "Model",
    what: str,
    scope: Mapping[str, str],
    matters: "Callable[[Variant], bool]" = lambda _: True,
) -> None:
    """Say which variants a model has where an answer shows it without them and they would matter to it."""
    from opmodel.model.sections.variants import Variant
    from opmodel.reports import shown
    from opmodel.wording import listed

    names = [one.id for one in model.of(Variant) if not scope and matters(one)]
    if names:
        more = (f"{len(names) - _NAMED} more",) if len(names) > _NAMED else ()
        which = f"variant{'s' if len(names) > 1 else ''} {listed((*names[:_NAMED], *more))}"
        one = "one of them" if len(names) > 1 else "that one"
        say(shown(f"opmodel: {what} shows the model without {which}; --scope {names[0]} shows it with {one}"))


def _lacks(what: str, lost: Sequence[str]) -> None:
    from opmodel.reports import shown

    more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
    named = shown(", ".join(lost[:_NAMED]))
    say(f"opmodel: {what} lacks {named}{more}, which could not be read; `opmodel check` says why")
