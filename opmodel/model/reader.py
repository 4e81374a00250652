"""Documents -> model: every section of every file read by its declaration, every problem at its place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from opmodel.finding import Note
from opmodel.model.declaration import ID, Section
from opmodel.model.entity import Entity
from opmodel.model.fields import read_fields
from opmodel.model.linking import link
from opmodel.model.manifest import Manifest
from opmodel.model.model import Model
from opmodel.model.reading import Reading
from opmodel.model.sections import later, sections
from opmodel.model.sections.variants import Variant
from opmodel.model.structures import Group, build
from opmodel.source import Comment, Document, Node, Scalar
from opmodel.source import Mapping as MapNode
from opmodel.wording import did_you_mean

MANIFEST = "opmodel.yaml"
_ELSEWHERE = {"policies": "they are no part of the model: put the file into a folder policies/ and name it in check"}
_REMARK = re.compile(r"#[ \t]*opmodel:")


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says, read by itself: its entities, the ids of all that it means to declare, and the rest.

    `root` is the document's. Ids that cannot be ones are `odd`.
    """

    root: MapNode
    reading: Reading = field(default_factory=Reading)
    heads: dict[str, Scalar] = field(default_factory=dict)
    odd: dict[str, Scalar] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)


@dataclass(slots=True)
class Known:
    """What was read before, so that two versions of a model share what they have in common.

    That is what documents say, by the identity of their roots, and the model that was read last.
    """

    said: dict[int, Said] = field(default_factory=dict)
    like: Model | None = None


def read(
    documents: Iterable[Document],
    manifest_file: str,
    folder: str = "",
    unread: tuple[str, ...] = (),
    known: Known | None = None,
) -> Model:
    """Read a model from its documents.

    Args:
        documents: the files of one model, in any order.
        manifest_file: the file among them that is the manifest.
        folder: what messages call the model where it has no name.
        unread: files that could not be read at all.
        known: what was read before; what is read is added.
    """
    reading = Reading()
    seen: dict[str, Scalar] = {}
    entities: dict[str, Entity] = {}
    manifest = Manifest()
    known = known or Known()
    ordered = sorted(documents, key=lambda document: document.file)
    for document in ordered:
        for problem in document.problems:
            reading.fault(problem.rule, problem.span, problem.message, problem.help, problem.notes)
        if document.root is None:
            continue
        is_manifest = document.file == manifest_file
        if is_manifest:
            manifest = _manifest(document.root, reading)
        said = known.said.get(id(document.root))
        if said is None:
            said = known.said[id(document.root)] = _said(document.root, is_manifest=is_manifest)
        twice = {ref for ref in said.heads if ref in seen}
        reading.add(said.reading.without(twice) if twice else said.reading)
        for ref in sorted(twice):
            _declared_twice(ref, said.heads[ref], seen[ref], reading)
        entities.update((ref, one) for ref, one in said.entities.items() if ref not in twice)
        for ref, head in (*said.odd.items(), *said.heads.items()):
            seen.setdefault(ref, head)
    broken = tuple(dict.fromkeys((*unread, *(document.file for document in ordered if document.broken))))
    texts = {document.file: document.text.string for document in ordered}
    in_order = {ref: entities[ref] for ref in sorted(entities)}
    remarks = tuple(one for document in ordered for one in _remarks(document))
    model = Model(folder, manifest, manifest_file, in_order, (), (), unread=broken, texts=texts, remarks=remarks)
    known.like = linked = link(model, reading, frozenset(seen) - entities.keys(), without=known.like)
    if not linked.of(Variant):
        return linked
    from opmodel.model.variants.variation import with_variation  # most models do without it

    return with_variation(linked, reading)


def _remarks(document: Document) -> Iterator[Comment]:
    """Yield the comments of a file that speak to the program; few files have any."""
    if _REMARK.search(document.text.string):
        yield from (one for one in document.comments if _REMARK.match(one.text))


def _manifest_keys() -> Mapping[str, object]:
    return _shape(Manifest).fields.keys


@cache
def _shape(kind: type) -> Group[object]:
    return Group(kind)


def _manifest(root: MapNode, reading: Reading) -> Manifest:
    """Read the manifest's own keys; the sections beside them are read like those of any file."""
    values = read_fields(_shape(Manifest).fields, root.only(_manifest_keys()), reading)
    return build(Manifest, values or {})


def _no_section(name: str, key: Scalar, reading: Reading) -> None:
    if name in later() or name in _shape(Manifest).fields.later:
        text = f"the {'section' if name in later() else 'key'} '{name}' is not yet understood"
        reading.fault("unknown-key", key, text, "it comes in a later version of the language: leave it out until then")
        return
    if name in _manifest_keys():
        reading.fault("unknown-key", key, f"'{name}' stands outside the manifest", f"move it to {MANIFEST}")
        return
    meant = next((section.name for section in sections().values() if name in section.also_called), "")
    way_out = f"write {meant}" if meant else _ELSEWHERE.get(name) or did_you_mean(name, sections())
    way_out = way_out or f"a file holds sections: {', '.join(sections())}"
    reading.fault("unknown-key", key, f"there is no section '{name[:60]}'", way_out)


def _said(root: MapNode, *, is_manifest: bool) -> Said:
    """Read the sections of one document."""
    said = Said(root)
    for name, node in root.values.items():
        if name in sections():
            _section(sections()[name], node, said)
        elif not (is_manifest and name in _manifest_keys()):
            _no_section(name, root.key(name), said.reading)
    return said


def _declared_twice(ref: str, head: Scalar, first: Scalar, reading: Reading) -> None:
    singular, _, name = ref.partition("/")
    notes = (Note(first.span, "the first declaration"),)
    text = f"{singular} '{name}' is declared twice"
    reading.fault("duplicate-key", head, text, "rename one of them, or merge the two", notes)


def _section(section: Section, node: Node, said: Said) -> None:
    reading = said.reading
    reading.section, reading.shape = section.name, _shape(section.kind)
    if isinstance(node, MapNode):
        for head, body in node.entries():
            name = head.text
            ref = f"{section.singular}/{name}"
            if not ID.fullmatch(name):
                text = f"'{name[:60]}' cannot be an id of {section.name}"
                reading.fault("wrong-type", head, text, _id_help(name))
                said.odd[ref] = head  # one cause, one finding: references to it are not unknown
            else:
                said.heads[ref] = head
                entity = section.entity(head, body, reading)
                if entity is not None:
                    said.entities[ref] = cast("Entity", entity)
    elif not node.is_null:
        way_out = "write the id as the key, without a dash: `my_id: {...}`"
        reading.wrong_type(node, f"a map from an id to a {section.singular}", way_out)
    reading.section = ""


def _id_help(name: str) -> str:
    mended = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")[:63]
    mended = mended if ID.fullmatch(mended) else ""
    rule = "ids are lower-case letters, digits and _, starting with a letter"
    return f"{rule}: write {mended}, and put the full name below name" if mended else rule
