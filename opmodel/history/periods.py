"""Fiscal quarters, and the days before the end of a period in which a model is closed for changes."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from opmodel.model import Model
from opmodel.model.sections.calendars import Calendar
from opmodel.model.sections.parts import CalendarPeriod
from opmodel.model.values import Duration

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_OFFICE = frozenset(_DAYS[:5])
_ONE = timedelta(1)
_LAST_YEAR = date.max.year
_LONGEST = 400
"""Days that a freeze may reach back: more than a year is no freeze."""
TWO_WEEKS = Duration(10, "bd")
"""The end of a quarter where the model declares no freeze."""


@dataclass(frozen=True, slots=True)
class Fiscal:
    """The fiscal year by the month and day on which it begins; it is called by the year in which it ends."""

    month: int = 1
    day: int = 1

    def quarter(self, day: date) -> tuple[date, date]:
        """Return the first and the last day of the fiscal quarter around a day."""
        starts = [self._start(day.year, self.month - 13 + 3 * step) for step in range(9)]
        first = max((one for one in starts if one <= day), default=date.min)
        return first, min((one for one in starts if one > day), default=date.max) - _ONE

    def is_year_end(self, day: date) -> bool:
        """Tell whether the quarter around a day is the last of its year."""
        return self._number(self.quarter(day)[0]) == 4

    def name(self, day: date) -> str:
        """Name the fiscal quarter around a day: `FY2026 Q3`."""
        first, _ = self.quarter(day)
        number = self._number(first)
        ends = self._start(first.year, first.month - 1 + 3 * (5 - number)) - _ONE
        return f"FY{ends.year} Q{number}"

    def _number(self, first: date) -> int:
        return (first.month - self.month) % 12 // 3 + 1

    def _start(self, year: int, months: int) -> date:
        """Return the day on which a quarter begins: a number of months after January; short months end earlier."""
        at = date(min(max(year + months // 12, 1), _LAST_YEAR), months % 12 + 1, 1)
        return at.replace(day=min(self.day, monthrange(at.year, at.month)[1]))


@dataclass(frozen=True, slots=True)
class Closing:
    """The last days of a period: how long, of which period, by whose working days."""

    last: Duration
    of: CalendarPeriod
    fiscal: Fiscal
    working: Callable[[date], bool]

    def around(self, day: date) -> tuple[date, date] | None:
        """Return the first and the last of the closing days around a day; None where it is none of them."""
        end = self._end(day)
        first = self._first(end)
        return (first, end) if first <= day else None

    def holds(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        return self.around(day) is not None

    def __str__(self) -> str:
        """Write it as in `the last 10bd of a quarter`."""
        return f"the last {self.last} of a {self.of}"

    def _end(self, day: date) -> date:
        if self.of is CalendarPeriod.WEEK:
            return day + timedelta(6 - day.weekday())
        if self.of is CalendarPeriod.MONTH:
            return (day.replace(day=1) + timedelta(32)).replace(day=1) - _ONE
        end = self.fiscal.quarter(day)[1]
        while self.of is CalendarPeriod.YEAR and not self.fiscal.is_year_end(end):
            end = self.fiscal.quarter(end + _ONE)[1]
        return day if self.of is CalendarPeriod.DAY else end

    def _first(self, end: date) -> date:
        """Return the first closing day before an end, which is one itself."""
        if self.last.unit not in ("bd", "bh"):
            return end - timedelta(min(max(1, round(self.last.hours / 24)), _LONGEST) - 1)
        wanted = self.last.amount if self.last.unit == "bd" else 1
        day, found = end, 0
        for _ in range(_LONGEST):
            found += self.working(day)
            if found >= wanted:
                break
            day -= _ONE
        return day


def fiscal_of(model: Model) -> Fiscal:
    """Return the fiscal year of a model, by default that of the calendar."""
    text = model.about.fiscal_year_start if model.about else None
    return Fiscal(*map(int, text.split("-"))) if text else Fiscal()


def closing_of(model: Model) -> Closing:
    """Return the freeze of a model; the last two weeks of a quarter where it declares none."""
    freeze = model.about.freeze if model.about else None
    last, of = (freeze.last, freeze.of) if freeze else (None, None)
    return Closing(last or TWO_WEEKS, of or CalendarPeriod.QUARTER, fiscal_of(model), _working(model))


def _working(model: Model) -> Callable[[date], bool]:
    """Return what tells a working day of the model's calendar; from Monday to Friday where it has none."""
    name = model.about.calendar if model.about else None
    calendar = model.get(Calendar, name) if name else None
    days = frozenset(calendar.days) if calendar and calendar.days else _OFFICE
    holidays = frozenset(calendar.holidays) if calendar else frozenset()
    return lambda day: _DAYS[day.weekday()] in days and day not in holidays
