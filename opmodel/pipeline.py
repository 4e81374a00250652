"""The program in one sentence: text to documents to a model to outcomes; a model to a drawing to a picture."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from opmodel.engine import Result, Settings, rules, run
from opmodel.files import find_models, read_files
from opmodel.model import Model, read
from opmodel.policy import read_settings


def models(path: Path) -> tuple[Model, ...]:
    """Read every model at or below a path, for every day and scope.

    Raises:
        UsageError: the path does not exist.
        NoModelError: there is no model.
    """
    base = path if path.is_dir() else path.parent
    return tuple(load_folder(folder, base) for folder in find_models(path))


def load_folder(folder: Path, base: Path) -> Model:
    """Read the model in a folder; its files are named relative to the base."""
    with _without_collector():
        files = read_files(folder, base)
        return read(files.documents, files.manifest, files.folder, files.unread)


def settings_of(model: Model) -> Settings:
    """Return how a model wants to be judged.

    Raises:
        UsageError: with file and line, for settings that are not understood.
    """
    return read_settings(model.manifest.check, rules())


def check_model(
    model: Model,
    settings: Settings,
    on: date,
    scope: Mapping[str, str] | None = None,
    only: Iterable[str] = (),
) -> Result:
    """Check a model as it is on a day; `only` names rules or families, by default all that the settings let run."""
    with _without_collector():
        wanted = frozenset(only)
        chosen = tuple(one for one in rules() if not wanted or one.name in wanted or one.family in wanted)
        return run(model.resolve(on, scope), chosen, settings)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause the garbage collector: nodes are built by the million and all of them stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
