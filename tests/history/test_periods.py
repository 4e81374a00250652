"""Fiscal quarters and freezes, worked out by hand."""

from datetime import date

import pytest

from opmodel.history import Fiscal, chance_of, closing_of
from tests.models.folders import model_of

OFFICE = (
    "calendars: {office: {days: [mon, tue, wed, thu, fri], holidays: [2026-12-25]}, plant: {days: [mon, wed, sat]}}\n"
)


@pytest.mark.parametrize(
    ("fiscal", "day", "first", "last", "name"),
    [
        (Fiscal(), "2026-05-15", "2026-04-01", "2026-06-30", "FY2026 Q2"),
        (Fiscal(), "2026-12-31", "2026-10-01", "2026-12-31", "FY2026 Q4"),
        (Fiscal(2, 1), "2026-01-31", "2025-11-01", "2026-01-31", "FY2026 Q4"),
        (Fiscal(2, 1), "2026-02-01", "2026-02-01", "2026-04-30", "FY2027 Q1"),
        (Fiscal(7, 1), "2026-11-21", "2026-10-01", "2026-12-31", "FY2027 Q2"),
        (Fiscal(4, 6), "2026-07-05", "2026-04-06", "2026-07-05", "FY2027 Q1"),
        (Fiscal(8, 31), "2027-02-28", "2027-02-28", "2027-05-30", "FY2027 Q3"),
        (Fiscal(12, 1), "2026-11-30", "2026-09-01", "2026-11-30", "FY2026 Q4"),
    ],
)
def test_quarters_follow_the_fiscal_year(fiscal: Fiscal, day: str, first: str, last: str, name: str) -> None:
    """A year is called by the year in which it ends; months that are too short begin a quarter on their last day."""
    at = date.fromisoformat(day)
    assert tuple(map(str, fiscal.quarter(at))) == (first, last)
    assert fiscal.name(at) == name


def test_quarters_leave_no_day_out() -> None:
    """Each day is in one quarter, which begins where the one before ended; the ends of the calendar raise nothing."""
    for month in range(1, 13):
        fiscal = Fiscal(month, 31)
        at = date(2023, 1, 1)
        while at < date(2027, 1, 1):
            _, last = fiscal.quarter(at)
            at = date.fromordinal(last.toordinal() + 1)
            assert fiscal.quarter(at)[0] == at
        assert [fiscal.name(one)[:2] for one in (date.min, date.max)] == ["FY"] * 2


@pytest.mark.parametrize(
    ("about", "first", "last"),
    [
        ("", "2026-12-18", "2026-12-31"),  # ten days from Monday to Friday
        ("calendar: office", "2026-12-17", "2026-12-31"),  # Christmas is none
        ("calendar: office, freeze: {last: 1w, of: quarter}", "2026-12-25", "2026-12-31"),
        ("freeze: {last: 2d, of: quarter}", "2026-12-30", "2026-12-31"),
        ("calendar: plant, freeze: {last: 2bd, of: quarter}", "2026-12-28", "2026-12-31"),
        ("freeze: {last: 3bd, of: month}", "2026-12-29", "2026-12-31"),
        ("freeze: {last: 5bd, of: year}, fiscal_year_start: 04-01", "2027-03-25", "2027-03-31"),
    ],
)
def test_a_freeze_counts_back_from_the_end(about: str, first: str, last: str) -> None:
    """Business days are those of the model's calendar, days and weeks those of everybody."""
    manifest = f"opmodel: 1\nmodel: {{name: A{', ' if about else ''}{about}}}\n"
    closing = closing_of(model_of({"opmodel.yaml": manifest, "model.yaml": OFFICE}))
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert closing.around(days[0]) == closing.around(days[1]) == days
    assert not closing.holds(date.fromordinal(days[0].toordinal() - 1))


def test_chance_is_the_tail_of_the_hypergeometric_distribution() -> None:
    """Of ten days three are near; both of two near: 3/10 * 2/9 = 1/15. At least one: 1 - 7/10 * 6/9 = 8/15."""
    every = [date(2026, 1, day) for day in range(1, 11)]
    two = chance_of(every[7:9], every, lambda day: day.day > 7)
    one = chance_of(every[6:8], every, lambda day: day.day > 7)
    assert (two.near, two.days, two.all_near, two.all_days) == (2, 2, 3, 10)
    assert round(two.likelihood, 9) == round(1 / 15, 9)
    assert round(one.likelihood, 9) == round(8 / 15, 9)


def test_a_model_that_only_changes_near_ends_says_nothing_by_that() -> None:
    """Compared with how often anything changes, it is what one would expect; so is nothing at all."""
    every = [date(2026, 3, day) for day in range(20, 30)]
    assert chance_of(every[:5], every, lambda _: True).likelihood == 1
    assert chance_of((), (), lambda _: True).likelihood == 1
