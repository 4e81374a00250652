"""Jobs."""

import enum

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, peer, role
from opmodel.model.shapes import Choice, Flag, Integer, Ref, Text
from opmodel.model.structures import Group, Many


class Level(enum.StrEnum):
    """What kind of holder a role has."""

    EXECUTIVE = "executive"
    MANAGER = "manager"
    INDIVIDUAL = "individual"
    TEAM = "team"
    QUEUE = "queue"
    POOL = "pool"
    AUTOMATION = "automation"
    EXTERNAL = "external"


@group()
class Contact:
    """How to reach the holder of a role, as aliases: never a person's name."""

    github: str | None = key(Text(), "the alias for reviews")
    slack: str | None = key(Text(), "the channel or handle")
    email: str | None = key(Text(), "the shared address")


@section(
    "roles",
    "role",
    also_called=("owners", "people", "positions"),
    example="""
    account_executive: {function: sales, reports_to: head_of_sales, level: individual, headcount: 8, backup: peer}
    """,
    instead={
        "manager": "reports_to",
        "boss": "reports_to",
        "team": "function",
        "department": "function",
        "count": "headcount",
        "title": "name",
    },
)
class Role(Entity):
    """A job that people, a queue or a program hold; accountability points here, never at a person."""

    function: str | None = key(Ref("functions"), "the function it works in", expected=True, edge="works_in")
    reports_to: str | None = key(role(), "the role above it", edge="reports_to")
    is_a: tuple[str, ...] = key(Many(Ref("roles"), lone=True), "the general role it is one kind of", edge="is_a")
    level: Level | None = key(Choice(Level), "what kind of holder it has")
    headcount: int | None = key(Integer(), "how many people hold it")
    held_by: tuple[str, ...] = key(Many(role(), lone=True), "who works a queue or pool", edge="held_by")
    backup: str | None = key(peer(), "who stands in: a role, or a peer", edge="backed_by")
    vacant: bool = key(Flag(only_true=True), "nobody holds it now", default=False)
    quota_carrying: bool = key(Flag(only_true=True), "it is measured against a quota", default=False)
    local_monitoring: bool = key(Flag(only_true=True), "colleagues see each other's effort", default=False)
    levers: tuple[str, ...] = key(
        Many(Ref("levers", "kpis")), "what it can move by its own decision", edge="entrusted_with"
    )
    contact: Contact | None = key(Group(Contact), "how to reach its holder")
