"""Where settings stand when the manifest of a model has none."""

from pathlib import Path

from opmodel.errors import UsageError
from opmodel.model import MANIFEST
from opmodel.source import Document, Node, parse


def named_settings(path: Path) -> Node:
    """Return `check:` of a file that somebody named.

    Raises:
        UsageError: it cannot be read or says nothing.
    """
    document = _document(path)
    for problem in document.problems:
        place = f"{problem.span.file}:{problem.span.line}:{problem.span.column}"
        raise UsageError(f"{place}: {problem.message}")
    check_node = _check_of(document)
    if check_node is None:
        raise UsageError(f"settings '{path}' say nothing under `check:`")
    return check_node


def repository_settings(folder: Path) -> Node | None:
    """Return `check:` of the settings file at the root of the repository around a folder, never from elsewhere.

    Raises:
        UsageError: it is there and cannot be read.
    """
    here = folder.resolve()
    root = next((parent for parent in (here, *here.parents) if (parent / ".git").exists()), None)
    path = root / MANIFEST if root else None
    if path is None or root in (here, _home()) or path.is_symlink() or not path.is_file():
        return None
    document = _document(path)
    return None if document.root is None or {"opmodel", "model"} & document.root.entries.keys() else _check_of(document)


def _document(path: Path) -> Document:
    try:
        return parse(path.read_bytes(), str(path))
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
