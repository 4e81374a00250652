"""Moves between stages."""

import enum

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, Lookup, role
from opmodel.model.reading import Condition, Trail
from opmodel.model.sections.parts import Notice, Requirement, Sla, requirements
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.statuses import Status
from opmodel.model.shapes import Choice, Flag, Number, Ref, Sql, Text
from opmodel.model.structures import Group, Keyed, Many

ANY = "any"


class Kind(enum.StrEnum):
    """What a move means."""

    ADVANCE = "advance"
    HANDOFF = "handoff"
    RECYCLE = "recycle"
    DISQUALIFY = "disqualify"
    LOSE = "lose"
    REOPEN = "reopen"
    SCHEDULED = "scheduled"
    CONVERT = "convert"
    AUTOMATIC = "automatic"
    JOIN = "join"
    LEAVE = "leave"

    @property
    def is_onward(self) -> bool:
        """Whether the record goes on: it is not given up, sent back or taken up again, and nobody joins or leaves."""
        return self in (Kind.ADVANCE, Kind.HANDOFF, Kind.CONVERT, Kind.AUTOMATIC, Kind.SCHEDULED)

    @property
    def is_return(self) -> bool:
        """Whether people have the record again who had it before: it is sent back, or taken up once more."""
        return self in (Kind.RECYCLE, Kind.REOPEN)

    @property
    def is_giving_up(self) -> bool:
        """Whether people stop pursuing the record for now: it is lost, disqualified, or sent back until it is ready."""
        return self in (Kind.LOSE, Kind.DISQUALIFY, Kind.RECYCLE)

    @property
    def is_backward(self) -> bool:
        """Whether the record is not carried forward: it is given up or returned."""
        return self.is_return or self.is_giving_up

    @property
    def is_by_itself(self) -> bool:
        """Whether nobody makes the move: a program or a day does."""
        return self in (Kind.AUTOMATIC, Kind.SCHEDULED)

    @property
    def is_plain(self) -> bool:
        """Whether the record just goes on, by hand or by itself: the kind does not say that somebody takes over."""
        return self is Kind.ADVANCE or self.is_by_itself


@group()
class Acceptance:
    """Who accepts a record, by what, and where it goes when it is refused."""

    by: tuple[str, ...] = key(Many(role(), lone=True), "the role that accepts", edge="accepted_by")
    criteria: tuple[Requirement, ...] = key(requirements(), "what it checks")
    reject_to: str | None = key(Ref("stages"), "where a refused record goes", edge="rejects_to")
    reject_reasons: str | None = key(Ref("reasons"), "the codes for refusing", edge="explained_by")


@group(map_key="id")
class PayloadItem:
    """One thing that travels with the record."""

    id: str = key(Text(), "what it is called", required=True)
    field: Condition | None = key(Sql("column"), "the column that holds it")
    required: bool = key(Flag(), "the move waits for it", default=False)
    when: Condition | None = key(Sql(), "for which records")
    produced_in: str | None = key(Ref("stages"), "the stage that produces it", edge="produced_in")
    used_in: tuple[str, ...] = key(Many(Ref("stages"), lone=True), "the stages that use it", edge="used_in")


@group()
class Conversion:
    """The object that ends and the one that begins."""

    from_: str | None = key(Ref("objects"), "the object that ends")
    to: str | None = key(Ref("objects"), "the object that begins")


@group(map_key="field", short="value")
class Assignment:
    """A column that the move fills."""

    field: Condition = key(Sql("column"), "the column", required=True)
    value: str = key(Text(), "a literal, or current_date", required=True)


@group()
class MoveKpis:
    """The KPIs that measure a move."""

    conversion: str | None = key(Ref("kpis"), "the share that makes it", edge="measured_by")
    time: str | None = key(Ref("kpis"), "the time it takes", edge="measured_by")


@section(
    "transitions",
    "transition",
    also_called=("handoffs", "moves"),
    instead={
        "source": "from",
        "target": "to",
        "acceptance": "accept",
        "type": "kind",
        "condition": "when",
        "time_limit": "sla",
    },
    example="""
    hand_to_sales:
      from: contacted
      to: qualifying
      kind: handoff
      accept: {by: account_executive, criteria: [buyer_named], reject_to: contacted, reject_reasons: refusals}
      sla: {within: 1bd, kpi: time_to_first_call, on_breach: sales_ladder}
      payload:
        need: {field: need, required: true, used_in: qualifying}
    """,
)
class Transition(Entity):
    """A move of a record from one stage to another, and everything that travels with it.

    It is a handoff where the stages' owners differ; until it is accepted the owner of the `from` stage answers.
    """

    from_: tuple[str, ...] = key(
        Many(Ref("stages", words=(ANY,)), lone=True),
        "the stage it leaves, a list, or any",
        required=True,
        unless=("sets", "clears"),
        edge="leaves",
    )
    to: tuple[str, ...] = key(
        Many(Ref("stages", words=(ANY,)), lone=True),
        "the stage it enters, a list, or any",
        required=True,
        unless=("sets", "clears"),
        edge="enters",
    )
    kind: Kind = key(Choice(Kind), "what the move means", required=True)
    trigger: str | None = key(Text(), "what sets it off, in words")
    when: Condition | None = key(Sql(), "the records it is for")
    by: tuple[str, ...] = key(Many(role()), "the roles that make the move", edge="made_by")
    from_owner: str | None = key(
        role(), "who hands over, where a handoff stays inside one stage", edge="handed_over_by"
    )
    to_owner: str | None = key(role(), "who takes over, where a handoff stays inside one stage", edge="taken_over_by")
    accept: Acceptance | None = key(Group(Acceptance), "who accepts the record and how it is refused", expected=True)
    sla: Sla | None = key(Group(Sla), "how long the receiver may take")
    payload: tuple[PayloadItem, ...] = key(Keyed(PayloadItem), "what travels with the record")
    decision: str | None = key(Ref("decisions"), "the decision it waits for", edge="decided_by")
    converts: Conversion | None = key(Group(Conversion), "the object that ends and the one that begins")
    sets: tuple[Assignment, ...] = key(Keyed(Assignment), "columns it fills and statuses it sets")
    clears: tuple[Condition, ...] = key(Many(Sql("column")), "columns it empties and statuses it ends")
    triggers: str | None = key(Ref("transitions"), "the move it sets off", edge="triggers")
    notify: tuple[Notice, ...] = key(Many(Group(Notice)), "who is told", edge="notifies")
    forbidden: bool = key(Flag(only_true=True), "it must not happen", default=False)
    kpis: MoveKpis | None = key(Group(MoveKpis), "the KPIs that measure it")
    rate: float | None = key(Number("ratio", 0, 1), "the share of records that make it, 0 to 1")

    @property
    def changed(self) -> tuple[str, ...]:
        """The columns and statuses that it sets or clears."""
        return tuple(one.text for one in (*(each.field for each in self.sets), *self.clears))

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:
        """Return the objects of the `from` stages; what travels or is timed may stand on the other side too.

        A move that only sets or clears statuses is about the objects of the stages they apply in.
        """
        sides = [self.from_ if ANY not in self.from_ else self.to]
        if trail[:1] and trail[0] in ("sla", "sets", "clears", "payload", "notify"):
            sides.append(self.to if ANY not in self.to else self.from_)
        if not self.from_ and not self.to:
            statuses = [lookup.get(Status, name) for name in self.changed]
            sides = [status.applies_in for status in statuses if status]
        stages = [lookup.get(Stage, name) for side in sides for name in side]
        found = [name for stage in stages if stage for name in stage.objects((), lookup)]
        return tuple(dict.fromkeys(found))
