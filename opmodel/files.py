"""Which files belong to a model, and reading them and its settings; the only place that touches their disk."""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from opmodel.errors import NoModelError, UsageError
from opmodel.finding import Span
from opmodel.model import MANIFEST, sections
from opmodel.model.manifest import NOT, is_kept_out, is_taken
from opmodel.source import NODE_BUDGET, Document, Mapping, Node, Problem, Scalar, Sequence, parse
from opmodel.source.decode import SIZE_LIMIT

ENDINGS = (".yaml", ".yml")
UNREADABLE = "file-unreadable"
OUTSIDE = "path-outside-model"
TOO_LARGE = "file-too-large"
LEFT_OUT = "file-left-out"
FILES_LIMIT = 20_000
"""Files a model may have: one for each of the entities that the largest models have."""
_LOOKED_AT = 20
"""Files that are no part of a model and are opened to see whether they were meant to be."""
_LEAST_READ = 1 << 16  # some file systems tell no sizes; asking for the limit each time would cost its memory
NOT_MODEL = frozenset(("policies", "node_modules", "venv", "site-packages", "__pycache__"))


@dataclass(frozen=True, slots=True)
class Files:
    """The documents of one model; `unread` are those of which nothing could be read.

    File names are relative to the folder the program was asked about, with forward slashes.
    """

    folder: str
    manifest: str
    documents: tuple[Document, ...]
    unread: tuple[str, ...]


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
    found = tuple(sorted(folder for folder in below if _is_model(folder)))
    if found:
        return found
    inside = next((parent for parent in (start, *start.resolve().parents) if _is_model(parent)), None)
    if inside is None:
        raise NoModelError(f"no model at '{path}': a model is a folder with an {MANIFEST} that says `opmodel: 1`")
    return (inside,)


def _folders(start: Path) -> Iterator[Path]:
    yield start
    for folder, below, _ in os.walk(start, followlinks=False):
        below[:] = sorted(name for name in below if not _skipped(Path(folder) / name))
        yield from (Path(folder) / name for name in below)


def _skipped(folder: Path) -> bool:
    """Tell whether a folder holds nothing of a model: hidden, known by name, or a virtual environment."""
    return (
        folder.name.startswith(".")
        or folder.name in NOT_MODEL
        or (folder / "pyvenv.cfg").exists()
        or folder.is_symlink()
    )


def _is_model(folder: Path) -> bool:
    """Tell whether a folder holds a manifest; one without `opmodel:` and `model:` holds settings only."""
    manifest = folder / MANIFEST
    if manifest.is_symlink():
        return manifest.exists()
    if not manifest.is_file():
        return False
    try:
        data = read_bytes(manifest)
    except OSError:
        return True
    root = parse(data, MANIFEST).root
    return (
        root is None or not root.values or bool({"opmodel", "model"} & root.values.keys()) or "check" not in root.values
    )


def read_files(folder: Path, base: Path, *, files_limit: int = FILES_LIMIT) -> Files:
    """Read every file of the model in a folder; what cannot be read becomes a problem of that file.

    Args:
        folder: the model's folder.
        base: the folder that file names are given relative to.
        files_limit: how many files a model may have beside its manifest; none of more is read.
    """
    home = _relative(folder, base)
    manifest = _read(folder, MANIFEST, home, NODE_BUDGET)
    patterns, refused = _patterns(manifest)
    names: list[str] = []
    others: list[str] = []
    for name in _candidates(folder):
        (names if _belongs(name, patterns) else others).append(name)
        if len(names) > files_limit:
            break
    if len(names) > files_limit:
        unread = replace(manifest, root=None, problems=(*manifest.problems, _too_many(manifest.file, files_limit)))
        return Files(_shown(home), manifest.file, (unread,), (unread.file,))
    left_out = (problem for name in others[:_LOOKED_AT] for problem in _left_out(folder, name, home, patterns))
    documents = [replace(manifest, problems=(*manifest.problems, *refused, *left_out))]
    budget = NODE_BUDGET - manifest.nodes
    for name in names:
        document = _read(folder, name, home, budget)
        budget = max(0, budget - document.nodes)
        documents.append(document)
    unread_files = tuple(document.file for document in documents if document.root is None)
    return Files(_shown(home), manifest.file, tuple(documents), unread_files)


def named_settings(path: Path) -> Node:
    """Return `check:` of a file that somebody named.

    Raises:
        UsageError: it cannot be read or says nothing.
    """
    document = _settings(path)
    for problem in document.problems:
        place = f"{problem.span.file}:{problem.span.line}:{problem.span.column}"
        raise UsageError(f"{place}: {problem.message}")
    found = _check_of(document)
    if found is None:
        raise UsageError(f"settings '{path}' say nothing under `check:`")
    return found


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
    document = _settings(path)
    return None if document.root is None or {"opmodel", "model"} & document.root.values.keys() else _check_of(document)


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


class NotOrdinaryError(OSError):
    """A pipe, a device or a folder stands where a file is expected."""

    def __init__(self) -> None:
        super().__init__(errno.EINVAL, "no ordinary file")


def _candidates(folder: Path) -> Iterator[str]:
    """Yield the YAML files beside a manifest as paths inside the model, nested models and hidden files left out."""
    for walked, below, names in os.walk(folder, followlinks=False):
        here = Path(walked)
        below[:] = sorted(name for name in below if not _skipped(here / name) and not _is_model(here / name))
        inside = here.relative_to(folder)
        for name in sorted(names):
            if name.lower().endswith(ENDINGS) and not name.startswith("."):
                path = (inside / name).as_posix()
                if path != MANIFEST:
                    yield path


def _belongs(inside: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a file is part of the model, by its ending and the patterns of `files:`."""
    return inside.endswith(ENDINGS) and is_taken(inside, patterns)


def _left_out(folder: Path, inside: str, home: Path, patterns: tuple[str, ...]) -> Iterator[Problem]:
    """Say that a file is no part of the model for its ending alone, where it holds a section."""
    path, renamed = folder / inside, (PurePosixPath(inside).with_suffix(ending) for ending in ENDINGS)
    wanted = next((one for one in renamed if _belongs(one.as_posix(), patterns)), None)
    if wanted is None or is_kept_out(inside, patterns) or wanted.name == MANIFEST or path.is_symlink():
        return
    try:
        root = parse(read_bytes(path), inside).root
    except OSError:
        return
    if root and any(isinstance(root.values.get(section), Mapping) for section in sections()):
        name = _shown(home / inside)
        help_ = f"{'move what it holds' if (folder / wanted).exists() else 'rename it'} to {wanted.name}"
        message = f"{name} is not read, though it holds a section of the model"
        yield Problem(LEFT_OUT, message, Span(name, 1, 1, 1, 1), help_)


def _patterns(manifest: Document) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the `files:` patterns of a manifest, and what is wrong with those that leave the folder."""
    node = manifest.root.get("files") if manifest.root else None
    if not isinstance(node, Sequence):
        return (), ()
    texts = [item for item in node.items if isinstance(item, Scalar)]
    named = {item: item.text.removeprefix(NOT) for item in texts}
    leaving = [item for item, text in named.items() if text.startswith(("/", "~")) or ".." in text.split("/")]
    refused = tuple(
        Problem(
            OUTSIDE, f"the pattern '{item.text[:80]}' leaves the model's folder", item.span, "a model is one folder"
        )
        for item in leaving
    )
    return tuple(item.text for item in texts if item not in leaving), refused


def _read(folder: Path, inside: str, home: Path, budget: int) -> Document:
    """Read one file without ever following a link out of the model or waiting on a pipe."""
    path, name = folder / inside, _shown(home / inside)
    if path.is_symlink() and _leads_out(path, folder):
        text = f"{name} is a link that leads out of the model's folder"
        return _unreadable(name, OUTSIDE, text, "put the file itself here: nothing outside the folder is read")
    try:
        data = read_bytes(path)
    except NotOrdinaryError:
        return _unreadable(name, UNREADABLE, f"{name} is no ordinary file", "take it away")
    except OSError as error:
        reason = (error.strerror or "cannot be opened").lower()
        return _unreadable(name, UNREADABLE, f"{name} cannot be read: {reason}", "check that it exists and may be read")
    return parse(data, name, node_budget=budget)


def _leads_out(link: Path, folder: Path) -> bool:
    try:
        return not link.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a circle of links leads nowhere; opening it says so
        return False


def _unreadable(name: str, rule: str, message: str, help: str) -> Document:
    problem = Problem(rule, message, Span(name, 1, 1, 1, 1), help)
    return replace(parse(b"", name), root=None, problems=(problem,))


def _too_many(manifest: str, limit: int) -> Problem:
    message = f"the model has more than {limit:,} files, and none of them is read"
    help_ = f'name the files that belong to it in {MANIFEST}, such as `files: ["revenue/*.yaml"]`'
    return Problem(TOO_LARGE, message, Span(manifest, 1, 1, 1, 1), help_)


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


def _relative(folder: Path, base: Path) -> Path:
    """Return a folder relative to the base where it lies below it."""
    try:
        return folder.relative_to(base) if folder.is_symlink() else folder.resolve().relative_to(base.resolve())
    except ValueError:
        return folder


def _shown(path: Path) -> str:
    """Return a path with forward slashes; bytes that are no text are shown escaped."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
