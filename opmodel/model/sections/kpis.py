"""Numbers the company steers by."""

import enum
from datetime import date

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, Lookup, accountable, role
from opmodel.model.reading import Condition, Trail
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.parts import CalendarPeriod
from opmodel.model.shapes import Amount, Choice, Date, Flag, Length, Ref, Sql, Text
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import Group, Many
from opmodel.model.values import Duration, Quantity


class Aggregation(enum.StrEnum):
    """How rows become one number."""

    COUNT = "count"
    SUM = "sum"
    RATIO = "ratio"
    DURATION = "duration"
    SCORE = "score"
    DERIVED = "derived"


class KpiKind(enum.StrEnum):
    """What a number says about the business."""

    VOLUME = "volume"
    ACTIVITY = "activity"
    QUALITY = "quality"
    OUTCOME = "outcome"
    VALUE = "value"
    MARGIN = "margin"
    COST = "cost"
    TIMING = "timing"
    LOAD = "load"
    CAPACITY = "capacity"


COUNTED = (KpiKind.VOLUME, KpiKind.ACTIVITY)
"""Kinds of KPIs that number things, whatever those are worth."""


class Good(enum.StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    RANGE = "range"


@group()
class Formula:
    """A number: another KPI, or a value in SQL."""

    kpi: str | None = key(Ref("kpis"), "another KPI", edge="computed_from")
    sql: Condition | None = key(Sql("value"), "a value that is added up, or a condition that is counted")


@group()
class Target:
    """The number to reach."""

    value: Quantity[float | Duration] | None = key(Varying[float | Duration](Amount()), "the number to reach")
    period: CalendarPeriod | None = key(Choice(CalendarPeriod), "the calendar period it is for")
    until: date | None = key(Date(), "the day it ends")


@group()
class Limit:
    """The number at which somebody has to act."""

    above: Quantity[float | Duration] | None = key(Varying[float | Duration](Amount()), "act when it is higher")
    below: Quantity[float | Duration] | None = key(Varying[float | Duration](Amount()), "act when it is lower")
    action: str | None = key(Ref("escalations", "decisions"), "what happens then", edge="escalates_to")


@section(
    "kpis",
    "kpi",
    also_called=("metrics", "measures"),
    instead={
        "direction": "good",
        "goal": "target",
        "source": "dataset",
        "formula": "value, or numerator and denominator",
    },
    example="""
    win_rate:
      aggregation: ratio
      kind: quality
      population: real_deal
      numerator: {sql: stage = 'signed'}
      denominator: {sql: "stage in ('signed', 'lost')"}
      good: up
      owner: head_of_sales
      target: {value: 25, period: quarter}
      dataset: deals
    """,
)
class Kpi(Entity):
    """A number the company steers by: how it is computed, from where, who answers for it and what is good."""

    object: str | None = key(Ref("objects"), "the object whose records are counted", edge="about")
    aggregation: Aggregation = key(Choice(Aggregation), "how rows become one number", required=True)
    kind: KpiKind | None = key(Choice(KpiKind), "what it says about the business")
    definition: str | None = key(Ref("definitions"), "the records it counts", edge="counts")
    population: str | None = key(Ref("definitions"), "the records it is computed over", edge="drawn_from")
    value: Condition | None = key(Sql("value"), "what one record is worth")
    numerator: Formula | None = key(Group(Formula), "the upper part of a ratio")
    denominator: Formula | None = key(Group(Formula), "the lower part of a ratio")
    filter: Condition | None = key(Sql(), "the records that count")
    dated_by: Condition | None = key(Sql("column"), "the date that puts a record into a period")
    unit: str | None = key(Text(), "percent, a currency, days")
    grain: str | None = key(Text(), "what one number is for: week, rep")
    cohort: Condition | None = key(Sql("column"), "the date that groups records")
    windows: tuple[Duration, ...] = key(Many(Length()), "the windows it is shown for")
    good: Good | None = key(Choice(Good), "which way is better", expected=True)
    owner: tuple[str, ...] = key(accountable(), "the role that answers for the number", expected=True, edge="owned_by")
    joint: tuple[str, ...] = key(Many(role()), "roles that answer for it together", edge="shared_by")
    target: Target | None = key(Group(Target), "the number to reach", expected=True)
    limit: Limit | None = key(Group(Limit), "the number at which somebody acts")
    dataset: str | None = key(Ref("datasets"), "where the number is read", expected=True, edge="read_from")
    defined_by: tuple[str, ...] = key(Many(role()), "who defines it", edge="set_by")
    measured_by: tuple[str, ...] = key(Many(role()), "who measures it", edge="set_by")
    approved_by: tuple[str, ...] = key(Many(role()), "who approves its values", edge="set_by")
    target_set_by: tuple[str, ...] = key(Many(role()), "who sets its target", edge="set_by")
    accepted_by: tuple[str, ...] = key(Many(role()), "who accepts what it counts", edge="accepted_by")
    important: bool = key(Flag(only_true=True), "leaders look at it whatever its kind", default=False)
    guardrail: bool = key(Flag(only_true=True), "it shows when another number is bought at its expense", default=False)
    external: bool = key(Flag(only_true=True), "the market moves it too", default=False)
    proxy_for: str | None = key(Ref("kpis"), "the number it stands for", edge="proxy_for")
    partition_of: str | None = key(Ref("kpis"), "the number it is a slice of", edge="partition_of")
    quality_of: str | None = key(Ref("kpis"), "the volume whose quality it shows", edge="quality_of")
    audience: tuple[str, ...] = key(Many(role()), "who sees it", edge="seen_by")

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:  # noqa: ARG002
        """Return its object, or that of the definition or population it is about."""
        if self.object:
            return (self.object,)
        for name in (self.definition, self.population):
            meaning = lookup.get(Definition, name) if name else None
            if meaning and (found := meaning.objects((), lookup)):
                return found
        return ()
