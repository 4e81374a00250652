"""What people say about the fields of entities, and where they disagree."""

from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.expressions import Record
from opmodel.graph.sameness import SAME, Comparing, Likeness, Sameness
from opmodel.model import Condition, Entity, Model, Statement, Where
from opmodel.model.fields import declared_by, is_declared
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar, Sequence
from opmodel.wording import bare, listed

MODEL = "the model"
LONGEST = 60
"""Characters of a value that a message quotes."""
MOST_VOICES = 40
"""Voices on one field that are compared with each other."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A value that somebody gives for a field: `who` is a role, function or page, or the model itself."""

    who: str
    page: str
    value: object
    words: str
    where: Where


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field for which people give different values.

    `camps` are two or more groups of voices, each of one meaning; the field's own value is in the first.
    `is_sure` is False where nobody can tell whether their conditions mean the same. `witness` is a record that the
    conditions of the first and of the `against`-th camp treat differently.
    """

    entity: Entity
    field: str
    camps: tuple[tuple[Voice, ...], ...]
    is_sure: bool
    against: int
    about: str
    witness: Record | None


class Voices:
    """Questions about what is said of the entities of a model."""

    def __init__(self, model: Model, sameness: Sameness) -> None:
        self._model, self._sameness = model, sameness

    def disputes(self, entity: Entity) -> Iterator[Dispute]:
        """Yield the fields of an entity for which different values are given."""
        for field in dict.fromkeys(statement.field for statement in entity.statements):
            voices = (*_adopted(entity, field), *_stated(entity, field))[:MOST_VOICES]
            for kind in (True, False):
                alike = tuple(voice for voice in voices if isinstance(voice.value, Condition) is kind)
                if dispute := self._dispute(entity, field, alike):
                    yield dispute
                    break

    def _dispute(self, entity: Entity, field: str, voices: tuple[Voice, ...]) -> Dispute | None:
        about = next(iter(entity.objects(tuple(field.split(".")), self._model)), "")
        camps: list[tuple[Voice, ...]] = []
        for voice in voices:
            place = next((at for at, camp in enumerate(camps) if self._compare(camp[0], voice, about) == SAME), None)
            if place is None:
                camps.append((voice,))
            else:
                camps[place] += (voice,)
        compared = [self._compare(camps[0][0], camp[0], about) for camp in camps[1:]]
        if not compared:
            return None
        clearest = min(compared, key=lambda one: (one.likeness is Likeness.UNSURE, one.witness is None))
        is_sure = clearest.likeness is Likeness.DIFFERENT
        against = compared.index(clearest) + 1
        return Dispute(entity, field, tuple(camps), is_sure, against, about, clearest.witness)

    def _compare(self, one: Voice, other: Voice, about: str) -> Comparing:
        return self._sameness.compare(one.value, other.value, about)


def _stated(entity: Entity, field: str) -> Iterator[Voice]:
    for position, statement in enumerate(entity.statements):
        key = "test" if statement.says is None else "says"
        value = statement.test if statement.says is None else statement.says
        if statement.field == field and value is not None:
            where = entity.where("statements", position, key)
            yield Voice(_speaker(statement), _page(statement), value, _words(_node(entity.node, where.trail)), where)


def _speaker(statement: Statement) -> str:
    page = _page(statement).partition("#")[0]
    return bare(statement.by) if statement.by else page or "a statement"


def _page(statement: Statement) -> str:
    if not statement.stated_in:
        return ""
    citation = statement.stated_in[0]
    return f"{citation.source}#{citation.anchor}" if citation.anchor else citation.source


def _adopted(entity: Entity, field: str) -> Iterator[Voice]:
    """Yield the field's own value if one is written."""
    parts = tuple(field.split("."))
    node = _node(entity.node, parts)
    value: object = entity
    for part in parts:
        value = _below(value, part)
    if value is not None and value != () and node is not None:
        yield Voice(MODEL, "", value, _words(node), entity.where(*parts))


def _below(value: object, name: str) -> object:
    """Return what stands below a key: of an entity or group its attribute, of a map of groups the one of that id."""
    if isinstance(value, tuple):
        identity = next((declared_by(type(item)).map_key for item in value if is_declared(type(item))), None)
        attribute = identity[0] if identity else ""
        return next((item for item in value if attribute and getattr(item, attribute) == name), None)
    if not is_declared(type(value)):
        return None
    key = declared_by(type(value)).fields.keys.get(name)
    found: object = getattr(value, key.attribute) if key else None
    return found


def _node(root: Node, trail: tuple[str | int, ...]) -> Node | None:
    """Return what is written below the keys of a trail; a bare value stands for the map it is short for."""
    node: Node | None = root
    for part in trail:
        if isinstance(node, MapNode) and isinstance(part, str):
            node = node.get(part)
        elif isinstance(node, Sequence) and isinstance(part, int):
            node = node.items[part]
    return None if isinstance(node, Scalar) and node.is_null else node


def _words(node: Node | None) -> str:
    """Write a value as people do: `18`, `smb, mid`, `within 2bd`."""
    text = "" if node is None else _spelled(node)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _spelled(node: Node) -> str:
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, Sequence):
        return listed(map(_spelled, node.items)) or "nobody"
    dimension = node.get("by")
    parts = ", ".join(f"{key} {_spelled(value)}" for key, value in node.values.items() if key != "by")
    return f"by {_spelled(dimension)} ({parts})" if dimension else parts
