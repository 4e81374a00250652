"""The same model for other records: what differs in structure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opmodel.finding import Span
from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, Scope, State
from opmodel.model.reading import EntryId, Reading
from opmodel.model.sections import later, sections
from opmodel.model.shapes import BAD, Bad, Flag, Json, Shape
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar, Sequence
from opmodel.wording import bare, did_you_mean

REMOVE = "remove"
_OWN = "variants"


@dataclass(frozen=True, slots=True)
class Patch:
    """What a variant says about one entity: fields as they are written there, or that it is taken away."""

    section: str
    ref: str
    head: Scalar
    body: MapNode

    def __str__(self) -> str:
        """Name what it changes: `transition/win (from, rate)`."""
        return f"{self.ref} ({', '.join(self.body.values)})"

    @property
    def removes(self) -> bool:
        """Whether the entity is not there for the records of the variant."""
        return is_removal(self.body)


def is_removal(node: Node) -> bool:
    """Tell whether a patch takes away what it stands for: `{remove: true}`."""
    mark = node.get(REMOVE) if isinstance(node, MapNode) and len(node.values) == 1 else None
    return isinstance(mark, Scalar) and mark.plain and mark.text.lower() == "true"


class Patches(Shape[tuple[Patch, ...]]):
    """A map from a section to entities to the fields that differ; fields are judged where they are put in place."""

    def read(self, node: Node, reading: Reading) -> tuple[Patch, ...] | Bad:
        """Return the patches in the order written."""
        if not isinstance(node, MapNode):
            reading.wrong_type(node, self.words())
            return BAD
        found: list[Patch] = []
        sound = True
        for head, body in node.entries():
            reading.trail.append(head.text)
            if head.text not in sections() or head.text == _OWN:
                _no_section(head, reading)
            elif isinstance(body, MapNode):
                read = [self._patch(head.text, name, fields, reading) for name, fields in body.entries()]
                sound = sound and all(read)
                found += filter(None, read)
            else:
                singular = sections()[head.text].singular
                reading.wrong_type(body, f"a map from an id to what differs for this {singular}")
                sound = False
            reading.trail.pop()
        return tuple(found) if sound else BAD

    def _patch(self, name: str, head: Scalar, body: Node, reading: Reading) -> Patch | None:
        reading.trail.append(EntryId(head.text))
        sound = isinstance(body, MapNode)
        if not isinstance(body, MapNode):
            reading.wrong_type(body, "a map of the fields that differ, or {remove: true}")
        elif REMOVE in body.values:
            sound = len(body.values) == 1 and Flag(only_true=True).read(body.values[REMOVE], reading) is not BAD
            if len(body.values) > 1:
                text = f"{reading.spoken} is removed and has fields"
                reading.fault("wrong-type", body.key(REMOVE), text, "take either away")
        reading.trail.pop()
        ref = f"{sections()[name].singular}/{head.text}"
        return Patch(name, ref, head, body) if sound and isinstance(body, MapNode) else None

    def schema(self) -> dict[str, Json]:
        """Accept maps of any fields below each id of a section, or its removal."""
        removal: dict[str, Json] = {
            "type": "object",
            "properties": {REMOVE: Flag(only_true=True).schema()},
            "required": [REMOVE],
            "additionalProperties": False,
        }
        fields: Json = {"type": "object", "not": {"required": [REMOVE]}}
        entity: Json = {"anyOf": [fields, removal]}
        properties: dict[str, Json] = {
            name: {"type": "object", "additionalProperties": entity} for name in sections() if name != _OWN
        }
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def words(self) -> str:
        """Say what fits."""
        return "a map from a section to ids to the fields that differ, as in {stages: {proposal: {owner: ae}}}"


def _words(node: Node) -> Iterator[str]:
    """Yield every key and value below a node."""
    if isinstance(node, Scalar):
        yield bare(node.text)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _words(item)
    elif isinstance(node, MapNode):
        for name, below in node.values.items():
            yield name
            yield from _words(below)


def _no_section(head: Scalar, reading: Reading) -> None:
    name = head.text
    if name in later():
        way_out = "it comes in a later version of the language: leave it out until then"
        reading.fault("unknown-key", head, f"{reading.what}: the section '{name}' is not yet understood", way_out)
        return
    if name == _OWN:
        way_out = "write a variant of its own whose scope names more dimensions"
        reading.fault("unknown-key", head, f"{reading.what} changes variants", way_out)
        return
    meant = next((one.name for one in sections().values() if name in one.also_called), "")
    way_out = f"write {meant}" if meant else did_you_mean(name, sections())
    way_out = way_out or f"a patch holds sections: {', '.join(sections())}"
    reading.fault("unknown-key", head, f"{reading.what}: there is no section '{name[:60]}'", way_out)


@section(
    _OWN,
    "variant",
    also_called=("overrides", "overlays"),
    example="""
    small_customers:
      scope: {segment: small}
      patch:
        stages: {procurement: {remove: true}}
        lifecycles: {new_business: {stages: [evaluation, won, lost]}}
        transitions: {win: {from: evaluation}}
    """,
)
class Variant(Entity):
    """Differences of structure for some records: there is another path, another owner, a stage less.

    A patch is laid over the model for the records of its scope: maps are merged field by field, single values and lists
    are replaced, a field with nothing behind it is taken away, and so is what stands there as `{remove: true}`. What is
    declared whole in a patch is there for these records alone. Where several variants hold, the one whose scope names
    more dimensions comes on top; two that name equally many must not set one field differently. A row that names what a
    variant removes need not be changed where its `when` keeps the records of the variant out. The model is checked
    once for each set of variants that hold together, and a finding says for which records it holds where that is not
    for all.
    """

    scope: Mapping[str, tuple[str, ...]] = key(
        Scope(), "the values of dimensions it is for; several of one dimension are a list", required=True
    )
    patch: tuple[Patch, ...] = key(
        Patches(), "by section and id, the fields that differ, or `remove: true`", required=True
    )

    @property
    def is_draft(self) -> bool:
        """Whether it is not laid over anything yet unless somebody asks for it."""
        return self.state is State.DRAFT

    @property
    def sections(self) -> frozenset[str]:
        """The sections in which it changes something."""
        return frozenset(patch.section for patch in self.patch)

    def concerns(self, entity: Entity) -> bool:
        """Tell whether it changes an entity, or names it in what it changes."""
        return any(patch.ref == entity.ref or entity.id in _words(patch.body) for patch in self.patch)

    def removing(self, ref: str) -> Span | None:
        """Return where it takes an entity away, if it does."""
        return next((patch.body.key(REMOVE).span for patch in self.patch if patch.ref == ref and patch.removes), None)

    def in_scope(self, records: Mapping[str, frozenset[str]]) -> bool:  # noqa: ARG002
        """Keep it for all records: what is wrong with a variant is wrong where it does not hold, too."""
        return True

    def holds_for(self, records: Mapping[str, frozenset[str]]) -> bool:
        """Tell whether it holds for all records with these values; of a dimension that is not named they may be any."""
        return all(name in records and records[name] <= set(values) for name, values in self.scope.items())
