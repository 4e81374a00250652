"""How a section is declared: one class whose keys give its reader, its schema, its references and its page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from inspect import cleandoc
from typing import Final, Literal, TypeVar, cast, overload

from opmodel.model.fields import Declared, Fields, Key, declare, declared_by, read_fields
from opmodel.model.reading import Reading
from opmodel.model.shapes import BAD, Json, Shape
from opmodel.model.structures import Group, Keyed, Many, build
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar

T = TypeVar("T")
C = TypeVar("C", bound=type)
ID = re.compile(r"[a-z][a-z0-9_]{0,62}")


@overload
def key(
    shape: Shape[tuple[T, ...]],
    doc: str,
    *,
    required: bool = ...,
    unless: tuple[str, ...] = ...,
    expected: bool = ...,
    edge: str = ...,
) -> tuple[T, ...]: ...
@overload
def key(shape: Shape[T], doc: str, *, required: Literal[True], edge: str = ...) -> T: ...
@overload
def key(shape: Shape[T], doc: str, *, default: T, edge: str = ...) -> T: ...
@overload
def key(shape: Shape[T], doc: str, *, expected: bool = ..., edge: str = ...) -> T | None: ...
def key(
    shape: Shape[T],
    doc: str,
    *,
    required: bool = False,
    unless: tuple[str, ...] = (),
    expected: bool = False,
    default: object = None,
    edge: str = "",
) -> object:
    """Declare one key of a section or group.

    Args:
        shape: what may stand there.
        doc: one sentence for the page, the schema and the editor; units belong here.
        required: an entity cannot be understood without it (`*`).
        unless: keys of which one, where it is written, stands in for a required one.
        expected: a sound model has it (`°`); its absence is a rule's finding.
        default: what a rule sees where nothing is written; a list is empty, everything else is None.
        edge: the graph edge that references in it draw; by default the name of the key.
    """
    if default is None and isinstance(shape, Many | Keyed):
        default = ()
    return Key("", "", cast("Shape[object]", shape), doc, required, expected, default, edge, unless)


def _collect(kind: type) -> dict[str, Key]:
    """Take the declared keys out of a class body and leave their defaults; `from_` is the key `from`."""
    keys: dict[str, Key] = {}
    for attribute, found in list(vars(kind).items()):
        if isinstance(found, Key):
            name = attribute.rstrip("_")
            default = found.default
            keys[name] = replace(found, name=name, attribute=attribute)
            setattr(kind, attribute, default)
    return keys


def _required(keys: Mapping[str, Key]) -> tuple[str, ...]:
    return tuple(name for name, key in keys.items() if key.required)


def group(
    *, map_key: str = "", short: str = "", later: tuple[str, ...] = (), instead: Mapping[str, str] | None = None
) -> Callable[[C], C]:
    """Make a class of declared keys a group: a map inside an entity.

    Args:
        map_key: the key that holds the id where the group stands in a map from id to group.
        short: the key that a bare value in the group's place stands for.
        later: keys of the language that come with a section that is not built yet.
        instead: keys people try, and what to write.
    """

    def decorate(kind: C) -> C:
        keys = _collect(kind)
        identity = keys.pop(map_key, None)
        fields = Fields(keys, frozenset(later), instead or {}, _required(keys))
        declare(kind, Declared(fields, (identity.attribute, identity.shape) if identity else None, short))
        return kind

    return decorate


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the language.

    `accountable` is the key that names who answers for an entity: `owner`, the section's own such as `lead`, or none.
    `fields` are the keys of an entity. Where an entity is a map from ids to a group (`entries`), they are those of the
    group, and the entity has no keys of its own. `map_key` is the attribute that takes the entity's id, where the id is
    itself a reference.
    """

    name: str
    singular: str
    kind: type
    fields: Fields
    doc: str
    accountable: str = "owner"
    also_called: tuple[str, ...] = ()
    example: str = ""
    """YAML below the section's name."""
    entries: Key | None = None
    map_key: Key | None = None

    def entity(self, head: Scalar, body: Node, reading: Reading) -> object | None:
        """Return one entity, or None when it cannot be understood."""
        ref = f"{self.singular}/{head.text}"
        reading.entity, reading.head, reading.absences = ref, head, {}
        if body.is_null:
            body = MapNode(body.start, flow=False, source=body.source)
        values = self.read(head, body, reading)
        reading.entity, reading.head = "", None
        if values is None:
            return None
        values |= {"id": head.text, "ref": ref, "node": body, "head": head, "absences": reading.absences}
        made: object = build(self.kind, values)
        return made

    def read(self, head: Scalar, body: Node, reading: Reading) -> dict[str, object] | None:
        """Return the values of one entity by attribute, or None when it cannot be understood."""
        identity = self._one(self.map_key, head, reading) if self.map_key else {}
        if self.entries:
            values = self._one(self.entries, body, reading)
        elif isinstance(body, MapNode):
            values = read_fields(self.fields, body, reading)
        else:
            reading.wrong_type(body, "a map of keys and values", f"its keys are {', '.join(sorted(self.fields.keys))}")
            return None
        return None if values is None or identity is None else values | identity if identity else values

    def _one(self, key: Key, node: Node, reading: Reading) -> dict[str, object] | None:
        reading.key = key.edge or key.name
        value = key.shape.read(node, reading)
        return None if value is BAD else {key.attribute: value}

    @property
    def body(self) -> Shape[object]:
        """What stands below an entity's id."""
        return self.entries.shape if self.entries else cast("Shape[object]", Group(self.kind))

    def schema(self) -> dict[str, Json]:
        """Return the JSON Schema of one entity."""
        return self.entries.shape.schema() if self.entries else self.fields.schema()

    @property
    def may_be_empty(self) -> bool:
        """Whether an entity may say nothing."""
        return bool(self.entries) or not self.fields.required


SECTION: Final = "__section__"


def section(
    name: str,
    singular: str,
    *,
    accountable: str = "owner",
    also_called: tuple[str, ...] = (),
    instead: Mapping[str, str] | None = None,
    example: str = "",
    entries: str = "",
    map_key: str = "",
) -> Callable[[C], C]:
    """Make a class of declared keys a section; its docstring is the first paragraph of its page.

    The class takes the common keys from its base, `Entity`, which is itself made by `group`; with `entries`, the key
    whose map stands in an entity's place, it has no other. `map_key` is the key that holds an id that is a reference.
    """

    def decorate(kind: C) -> C:
        common = declared_by(kind.__mro__[1]).fields
        own = _collect(kind)
        identity, whole = own.pop(map_key, None), own.pop(entries, None)
        doc, text = cleandoc(kind.__doc__ or ""), cleandoc(example)
        if whole:
            assert isinstance(whole.shape, Keyed), f"{entries} is not a map of entries"
            assert not own, "a map of entries has no keys of its own"
            fields = whole.shape.group.fields
            made = Section(name, singular, kind, fields, doc, "", also_called, text, whole, identity)
            setattr(kind, SECTION, made)
            declare(kind, Declared(Fields({entries: whole})))
            return kind
        shared = {name: key for name, key in common.keys.items() if name != "owner" or accountable == "owner"}
        mends = {} if accountable == "owner" else {"owner": f"{accountable}: it names who answers here"}
        keys = {**shared, **own}
        fields = Fields(keys, frozenset(), {**mends, **(instead or {})}, _required(keys))
        setattr(kind, SECTION, Section(name, singular, kind, fields, doc, accountable, also_called, text))
        declare(kind, Declared(fields))
        return kind

    return decorate


def section_of(kind: type) -> Section:
    """Return the section a class declares."""
    declared: Section = getattr(kind, SECTION)
    return declared
