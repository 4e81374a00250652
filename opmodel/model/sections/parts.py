"""Groups of keys that several sections share: time limits, notices, exit criteria and ramps."""

import enum

from opmodel.model.declaration import group, key
from opmodel.model.entity import role
from opmodel.model.reading import Condition
from opmodel.model.shapes import Choice, Flag, Integer, Length, Number, Ref, Sql, Text
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import Group, Many
from opmodel.model.values import Duration, Quantity


def percent() -> Number:
    """Return the shape of a share from 0 to 100."""
    return Number("percent", 0, 100)


class ForecastCategory(enum.StrEnum):
    """How a deal counts in the forecast."""

    OMITTED = "omitted"
    PIPELINE = "pipeline"
    BEST_CASE = "best_case"
    COMMIT = "commit"
    CLOSED = "closed"


class Per(enum.StrEnum):
    """What a time limit counts for: every record, or the owner's whole queue."""

    RECORD = "record"
    OWNER = "owner"


class Strength(enum.StrEnum):
    """How binding a time limit is."""

    MUST = "must"
    SHOULD = "should"


@group(instead={"time": "within", "deadline": "within", "limit": "within"})
class Sla:
    """A time limit: how long, from when to when, how it is measured, and what happens when it is missed."""

    within: Quantity[Duration] = key(Varying(Length()), "the time it may take", required=True)
    clock: str | None = key(Ref("calendars"), "the calendar it runs by")
    starts: Condition | None = key(Sql("column"), "the date column that starts it")
    stops: Condition | None = key(Sql("column"), "the date column that stops it")
    per: Per | None = key(Choice(Per), "what it counts for")
    restarts_on: Condition | None = key(Sql("column"), "the column whose change restarts it")
    max_restarts: int | None = key(Integer(), "how often it may restart")
    share: float | None = key(percent(), "the share of records that must keep it, percent")
    strength: Strength | None = key(Choice(Strength), "how binding it is")
    kpi: str | None = key(Ref("kpis"), "the KPI that measures it", edge="measured_by")
    on_breach: str | None = key(Ref("escalations"), "what happens when it is missed", edge="escalates_to")


@group()
class Notice:
    """Somebody who is told."""

    to: str = key(role(), "who is told", required=True)
    channel: str | None = key(Text(), "where")
    when: Condition | None = key(Sql(), "for which records")


@group()
class Evidence:
    """Where the proof of a criterion stands."""

    system: str | None = key(Ref("systems"), "the system that holds it")
    field: Condition | None = key(Sql("column"), "the column that shows it")


@group(short="uses", instead={"definition": "its id alone", "criterion": "its id alone"})
class Requirement:
    """One thing that must hold: the id of a criterion or definition, or a criterion written in place."""

    uses: str | None = key(
        Ref("criteria", "definitions"), "the criterion or definition that must hold", edge="requires"
    )
    name: str | None = key(Text(), "what people call it")
    description: str | None = key(Text(), "one sentence for people")
    test: Condition | None = key(Sql(), "the condition that must hold")
    evidence: Evidence | None = key(Group(Evidence), "where the proof stands")
    framework: str | None = key(Text(), "the sales framework it comes from, such as meddpicc")
    element: str | None = key(Text(), "its element there, such as champion")
    buyer_verifiable: bool = key(Flag(), "the buyer can confirm it", default=False)
    verified_by: str | None = key(role(), "the role that checks it")


def requirements() -> Many[Requirement]:
    """Return the shape of a list of things that must hold."""
    return Many(Group(Requirement))


@group(short="minimum")
class Gate:
    """What must hold to enter or leave a stage: a list, or the least and the full set."""

    minimum: tuple[Requirement, ...] = key(requirements(), "what must hold at least")
    full: tuple[Requirement, ...] = key(requirements(), "what holds when everything is done")


@group()
class RampStep:
    """One step of a ramp: from a month on, a share of the full number."""

    month: int = key(Integer(), "the month since the start from which it counts", required=True)
    percent: float = key(percent(), "the share of the full number, percent", required=True)


@group()
class Discretion:
    """Case-by-case decisions: who approves them and where they are listed."""

    approver: str | None = key(role(), "who approves", edge="approved_by")
    register: str | None = key(Text(), "where exceptions are listed")


class CalendarPeriod(enum.StrEnum):
    """A period of the calendar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> float:
        """Length in months."""
        return _LENGTHS[self].months


_LENGTHS = {
    CalendarPeriod.DAY: Duration(1, "d"),
    CalendarPeriod.WEEK: Duration(1, "w"),
    CalendarPeriod.MONTH: Duration(1, "mo"),
    CalendarPeriod.QUARTER: Duration(1, "q"),
    CalendarPeriod.YEAR: Duration(1, "y"),
}
