"""Reading the files of a model, from the disk or from a commit; what cannot be read becomes a problem of that file."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath, PurePosixPath
from typing import Protocol

from opmodel.files.disk import LeadsOutError, NotOrdinaryError
from opmodel.files.names import ENDINGS, MANIFEST
from opmodel.finding import Span
from opmodel.model import Known, sections
from opmodel.model.manifest import NOT, is_kept_out, is_taken
from opmodel.source import NODE_BUDGET, Document, Mapping, Problem, Scalar, Sequence, parse

UNREADABLE = "file-unreadable"
OUTSIDE = "path-outside-model"
TOO_LARGE = "file-too-large"
LEFT_OUT = "file-left-out"
FILES_LIMIT = 20_000
"""Files a model may have: one for each of the entities that the largest models have."""
_LOOKED_AT = 20
"""Files that are no part of a model and are opened to see whether they were meant to be."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What is read already, so that a file that two versions share is read once.

    That is documents by their file and what it holds, and what they say.
    """

    documents: dict[tuple[str, bytes], Document] = field(default_factory=dict)
    known: Known = field(default_factory=Known)


class Place(Protocol):
    """The folder of a model, on the disk or in a commit."""

    def names(self) -> Iterator[str]:
        """Yield the YAML files below the folder, nested models and hidden files left out."""

    def has(self, name: str) -> bool:
        """Tell whether there is something of this name."""

    def is_link(self, name: str) -> bool:
        """Tell whether a name is a link to something else."""

    def read(self, name: str) -> bytes:
        """Return what a file holds.

        Raises:
            LeadsOutError: it is a link that leads out of the folder.
            NotOrdinaryError: something else than a file stands there.
            OSError: it cannot be opened.
        """


@dataclass(frozen=True, slots=True)
class Files:
    """The documents of one model; `unread` are those of which nothing could be read.

    File names are relative to the folder the program was asked about, with forward slashes.
    """

    folder: str
    manifest: str
    documents: tuple[Document, ...]
    unread: tuple[str, ...]


def read_files(place: Place, home: PurePath, parsed: Parsed | None = None, *, files_limit: int = FILES_LIMIT) -> Files:
    """Read every file of the model in a folder; what cannot be read becomes a problem of that file.

    Args:
        place: the model's folder.
        home: how the folder is called in findings.
        parsed: documents that are read already; what is read is added.
        files_limit: how many files a model may have beside its manifest; none of more is read.
    """
    desk = _Desk(place, home, parsed or Parsed())
    manifest = desk.document(MANIFEST, NODE_BUDGET)
    patterns, refused = _patterns(manifest)
    names: list[str] = []
    others: list[str] = []
    for name in place.names():
        if name != MANIFEST:
            (names if _belongs(name, patterns) else others).append(name)
        if len(names) > files_limit:
            unread = replace(manifest, root=None, problems=(*manifest.problems, _too_many(manifest.file, files_limit)))
            return Files(_shown(home), manifest.file, (unread,), (unread.file,))
    left_out = (problem for name in others[:_LOOKED_AT] for problem in desk.left_out(name, patterns))
    documents = [replace(manifest, problems=(*manifest.problems, *refused, *left_out))]
    budget = NODE_BUDGET - manifest.nodes
    for name in names:
        document = desk.document(name, budget)
        budget = max(0, budget - document.nodes)
        documents.append(document)
    unread_files = tuple(document.file for document in documents if document.root is None)
    return Files(_shown(home), manifest.file, tuple(documents), unread_files)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the files of one model are read, once each."""

    place: Place
    home: PurePath
    parsed: Parsed

    def document(self, inside: str, budget: int) -> Document:
        """Read one file; a document of the same text is taken as it is."""
        name = _shown(self.home / inside)
        try:
            data = self.place.read(inside)
        except LeadsOutError:
            text = f"{name} is a link that leads out of the model's folder"
            return _unreadable(name, OUTSIDE, text, "put the file itself here: nothing outside the folder is read")
        except NotOrdinaryError:
            return _unreadable(name, UNREADABLE, f"{name} is no ordinary file", "take it away")
        except OSError as error:
            text = f"{name} cannot be read: {(error.strerror or 'cannot be opened').lower()}"
            return _unreadable(name, UNREADABLE, text, "check that it exists and may be read")
        known = self.parsed.documents.get((name, data))
        if known is None or known.nodes > budget:
            known = self.parsed.documents[name, data] = parse(data, name, node_budget=budget)
        return known

    def left_out(self, inside: str, patterns: tuple[str, ...]) -> Iterator[Problem]:
        """Say that a file is no part of the model for its ending alone, where it holds a section."""
        renamed = (PurePosixPath(inside).with_suffix(ending).as_posix() for ending in ENDINGS)
        wanted = next((one for one in renamed if _belongs(one, patterns)), None)
        is_meant = wanted is not None and PurePosixPath(wanted).name != MANIFEST and not is_kept_out(inside, patterns)
        if wanted is None or not is_meant or self.place.is_link(inside):
            return
        try:
            root = parse(self.place.read(inside), inside).root
        except OSError:
            return
        if root and any(isinstance(root.values.get(section), Mapping) for section in sections()):
            name = _shown(self.home / inside)
            way_out = "move what it holds" if self.place.has(wanted) else "rename it"
            message = f"{name} is not read, though it holds a section of the model"
            yield Problem(LEFT_OUT, message, Span(name, 1, 1, 1, 1), f"{way_out} to {PurePosixPath(wanted).name}")


def _belongs(inside: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a file is part of the model, by its ending and the patterns of `files:`."""
    return inside.endswith(ENDINGS) and is_taken(inside, patterns)


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


def _unreadable(name: str, rule: str, message: str, help: str) -> Document:
    problem = Problem(rule, message, Span(name, 1, 1, 1, 1), help)
    return replace(parse(b"", name), root=None, problems=(problem,))


def _too_many(manifest: str, limit: int) -> Problem:
    message = f"the model has more than {limit:,} files, and none of them is read"
    help_ = f'name the files that belong to it in {MANIFEST}, such as `files: ["revenue/*.yaml"]`'
    return Problem(TOO_LARGE, message, Span(manifest, 1, 1, 1, 1), help_)


def _shown(path: PurePath) -> str:
    """Return a path with forward slashes; bytes that are no text are shown escaped."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
