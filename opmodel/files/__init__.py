"""Which files belong to a model, and reading them, from the disk or from a commit of its repository."""

from pathlib import Path

from opmodel.files.disk import Disk, read_bytes, read_named
from opmodel.files.models import find_models
from opmodel.files.reading import FILES_LIMIT, Files, Parsed, Place, read_files
from opmodel.files.repository import Logged
from opmodel.files.settings import beside, named_settings, repository_settings
from opmodel.files.version import Version, version

__all__ = [
    "Disk",
    "Files",
    "Logged",
    "Parsed",
    "Place",
    "Version",
    "beside",
    "find_models",
    "named_from",
    "named_settings",
    "read_bytes",
    "read_files",
    "read_folder",
    "read_named",
    "repository_settings",
    "version",
]


def read_folder(folder: Path, base: Path, parsed: Parsed | None = None, *, files_limit: int = FILES_LIMIT) -> Files:
    """Read every file of the model in a folder of the disk.

    Args:
        folder: the model's folder.
        base: the folder that file names are given relative to.
        parsed: documents that are read already; what is read is added.
        files_limit: how many files a model may have beside its manifest; none of more is read.
    """
    return read_files(Disk(folder), named_from(folder, base), parsed, files_limit=files_limit)


def named_from(folder: Path, base: Path) -> Path:
    """Return a folder relative to the base where it lies below it."""
    try:
        return folder.relative_to(base) if folder.is_symlink() else folder.resolve().relative_to(base.resolve())
    except ValueError:
        return folder
