"""Parsed documents written back as text, entity by entity, so that tests can rearrange them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opmodel.model.sections import sections
from opmodel.source import Document, Mapping, Node, Scalar, parse


@dataclass(frozen=True)
class Entry:
    """One entity as text: its section, and its lines as they stand below the section's name."""

    section: str
    text: str


def entries(files: dict[str, str]) -> tuple[Entry, ...]:
    """Return every entity of a model's files."""
    documents = [parse(text.encode(), name) for name, text in files.items()]
    return tuple(entry for document in documents for entry in _entries(document))


def _entries(document: Document) -> Iterator[Entry]:
    assert document.root is not None
    for section, body in document.root.values.items():
        if section in sections() and isinstance(body, Mapping):
            for name, entity in body.values.items():
                yield Entry(section, f"  {name}:{_value(entity, 4)}")


def without_sections(text: str) -> str:
    """Return what a manifest says beside its sections."""
    root = parse(text.encode(), "opmodel.yaml").root
    assert root is not None
    return "".join(f"{name}:{_value(node, 2)}" for name, node in root.values.items() if name not in sections())


def file_of(chosen: Iterable[Entry]) -> str:
    """Return a file that holds entities in their order, each section named once."""
    found: dict[str, list[str]] = {}
    for entry in chosen:
        found.setdefault(entry.section, []).append(entry.text)
    return "".join(f"{section}:\n{''.join(texts)}" for section, texts in found.items())


def _value(node: Node, indent: int) -> str:
    margin = " " * indent
    if isinstance(node, Scalar):
        return f" {node.text if node.plain else json.dumps(node.text)}\n"
    if isinstance(node, Mapping):
        lines = (f"{margin}{_key(key)}:{_value(value, indent + 2)}" for key, value in node.entries())
        return "\n" + "".join(lines) if node.values else " {}\n"
    return "\n" + "".join(f"{margin}-{_value(item, indent + 2)}" for item in node.items) if node.items else " []\n"


def _key(key: Scalar) -> str:
    return key.text if key.plain else json.dumps(key.text)
