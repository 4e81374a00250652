"""Reading one map against its declared keys, with the absences that every map may name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from opmodel.model.reading import EntryId, Reading
from opmodel.model.shapes import BAD, Json, Shape
from opmodel.model.values import Why
from opmodel.source import NULLS, Node, Scalar, Sequence, slip
from opmodel.source import Mapping as MapNode
from opmodel.wording import did_you_mean, listed

_REASON = "write none: {field: why, and who watches}"
ABSENCES: Mapping[str, Why] = {"unknown": Why.UNKNOWN, "withheld": Why.WITHHELD, "none": Why.NONE}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a section or group: what may stand there and what it is for.

    A missing `required` key (`*`) is a shape error, a missing `expected` one (`°`) a rule's finding.
    `edge` names the graph edge drawn by the references in it.
    """

    name: str
    attribute: str
    shape: Shape[object]
    doc: str
    required: bool = False
    expected: bool = False
    default: object = None
    edge: str = ""
    unless: tuple[str, ...] = ()
    """Keys of which one, where it is written, stands in for this one."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The declared keys of one map; `later` ones come with sections that are not built yet."""

    keys: Mapping[str, Key]
    later: frozenset[str] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)
    """Keys that people try, and what to write instead."""
    required: tuple[str, ...] = ()
    """The names of the required keys."""

    def schema(self) -> dict[str, Json]:
        """Return the JSON Schema of the map."""
        names: dict[str, Json] = {"type": ["array", "null"], "items": {"enum": list(self.keys)}}
        reasons: dict[str, Json] = {"type": ["string", "number", "boolean"]}
        properties: dict[str, Json] = {key.name: _schema_of(key) for key in self.keys.values()}
        properties |= {"unknown": names, "withheld": names}
        properties["none"] = {
            "type": ["object", "null"],
            "propertyNames": {"enum": list(self.keys)},
            "additionalProperties": reasons,
        }
        schema: dict[str, Json] = {"type": "object", "properties": properties, "additionalProperties": False}
        always: list[Json] = [name for name in self.required if not self.keys[name].unless]
        excused = [self.keys[name] for name in self.required if self.keys[name].unless]
        either: list[Json] = [{"anyOf": [_has(name) for name in (key.name, *key.unless)]} for key in excused]
        return schema | ({"required": always} if always else {}) | ({"allOf": either} if either else {})


def _has(name: str) -> dict[str, Json]:
    return {"required": [name], "properties": {name: {"not": {"type": "null"}}}}


def _schema_of(key: Key) -> dict[str, Json]:
    own = key.shape.schema()
    whole: dict[str, Json] = {"allOf": [own]} if "description" in own else own
    return {
        **(whole if key.required and not key.unless else {"anyOf": [own, {"type": "null"}]}),
        "description": key.doc,
    }


@dataclass(frozen=True, slots=True)
class Declared:
    """What a class of declared keys says about the map it stands for.

    `map_key` is the attribute and shape of the id where it stands in a map from id to group; `short` names the key
    that a bare value in its place stands for.
    """

    fields: Fields
    map_key: tuple[str, Shape[object]] | None = None
    short: str = ""


_DECLARED = "__declared__"


def declare(kind: type, declared: Declared) -> None:
    """Attach its declaration to a class and freeze what is made of it."""
    setattr(kind, _DECLARED, declared)
    setattr(kind, "__setattr__", _frozen)  # noqa: B010 - a plain assignment to a method is refused by the type checker


def declared_by(kind: type) -> Declared:
    """Return the declaration of a class made by `group` or `section`."""
    found: Declared = getattr(kind, _DECLARED)
    return found


def is_declared(kind: type) -> bool:
    """Tell whether a class was made by `group` or `section`."""
    return hasattr(kind, _DECLARED)


def _frozen(self: object, name: str, value: object) -> NoReturn:  # noqa: ARG001
    raise AttributeError(f"{type(self).__name__} is frozen")


def read_fields(fields: Fields, node: MapNode, reading: Reading) -> dict[str, object] | None:
    """Return the values by attribute, or None when a required one is missing or broken.

    Every problem is reported at its own place; a key that cannot be read is noted as broken, never as left out.
    """
    keys, trail, outer, sound = fields.keys, reading.trail, reading.key, True
    values: dict[str, object] = {}
    for name, value in node.values.items():
        key = keys.get(name)
        if key is None:
            _other_key(fields, name, value, node, reading)
            continue
        if type(value) is Scalar and value.text in NULLS and value.is_null:
            continue
        trail.append(name)
        reading.key = key.edge or outer or name
        result = key.shape.read(value, reading)
        if result is BAD:
            reading.absent(Why.BROKEN)
            sound = sound and not key.required
        else:
            values[key.attribute] = result
        trail.pop()
    reading.key = outer
    missing = _missing(fields, values, node) if fields.required else ()
    if missing:
        _report_missing(fields, missing, node, reading)
    return values if sound and not missing else None


def _missing(fields: Fields, values: dict[str, object], node: MapNode) -> list[str]:
    lacking = [key for name in fields.required if (key := fields.keys[name]).attribute not in values]
    if not lacking:
        return []
    return [key.name for key in lacking if not any(_written(node, one) for one in (key.name, *key.unless))]


def _report_missing(fields: Fields, missing: Iterable[str], node: MapNode, reading: Reading) -> None:
    place: Node = reading.head if reading.head and not reading.trail else node
    quoted = listed([f"'{name}'" for name in missing])
    meanings = listed([f"{name} ({fields.keys[name].doc})" for name in missing])
    reading.fault("missing-key", place, f"{reading.spoken} lacks {quoted}", f"add {meanings}")


def _written(node: MapNode, name: str) -> bool:
    value = node.get(name)
    return value is not None and not value.is_null


def _other_key(fields: Fields, name: str, value: Node, node: MapNode, reading: Reading) -> None:
    """Read an absence, or say what is wrong with a key that nothing declares."""
    if name in ABSENCES:
        if not value.is_null:
            _read_absence(fields, ABSENCES[name], value, node, reading)
        return
    if name in fields.later:
        way_out = "it belongs to a section that comes in a later version: leave it out until then"
        text = f"{reading.what}: the key '{name}' is not yet understood"
        _unknown(name, node.key(name), text, way_out, reading)
        return
    meant = fields.instead.get(name)
    way_out = slip(node, name) or (f"write {meant}" if meant else did_you_mean(name, fields.keys))
    way_out = way_out or f"its keys are {', '.join(sorted(fields.keys))}"
    _unknown(name, node.key(name), f"{reading.spoken} has no key '{name[:60]}'", way_out, reading)


def _unknown(name: str, node: Node, text: str, help: str, reading: Reading) -> None:
    """Report a key under its own path, so that two of one map are two findings."""
    reading.trail.append(name)
    reading.fault("unknown-key", node, text, help)
    reading.trail.pop()


def _read_absence(fields: Fields, why: Why, value: Node, node: MapNode, reading: Reading) -> None:
    for name, scalar, reason in _absent_names(why, value, reading):
        if name in fields.later:
            text = f"{reading.what}: the key '{name}' is not yet understood, and '{why.value}' names it"
            _unknown(name, scalar, text, "leave it out until a later version", reading)
        elif name not in fields.keys:
            text = f"{reading.spoken} has no key '{name[:60]}', and '{why.value}' names it"
            _unknown(name, scalar, text, did_you_mean(name, fields.keys), reading)
        elif _written(node, name):
            text = f"{reading.spoken} has a value for '{name}' and lists it under '{why.value}'"
            reading.fault("wrong-type", scalar, text, f"take {name} out of '{why.value}', or take its value away")
        else:
            reading.trail.append(name)
            reading.absent(why, reason)
            reading.trail.pop()


def note_absent_entries(why: Why, value: Node, reading: Reading) -> None:
    """Note the entries of an id map that are named as unknown, withheld or left out on purpose."""
    if value.is_null:
        return
    for name, _, reason in _absent_names(why, value, reading):
        reading.trail.append(EntryId(name))
        reading.absent(why, reason)
        reading.trail.pop()


def absent_entries() -> dict[str, Json]:
    """Return the JSON Schemas of the absences in a map from any name to a value."""
    text: dict[str, Json] = {"type": ["string", "number", "boolean"]}
    names: dict[str, Json] = {"type": ["array", "null"], "items": text}
    reasons: dict[str, Json] = {"type": ["object", "null"], "additionalProperties": text}
    return {"unknown": names, "withheld": names, "none": reasons}


def _absent_names(why: Why, value: Node, reading: Reading) -> Iterator[tuple[str, Node, str]]:
    if why is Why.NONE and isinstance(value, MapNode):
        for key, reason in value.entries():
            if type(reason) is Scalar and not reason.is_null:
                yield key.text, key, reason.text
            else:
                _wrong_absence(why, key, "a field with its reason", _REASON, reading)
    elif why is not Why.NONE and isinstance(value, Sequence):
        for item in value.items:
            if type(item) is Scalar and not item.is_null:
                yield item.text, item, ""
            else:
                _wrong_absence(why, item, "the name of a field", "", reading)
    elif why is Why.NONE:
        _wrong_absence(why, value, "a map from field to reason", _REASON, reading)
    else:
        _wrong_absence(why, value, "a list of fields in [ ]", f"write {why.value}: [field]", reading)


def _wrong_absence(why: Why, node: Node, expected: str, help: str, reading: Reading) -> None:
    reading.trail.append(why.value)
    reading.wrong_type(node, expected, help)
    reading.trail.pop()
