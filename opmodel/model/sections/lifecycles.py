"""Paths of records."""

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, accountable
from opmodel.model.reading import Condition
from opmodel.model.sections.parts import ForecastCategory, Requirement, requirements
from opmodel.model.shapes import Choice, Ref, Sql, Text
from opmodel.model.structures import Group, Many


@group(short="stage")
class Entry:
    """A stage where records come in."""

    stage: str = key(Ref("stages"), "the stage where they come in", required=True)
    when: Condition | None = key(Sql(), "the records that come in here")
    channel: str | None = key(Text(), "how they come in")
    creates: str | None = key(Ref("objects"), "the object that is created")


@group()
class Backward:
    """Moves back to an earlier stage."""

    decision: str | None = key(Ref("decisions"), "the decision that allows them")


@section(
    "lifecycles",
    "lifecycle",
    also_called=("pipelines", "funnels", "journeys"),
    example="""
    new_business:
      object: deal
      owner: account_executive
      stages: [qualifying, proposal, signed, lost]
      entries: [{stage: qualifying, channel: website}]
    """,
)
class Lifecycle(Entity):
    """The path of one object through its stages, from its entries to where it ends."""

    owner: tuple[str, ...] = key(accountable(), "the role that answers where a stage names none", edge="owned_by")
    object: str = key(Ref("objects"), "the object that moves", required=True, edge="moves")
    system: str | None = key(Ref("systems"), "the system that holds its stage", edge="held_in")
    when: Condition | None = key(Sql(), "the records that take this path")
    stages: tuple[str, ...] = key(
        Many(Ref("stages"), ordered=True), "its stages in order", required=True, edge="has_stage"
    )
    entries: tuple[Entry, ...] = key(Many(Group(Entry)), "where records come in", edge="enters_at")
    always: tuple[Requirement, ...] = key(requirements(), "what holds for every open record")
    backward: Backward | None = key(Group(Backward), "what moving back needs")
    forecast_categories: tuple[ForecastCategory, ...] = key(
        Many(Choice(ForecastCategory), ordered=True), "the forecast categories in use, in order"
    )
