"""Programs that hold records."""

import enum

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, accountable
from opmodel.model.shapes import Choice, Length, Ref, Text
from opmodel.model.structures import Group, Many
from opmodel.model.values import Duration


class Direction(enum.StrEnum):
    """Which way data flows between two systems."""

    ONE_WAY = "one_way"
    BOTH = "both"


@group(short="to")
class Integration:
    """A flow of records to another system."""

    to: str = key(Ref("systems"), "the system at the other end", required=True)
    objects: tuple[str, ...] = key(Many(Ref("objects")), "what flows")
    latency: Duration | None = key(Length(), "how late it arrives")
    direction: Direction | None = key(Choice(Direction), "which way it flows")


@section(
    "systems",
    "system",
    also_called=("tools", "applications"),
    example="""
    crm: {type: crm, owner: revops, master_of: [deal], integrates: [{to: warehouse, objects: [deal], latency: 1h}]}
    """,
)
class System(Entity):
    """A program that holds records or numbers: the CRM, billing, the warehouse."""

    owner: tuple[str, ...] = key(accountable(), "the role that answers for it", expected=True, edge="owned_by")
    type: str | None = key(Text(), "what kind of system: crm, billing, warehouse")
    master_of: tuple[str, ...] = key(Many(Ref("objects")), "the objects it is the record of", edge="master_of")
    integrates: tuple[Integration, ...] = key(
        Many(Group(Integration)), "where its records flow", edge="integrates_with"
    )
    replaced_by: str | None = key(Ref("systems"), "the system that takes over", edge="replaced_by")
