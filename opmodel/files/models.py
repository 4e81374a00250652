"""Where models are."""

import os
from collections.abc import Iterator
from pathlib import Path

from opmodel.errors import NoModelError, UsageError
from opmodel.files.disk import is_model, skipped
from opmodel.files.names import MANIFEST


def find_models(path: Path) -> tuple[Path, ...]:
    """Return the folders of all models below a path, sorted; for a path inside a model, that model's folder.

    Raises:
        UsageError: the path does not exist.
        NoModelError: there is no model at, below or above it.
    """
    if not path.exists():
        raise UsageError(f"there is no folder or file '{path}'")
    start = path if path.is_dir() else path.parent
    below = _folders(start) if path.is_dir() else ()
    found = tuple(sorted(folder for folder in below if is_model(folder)))
    if found:
        return found
    inside = next((parent for parent in (start, *start.resolve().parents) if is_model(parent)), None)
    if inside is None:
        raise NoModelError(f"no model at '{path}': a model is a folder with an {MANIFEST} that says `opmodel: 1`")
    return (inside,)


def _folders(start: Path) -> Iterator[Path]:
    yield start
    for folder, below, _ in os.walk(start, followlinks=False):
        below[:] = sorted(name for name in below if not skipped(Path(folder) / name))
        yield from (Path(folder) / name for name in below)
