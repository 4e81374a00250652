"""Who gets credit for a result."""

import enum

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, Lookup, role
from opmodel.model.reading import Condition, Trail
from opmodel.model.sections.parts import percent as share
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.statuses import Status
from opmodel.model.sections.transitions import Transition
from opmodel.model.shapes import Choice, Flag, Length, Ref, Sql, Text
from opmodel.model.structures import Group, Keyed, Many
from opmodel.model.values import Duration


class CreditAs(enum.StrEnum):
    """What a share of a result is."""

    CREDIT = "credit"
    OVERLAY = "overlay"
    ROLLUP = "rollup"


@group()
class Split:
    """One role's share of a result."""

    to: str = key(role(), "who is credited", required=True, edge="credits")
    percent: float | None = key(share(), "the share of the result, percent")
    as_: CreditAs | None = key(
        Choice(CreditAs), "a part of the whole (credit), beside it (overlay), or a manager's sum (rollup)"
    )
    quota_relief: float | None = key(share(), "the share that counts toward quota, percent")


@group()
class Winner:
    """Which of several claims counts."""

    earliest: Condition | None = key(Sql("column"), "the first by this date column")
    latest: Condition | None = key(Sql("column"), "the last by this date column")


@group(map_key="column", short="within")
class CreditWindow:
    """How long something that happened before a result is credited for it."""

    column: Condition = key(Sql("column"), "the date column of what happened", required=True)
    within: Duration = key(Length(), "the time it may lie before the result", required=True)


@section(
    "crediting",
    "crediting",
    also_called=("credits", "credit", "attribution"),
    example="""
    booking:
      event: sign
      splits:
        - {to: account_executive, percent: 100, as: credit, quota_relief: 100}
        - {to: sales_engineer, percent: 100, as: overlay}
      windows: {first_touch_at: 90d}
      boundaries: the day of the signature decides the quarter
      disputes: sales_ladder
    """,
)
class Crediting(Entity):
    """Who is credited for an event, by what share and for how long, and who settles a dispute."""

    event: str = key(
        Ref("transitions", "stages", "statuses"),
        "the move, arrival or status that is credited",
        required=True,
        edge="earned_by",
    )
    splits: tuple[Split, ...] = key(Many(Group(Split)), "who gets which share", edge="credits")
    winner: Winner | None = key(Group(Winner), "which of several claims counts")
    exclusive: bool = key(Flag(), "only one claim counts", default=False)
    windows: tuple[CreditWindow, ...] = key(Keyed(CreditWindow), "how long before the event each date column counts")
    boundaries: str | None = key(Text(), "what happens to what falls across periods, people or territories")
    decision: str | None = key(Ref("decisions"), "the decision that grants an exception", edge="decided_by")
    disputes: str | None = key(Ref("escalations"), "where a dispute goes", edge="escalates_to")

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:  # noqa: ARG002
        """Return the object of the event."""
        name = self.event.rpartition("/")[2]
        for kind in (Transition, Stage, Status):
            event = lookup.get(kind, name)
            if event:
                return event.objects((), lookup)
        return ()
