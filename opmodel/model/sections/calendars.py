"""Working time."""

from datetime import date

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity
from opmodel.model.shapes import Date, Text, Word
from opmodel.model.structures import Many

DAY = Word("mon|tue|wed|thu|fri|sat|sun", "a day: mon, tue, wed, thu, fri, sat or sun")


@section(
    "calendars",
    "calendar",
    example="""
    office: {tz: Europe/Berlin, hours: 09:00..18:00, days: [mon, tue, wed, thu, fri], holidays: [2026-12-25]}
    """,
)
class Calendar(Entity):
    """Working days and hours, by which business durations run."""

    tz: str | None = key(Text(), "its time zone, such as Europe/Amsterdam")
    hours: str | None = key(Word(r"\d\d?:\d\d\.\.\d\d?:\d\d", "hours such as 08:30..17:30"), "working hours of a day")
    days: tuple[str, ...] = key(Many(DAY), "working days")
    holidays: tuple[date, ...] = key(Many(Date()), "days off")
