"""Settings of a check that stand beside no model: a named file, or the one at the root of the repository."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from opmodel.errors import UsageError
from opmodel.files.disk import read_bytes
from opmodel.files.names import MANIFEST
from opmodel.source import Document, Node, parse


def named_settings(path: Path) -> Node:
    """Return `check:` of a file that somebody named.

    Raises:
        UsageError: it cannot be read or says nothing.
    """
    return named_check(_settings(path))


def repository_settings(folder: Path) -> Node | None:
    """Return `check:` of the settings file at the root of the repository around a folder, never from elsewhere.

    Raises:
        UsageError: it is there and cannot be opened.
    """
    here = folder.resolve()
    root = next((parent for parent in (here, *here.parents) if (parent / ".git").exists()), None)
    path = root / MANIFEST if root else None
    if path is None or root in (here, _home()) or path.is_symlink() or not path.is_file():
        return None
    return repository_check(_settings(path))


def beside(read: Callable[[str], bytes], settings: str) -> Callable[[str], Document]:
    """Return what reads files below the folder of the settings as documents, named from where the settings are.

    Args:
        read: returns what a file of the folder holds, on the disk or in a commit.
        settings: the file of the settings as messages name it.
    """
    home = PurePosixPath(settings).parent

    def document(name: str) -> Document:
        return parse(read(name), (home / name).as_posix())

    return document


def named_check(document: Document) -> Node:
    """Return `check:` of a document that somebody named.

    Raises:
        UsageError: it cannot be read or says nothing.
    """
    for problem in document.problems:
        place = f"{problem.span.file}:{problem.span.line}:{problem.span.column}"
        raise UsageError(f"{place}: {problem.message}")
    found = _check_of(document)
    if found is None:
        raise UsageError(f"settings '{document.file}' say nothing under `check:`")
    return found


def repository_check(document: Document) -> Node | None:
    """Return `check:` of the document at the root of a repository, unless it is the manifest of a model."""
    return None if document.root is None or {"opmodel", "model"} & document.root.values.keys() else _check_of(document)


def _settings(path: Path) -> Document:
    try:
        return parse(read_bytes(path), str(path))
    except OSError as error:
        reason = (error.strerror or "cannot be opened").lower()
        raise UsageError(f"settings '{path}' cannot be read: {reason}") from error


def _check_of(document: Document) -> Node | None:
    return document.root.get("check") if document.root else None


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
