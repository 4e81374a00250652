"""The keys that stand in a document, with what the language declares about each."""

from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.model.fields import Fields, declared_by
from opmodel.model.manifest import Manifest
from opmodel.model.sections import sections
from opmodel.model.shapes import Shape
from opmodel.model.structures import ByForm, Group, Keyed, Many
from opmodel.source import Document, Mapping, Node, Sequence


@dataclass(frozen=True)
class Written:
    """A key as it stands in a map of a document.

    `path` is the way to it, ids included, and `kind` the same way without them. A `marked` key is required or
    expected: its absence is a finding by design.
    """

    node: Mapping
    name: str
    path: str
    kind: str
    marked: bool


def written_keys(documents: tuple[Document, ...], section: str) -> Iterator[Written]:
    """Yield every declared key below the entities of a section, outer ones first."""
    for document in documents:
        body = document.root.get(section) if document.root else None
        if isinstance(body, Mapping):
            for name, entity in body.values.items():
                yield from _below(sections()[section].body, entity, f"{section}.{name}", section)


def written_in_manifest(manifest: Document) -> Iterator[Written]:
    """Yield every declared key of the manifest that is no section."""
    assert manifest.root is not None
    yield from _in_map(declared_by(Manifest).fields, manifest.root, "manifest", "manifest")


def _in_map(fields: Fields, node: Node, path: str, kind: str) -> Iterator[Written]:
    if not isinstance(node, Mapping):
        return
    for name, value in node.values.items():
        key = fields.keys.get(name)
        if key is not None:
            here, same = f"{path}.{name}", f"{kind}.{name}"
            yield Written(node, name, here, same, key.required or key.expected)
            yield from _below(key.shape, value, here, same)


def _below(shape: Shape[object], node: Node, path: str, kind: str) -> Iterator[Written]:
    if isinstance(shape, ByForm):
        yield from _below(shape._structure, node, path, kind)
    elif isinstance(shape, Group):
        yield from _in_map(shape.fields, node, path, kind)
    elif isinstance(shape, Many) and isinstance(node, Sequence):
        for position, item in enumerate(node.items):
            yield from _below(shape.item, item, f"{path}[{position}]", kind)
    elif isinstance(shape, Many):
        yield from _below(shape.item, node, path, kind)
    elif isinstance(shape, Keyed) and isinstance(node, Mapping):
        for name, entry in node.values.items():
            yield from _in_map(shape._group.fields, entry, f"{path}.{name}", kind)
