"""A folder of the disk: reading it without following a link out of it or waiting on a pipe."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from opmodel.files.names import MANIFEST, is_model_text, is_skipped, is_yaml
from opmodel.source.decode import SIZE_LIMIT

_LEAST_READ = 1 << 16  # some file systems tell no sizes; asking for the limit each time would cost its memory


class NotOrdinaryError(OSError):
    """A pipe, a device or a folder stands where a file is expected."""

    def __init__(self) -> None:
        super().__init__(errno.EINVAL, "no ordinary file")


class LeadsOutError(OSError):
    """A link leads out of the folder of the model."""

    def __init__(self) -> None:
        super().__init__(errno.EINVAL, "a link leads out of the folder")


class Disk:
    """The folder of a model on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> Iterator[str]:
        """Yield the YAML files below the folder, nested models and hidden files left out."""
        for walked, below, names in os.walk(self._folder, followlinks=False):
            here = Path(walked)
            below[:] = sorted(name for name in below if not skipped(here / name) and not is_model(here / name))
            inside = here.relative_to(self._folder)
            yield from ((inside / name).as_posix() for name in sorted(names) if is_yaml(name))

    def has(self, name: str) -> bool:
        """Tell whether there is something of this name."""
        return (self._folder / name).exists()

    def is_link(self, name: str) -> bool:
        """Tell whether a name is a link to something else."""
        return (self._folder / name).is_symlink()

    def read(self, name: str) -> bytes:
        """Return what a file holds.

        Raises:
            LeadsOutError: it is a link that leads out of the folder.
            NotOrdinaryError: a pipe, a device or a folder stands there.
            OSError: it cannot be opened.
        """
        path = self._folder / name
        if path.is_symlink() and _leads_out(path, self._folder):
            raise LeadsOutError
        return read_bytes(path)


def read_named(folder: Path, name: str) -> bytes:
    """Return what a file holds whose way from the folder somebody wrote: no link on it may lead out.

    Raises:
        LeadsOutError: one does.
        NotOrdinaryError: a pipe, a device or a folder stands there.
        OSError: it cannot be opened.
    """
    path = folder / name
    if _leads_out(path, folder):
        raise LeadsOutError
    return read_bytes(path)


def read_bytes(path: Path, limit: int = SIZE_LIMIT) -> bytes:
    """Return what a file holds, of one that is larger than the limit a byte too many, and never wait for it.

    Raises:
        NotOrdinaryError: a pipe, a device or a folder stands there.
        OSError: it cannot be opened.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise NotOrdinaryError
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(min(max(found.st_size, _LEAST_READ), limit) + 1)
    finally:
        os.close(handle)


def is_model(folder: Path) -> bool:
    """Tell whether a folder holds a manifest; one without `opmodel:` and `model:` holds settings only."""
    manifest = folder / MANIFEST
    if manifest.is_symlink():
        return manifest.exists()
    if not manifest.is_file():
        return False
    try:
        return is_model_text(read_bytes(manifest))
    except OSError:
        return True


def skipped(folder: Path) -> bool:
    """Tell whether a folder holds nothing of a model: hidden, known by name, a virtual environment or a link."""
    return is_skipped(folder.name) or (folder / "pyvenv.cfg").exists() or folder.is_symlink()


def _leads_out(link: Path, folder: Path) -> bool:
    try:
        return not link.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a circle of links leads nowhere; opening it says so
        return False
