"""What every entity has, whatever its section."""

import datetime
import enum
from collections.abc import Mapping
from datetime import date
from typing import Protocol, Self, TypeVar

from opmodel.model.declaration import group, key, section_of
from opmodel.model.fields import ABSENCES, absent_entries, note_absent_entries
from opmodel.model.reading import Condition, Reading, Trail, Where
from opmodel.model.shapes import BAD, Anything, Bad, Choice, Date, Flag, Json, Length, Ref, Shape, Sql, Text
from opmodel.model.structures import Group, Many, build
from opmodel.model.values import Absence, Duration
from opmodel.source import Mapping as MapNode
from opmodel.source import Node, Scalar
from opmodel.wording import did_you_mean, spelled

E = TypeVar("E", bound="Entity")


def role() -> Ref:
    """Return the shape of a role; a function may stand for its lead."""
    return Ref("roles", "functions")


def peer() -> Ref:
    """Return the shape of who stands in: a role, or a peer."""
    return Ref("roles", "functions", words=("peer",))


def accountable() -> Many[str]:
    """Return the shape of who answers: one id, or a list whose second id is a finding unless `jointly`."""
    return Many(role(), lone=True)


@group(short="source")
class Citation:
    """Where something is written: `wiki`, `wiki#anchor` or `{source, anchor, quote}`."""

    source: str = key(Ref("sources", anchored=True), "the source", required=True)
    anchor: str | None = key(Text(), "the place in it")
    quote: str | None = key(Text(), "its words")


def citations() -> Many[Citation]:
    """Return the shape of where something is stated: one citation or a list."""
    return Many(Group(Citation), lone=True)


@group()
class Period:
    """The days on which something is in force, both ends included."""

    from_: date | None = key(Date(), "the first day it is in force")
    to: date | None = key(Date(), "the last day it is in force")

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it; one that ends before it begins is a fault, and shuts nothing out."""
        if self.from_ and self.to and self.to < self.from_:
            return True
        return not (self.from_ and day < self.from_) and not (self.to and day > self.to)


@group()
class Review:
    """When something was looked at last and how often it should be."""

    date: datetime.date | None = key(Date(), "the day of the last review")
    every: Duration | None = key(Length(), "the time between two reviews")


class State(enum.StrEnum):
    """How far an entity has come; drafts are drawn hatched and judged by shape and references only."""

    DRAFT = "draft"
    APPROVED = "approved"
    DEPRECATED = "deprecated"


class Visibility(enum.StrEnum):
    """Whether what stands behind an entity may be seen by everybody."""

    PUBLIC = "public"
    PRIVATE = "private"


class Scope(Shape[Mapping[str, tuple[str, ...]]]):
    """The values of dimensions that an entity is for: `{segment: large, region: [emea, apac]}`."""

    def read(self, node: Node, reading: Reading) -> Mapping[str, tuple[str, ...]] | Bad:
        """Return dimension -> values; whether they exist is judged once all is read."""
        if not isinstance(node, MapNode):
            reading.wrong_type(node, self.words())
            return BAD
        scope: dict[str, tuple[str, ...]] = {}
        for dimension, value in node.values.items():
            if dimension in ABSENCES:
                note_absent_entries(ABSENCES[dimension], value, reading)
                continue
            Ref("dimensions").read(node.key(dimension), reading)
            values = Many(Text(), lone=True).read(value, reading)
            if values is BAD:
                return BAD
            reading.dimension_values.extend((reading.entity, dimension, text, value) for text in values)
            scope[dimension] = values
        return scope

    def schema(self) -> dict[str, Json]:
        """Accept maps from a dimension to one or several values."""
        return {
            "type": "object",
            "properties": absent_entries(),
            "additionalProperties": Many(Text(), lone=True).schema(),
        }

    def words(self) -> str:
        """Say what fits."""
        return "a map from a dimension to its values"


@group()
class Statement:
    """What a page or a team says about one field of the entity: somebody's words, not the adopted value."""

    field: str = key(Text(), "the field it is about, dotted: `stall.after`", required=True)
    says: object | None = key(Anything(), "the value they give, in the form of the field")
    test: Condition | None = key(Sql(), "the condition they give")
    text: str | None = key(Text(), "their words")
    by: str | None = key(role(), "the role or function that says it")
    stated_in: tuple[Citation, ...] = key(citations(), "where they say it")


class StatementShape(Shape[Statement]):
    """A statement whose `says` is read by the shape of the field it is about."""

    def read(self, node: Node, reading: Reading) -> Statement | Bad:
        """Return the statement with its value."""
        outer, reading.stated = reading.stated, True
        values = Group(Statement).values(node, reading)
        if values is not None:
            values = self._read_says(values, node, reading)
        reading.stated = outer
        return BAD if values is None else build(Statement, values)

    def _read_says(self, values: dict[str, object], node: Node, reading: Reading) -> dict[str, object] | None:
        assert isinstance(node, MapNode)
        said, name = node.get("says"), node.get("field")
        assert isinstance(name, Scalar)
        shape = reading.shape
        for part in name.text.split("."):
            shape = shape and shape.inner(part)
        if shape is None:
            reading.fault(
                "unknown-key",
                name,
                f"{reading.what}: a statement is about '{name.text[:60]}', which is no field of it",
                self._meant(name.text, reading),
            )
            return None
        if said is None or "says" not in values:
            return values
        reading.trail.append("says")
        value = shape.read(said, reading)
        reading.trail.pop()
        return None if value is BAD else {**values, "says": value}

    def _meant(self, name: str, reading: Reading) -> str:
        fields = reading.shape.fields if isinstance(reading.shape, Group) else None
        return did_you_mean(name, fields.keys) if fields else ""

    def schema(self) -> dict[str, Json]:
        """Accept the map of a statement."""
        return Group(Statement).schema()

    def words(self) -> str:
        """Say what fits."""
        return Group(Statement).words()


class Lookup(Protocol):
    """How an entity finds its neighbours when it says which object its conditions are about."""

    def get(self, kind: type[E], name: str) -> E | None:
        """Return the entity of that kind and id."""

    def holders(self, kind: type[E], ref: str) -> tuple[E, ...]:
        """Return the entities of a kind that refer to the entity written as `stage/evaluation`."""


@group()
class Entity:
    """Base of every section's class: its identity and the keys all sections share.

    An entity holds what was written; what was not is the default on its class. It is frozen.
    """

    id: str
    ref: str
    """The entity as reports write it: `stage/evaluation`."""
    node: MapNode
    head: Scalar
    absences: Mapping[str, Absence]

    name: str | None = key(Text(), "what people call it")
    description: str | None = key(Text(), "one sentence for people")
    owner: tuple[str, ...] = key(accountable(), "the role that answers for it", edge="owned_by")
    jointly: bool = key(Flag(only_true=True), "several accountable roles are on purpose", default=False)
    state: State | None = key(Choice(State), "how far it has come")
    sunset: date | None = key(Date(), "the day a deprecated entry goes away")
    effective: Period | None = key(Group(Period), "the days on which it is in force")
    reviewed: Review | None = key(Group(Review), "when it was looked at last, and how often it should be")
    tags: tuple[str, ...] = key(Many(Text()), "words to find it by")
    links: tuple[str, ...] = key(Many(Text()), "addresses of pages about it")
    visibility: Visibility | None = key(Choice(Visibility), "who may see what stands behind it")
    scope: Mapping[str, tuple[str, ...]] | None = key(Scope(), "the values of dimensions it is for")
    stated_in: tuple[Citation, ...] = key(citations(), "where it is written down", edge="stated_in")
    formerly: tuple[str, ...] = key(Many(Text()), "its old ids")
    extra: Node | None = key(Anything(), "free fields of your company")
    statements: tuple[Statement, ...] = key(Many(StatementShape()), "what pages and teams say about it")

    @property
    def label(self) -> str:
        """What pictures and sentences call it."""
        return self.name or spelled(self.id)

    @property
    def answering(self) -> tuple[str, ...]:
        """The accountable roles as written, whatever the section calls the key."""
        value: object = getattr(self, section_of(type(self)).accountable, ())
        return value if isinstance(value, tuple) else ()

    def is_told(self, field: str) -> bool:
        """Tell whether statements give values for a field or a part of it: what is disputed is not missing."""
        said = (one for one in self.statements if one.says is not None or one.test is not None)
        return any(one.field.split(".")[0] == field for one in said)

    def where(self, *trail: str | int) -> Where:
        """Name one of its values: `plan.where("measures", "new_arr", "weight")`."""
        return Where(self.ref, trail)

    def in_force(self, day: date) -> bool:
        """Tell whether the entity holds on a day."""
        effective, sunset = self.effective, self.sunset
        if effective is None and sunset is None:  # as most
            return True
        begin = effective.from_ if effective else None
        is_gone = sunset is not None and day > sunset and not (begin and sunset < begin)
        return (effective is None or effective.holds(day)) and not is_gone

    def on(self, day: date) -> tuple[Self, frozenset[Trail]]:  # noqa: ARG002
        """Return the entity as it is on a day, and the ways to its parts that are not in force then."""
        return self, frozenset()

    def in_scope(self, records: Mapping[str, frozenset[str]]) -> bool:
        """Tell whether the entity is for some records with these values; an unnamed dimension does not narrow it."""
        own = self.scope or {}
        return not any(values.isdisjoint(own[dimension]) for dimension, values in records.items() if dimension in own)

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:  # noqa: ARG002
        """Return the ids of the objects that a condition at a place of the entity is about."""
        own: object = getattr(self, "object", None)
        return (own,) if isinstance(own, str) else ()
