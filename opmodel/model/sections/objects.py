"""What the CRM and its neighbours hold."""

import enum

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, Lookup, accountable
from opmodel.model.reading import Condition, Trail
from opmodel.model.shapes import Choice, Flag, Number, Ref, Sql, Text
from opmodel.model.structures import Keyed, Many


class FieldType(enum.StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    MONEY = "money"
    BOOLEAN = "boolean"
    DATE = "date"
    ENUM = "enum"
    USER = "user"
    STAGE = "stage"
    DIMENSION = "dimension"


@group(map_key="id")
class Field:
    """One column of an object."""

    id: str = key(Text(), "its name in conditions", required=True)
    type: FieldType = key(Choice(FieldType), "what it holds", required=True)
    required: bool = key(Flag(), "never empty in a saved record", default=False)
    values: tuple[str, ...] = key(Many(Text(), ordered=True), "the values of an enum, in order")
    min: float | None = key(Number(), "the smallest number it may hold")
    max: float | None = key(Number(), "the largest number it may hold")
    column: str | None = key(Text(), "its name in the CRM")
    derived: Condition | None = key(Sql("value"), "the value it is computed from")
    description: str | None = key(Text(), "what it means")


@group(map_key="name", short="object")
class Join:
    """A neighbour that conditions reach as `account.employees`."""

    name: str = key(Text(), "the name conditions use", required=True)
    object: str = key(Ref("objects"), "the object behind the name", required=True)


@section(
    "objects",
    "object",
    also_called=("entities",),
    instead={"columns": "fields", "properties": "fields"},
    example="""
    deal:
      owner: revops
      system: crm
      fields:
        stage: {type: stage}
        amount: {type: money, min: 0}
        close_date: {type: date}
    """,
)
class Object(Entity):
    """A kind of record that the CRM or another system holds, with the columns that conditions may use."""

    owner: tuple[str, ...] = key(accountable(), "the role that answers for its records", expected=True, edge="owned_by")
    system: str | None = key(Ref("systems"), "the system that holds it", edge="held_in")
    records: tuple[str, ...] = key(Many(Text()), "the names the CRM uses: Lead, Contact")
    joins: tuple[Join, ...] = key(Keyed(Join), "neighbouring objects by the name conditions use", edge="joins")
    fields: tuple[Field, ...] = key(Keyed(Field), "its columns")

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:  # noqa: ARG002
        """Return the object itself: `derived` is about its own columns."""
        return (self.id,)
