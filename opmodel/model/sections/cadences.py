"""Meetings that come again."""

import enum

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, Lookup, accountable, role
from opmodel.model.reading import Condition, Trail
from opmodel.model.shapes import Choice, Length, Ref, Sql, Text
from opmodel.model.structures import Group, Many
from opmodel.model.values import Duration


class Purpose(enum.StrEnum):
    """What a meeting is for."""

    DECIDE = "decide"
    INSPECT = "inspect"
    PLAN = "plan"
    RECONCILE = "reconcile"
    INFORM = "inform"


@group(short="object")
class Covered:
    """The records a meeting goes through."""

    object: str | None = key(Ref("objects"), "the object", edge="about")
    when: Condition | None = key(Sql(), "which of its records")


@section(
    "cadences",
    "cadence",
    accountable="chair",
    also_called=("meetings", "rituals", "reviews"),
    example="""
    pipeline_review:
      every: 1w
      day: tuesday
      chair: head_of_sales
      attendees: [account_executive, revops]
      length: 45min
      inputs: [deals]
      inspects: [win_rate]
      decides: [discount]
      purpose: decide
    """,
    instead={"duration": "length", "owner": "chair", "frequency": "every", "participants": "attendees"},
)
class Cadence(Entity):
    """A meeting that comes again: who is there, for how long, over which numbers, and what it decides."""

    every: Duration = key(Length(), "how often it takes place", required=True)
    day: str | None = key(Text(), "the day or date, in words")
    chair: tuple[str, ...] = key(accountable(), "the role that leads it", expected=True, edge="chaired_by")
    attendees: tuple[str, ...] = key(Many(role()), "who else is there", edge="attended_by")
    length: Duration | None = key(Length(), "how long it takes")
    covers: Covered | None = key(Group(Covered), "the records it goes through")
    inputs: tuple[str, ...] = key(Many(Ref("dashboards", "datasets")), "what it reads", edge="reads")
    inspects: tuple[str, ...] = key(Many(Ref("kpis", "stages", "statuses")), "what it looks at", edge="inspects")
    decides: tuple[str, ...] = key(Many(Ref("decisions")), "the decisions it takes", edge="takes")
    outputs: tuple[str, ...] = key(Many(Text()), "what comes out of it")
    purpose: Purpose | None = key(Choice(Purpose), "what it is for")

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:  # noqa: ARG002
        """Return the object whose records it goes through."""
        return (self.covers.object,) if self.covers and self.covers.object else ()
