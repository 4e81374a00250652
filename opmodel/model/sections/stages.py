"""Steps of a path."""

import enum

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, Lookup, accountable, role
from opmodel.model.reading import Condition, Trail
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.parts import ForecastCategory, Gate, Notice, Sla, percent
from opmodel.model.shapes import Choice, Flag, Length, Ref, Sql, Text
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import Group, Many
from opmodel.model.values import Duration, Quantity


class StageType(enum.StrEnum):
    """What being in a stage means for the record."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    HOLDING = "holding"
    DISQUALIFIED = "disqualified"
    CONVERTED = "converted"
    DONE = "done"
    VOID = "void"


class Side(enum.StrEnum):
    """Whether a stage lies before or after the signature."""

    ACQUISITION = "acquisition"
    POST_SALE = "post_sale"


class Since(enum.StrEnum):
    """What starts the clock of an idle record."""

    ENTERED = "entered"
    ACTIVITY = "activity"


@group()
class Stall:
    """What happens to a record that does not move."""

    after: Quantity[Duration] | None = key(Varying(Length()), "the time after which it counts as stalled")
    warn_after: Quantity[Duration] | None = key(Varying(Length()), "the time after which somebody is warned")
    since: Since | None = key(Choice(Since), "what starts the clock")
    warn: str | None = key(role(), "who is warned", edge="warns")
    to: str | None = key(Ref("stages"), "the stage it is moved to", edge="stalls_to")
    escalate: str | None = key(Ref("escalations"), "the escalation it starts", edge="escalates_to")
    reason: str | None = key(Text(), "the reason code it gets")
    when: Condition | None = key(Sql(), "the records it is for")


@group()
class Supporters:
    """Who helps in a stage beside its owner."""

    responsible: tuple[str, ...] = key(Many(role()), "who does the work", edge="supported_by")
    consulted: tuple[str, ...] = key(Many(role()), "who is asked", edge="supported_by")
    informed: tuple[str, ...] = key(Many(role()), "who is told", edge="informs")
    optional: tuple[str, ...] = key(Many(role()), "who may help", edge="supported_by")


@group()
class ChecklistItem:
    """One thing to do in a stage."""

    item: str = key(Text(), "what to do", required=True)
    when: Condition | None = key(Sql(), "for which records")
    optional: bool = key(Flag(), "it may be skipped", default=False)


@group()
class RequiredField:
    """A column that must be filled to leave a stage."""

    field: Condition = key(Sql("column"), "the column", required=True)
    when: Condition | None = key(Sql(), "for which records")
    optional: bool = key(Flag(), "it may stay empty", default=False)


@group()
class EntryDate:
    """The date that brings records into a stage by itself."""

    date: Condition = key(Sql("column"), "the date column", required=True)
    before: Quantity[Duration] | None = key(Varying(Length()), "how long before the date")


@group()
class CrmField:
    """How the CRM shows it."""

    system: str | None = key(Ref("systems"), "the system")
    object: str | None = key(Text(), "the CRM's object")
    field: str | None = key(Text(), "the CRM's field")
    value: str | None = key(Text(), "the value of the field")


@section(
    "stages",
    "stage",
    also_called=("steps", "phases"),
    example="""
    proposal:
      type: open
      owner: account_executive
      definition: real_deal
      probability: 40
      exit: [buyer_named]
      stall: {after: 30d, since: activity, warn: head_of_sales, to: lost}
    """,
    instead={
        "time_limit": "stall or sla",
        "limit": "stall or sla",
        "exit_criteria": "exit",
        "entry_criteria": "entry",
        "kind": "type",
        "loss_reasons": "reasons",
    },
)
class Stage(Entity):
    """A step of a lifecycle in which a record waits for one owner's work."""

    type: StageType = key(Choice(StageType), "what being here means for the record", required=True)
    side: Side = key(Choice(Side), "before or after the signature", default=Side.ACQUISITION)
    owner: tuple[str, ...] = key(
        accountable(), "the role, queue or automation that answers for the record here", expected=True, edge="owned_by"
    )
    coverage: Supporters | None = key(Group(Supporters), "who helps beside the owner")
    definition: str | None = key(Ref("definitions"), "what a record here is", edge="defined_by")
    entry: Gate | None = key(Group(Gate), "what must hold to come in")
    exit: Gate | None = key(Group(Gate), "what must hold to move on")
    entry_at: EntryDate | None = key(Group(EntryDate), "the date that brings records in")
    probability: Quantity[float] | None = key(Varying(percent()), "chance to win from here, percent")
    forecast_category: tuple[ForecastCategory, ...] = key(
        Many(Choice(ForecastCategory), lone=True), "how its records count in the forecast"
    )
    stall: Stall | None = key(Group(Stall), "what happens to a record that does not move")
    sla: Sla | None = key(Group(Sla), "how long a record may take here")
    checklist: tuple[ChecklistItem, ...] = key(Many(Group(ChecklistItem)), "what to do here")
    required_fields: tuple[RequiredField, ...] = key(Many(Group(RequiredField)), "columns to fill before moving on")
    reasons: str | None = key(Ref("reasons"), "the list of codes a record here carries", edge="explained_by")
    customer_outcome: str | None = key(Text(), "what the customer has when the stage is done")
    kpi: str | None = key(Ref("kpis"), "the KPI that counts arrivals", edge="measured_by")
    notify: tuple[Notice, ...] = key(Many(Group(Notice)), "who is told when a record arrives", edge="notifies")
    crm: CrmField | None = key(Group(CrmField), "how the CRM shows it")

    @property
    def is_open(self) -> bool:
        """Tell whether records here still move."""
        return self.type is StageType.OPEN

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:  # noqa: ARG002
        """Return the objects of the lifecycles that hold the stage."""
        paths = lookup.holders(Lifecycle, self.ref)
        return (paths[0].object,) if len(paths) == 1 else tuple(dict.fromkeys(path.object for path in paths))
