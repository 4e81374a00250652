"""A model read again after a change of its text, with everything that reading found the first time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from opmodel.errors import UsageError
from opmodel.model.change.address import Change, find
from opmodel.model.change.edit import edited
from opmodel.model.model import Model
from opmodel.model.reader import read
from opmodel.source import NODE_BUDGET, Document, Problem, parse


def changed(model: Model, changes: Iterable[Change]) -> Model:
    """Return the model as it would be read with values written differently, one after the other; no file is touched.

    Raises:
        UsageError: a value has no place in the model, or cannot stand where it would.
    """
    for one in changes:
        spot = find(model, one)
        file = spot.parent.file
        text = edited(model.texts[file], file, spot, one)
        model = _again(model, {**model.texts, file: text}, file)
    return model


def _again(model: Model, texts: dict[str, str], changed_file: str) -> Model:
    """Read texts as the files of a model were read; what could not be read from the disk stays unread."""
    documents = []
    budget = NODE_BUDGET
    for file in sorted(texts, key=lambda file: (file != model.manifest_file, file)):
        document = parse(texts[file].encode("utf-8"), file, node_budget=budget)
        budget = max(0, budget - document.nodes)
        documents.append(_as_found(model, document) if file != changed_file else document)
    documents[0] = _with_outside(model, documents[0])
    unread = tuple(document.file for document in documents if document.root is None)
    again = read(documents, model.manifest_file, model.folder, unread)
    if set(again.unread) != set(model.unread):
        raise UsageError(f"with this change {changed_file} could not be read")
    return again


def _as_found(model: Model, document: Document) -> Document:
    """Return a file that is text now and was not on the disk as it was there."""
    if document.file not in model.unread or document.broken:
        return document
    return replace(document, root=None, problems=tuple(_problems(model, document.file)))


def _with_outside(model: Model, manifest: Document) -> Document:
    """Add what the disk alone told about the manifest: patterns that lead out of the folder."""
    seen = {(one.rule, one.span) for one in manifest.problems}
    told = (one for one in _problems(model, manifest.file) if one.rule == "path-outside-model")
    return replace(manifest, problems=(*manifest.problems, *(one for one in told if (one.rule, one.span) not in seen)))


def _problems(model: Model, file: str) -> Iterator[Problem]:
    return (
        Problem(fault.rule, fault.message, fault.span, fault.help, fault.notes)
        for fault in model.faults
        if fault.span.file == file and not fault.entity
    )
