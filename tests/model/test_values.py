"""Values: durations, ranges, about, by dimension, and what YAML makes of plain text."""

from datetime import date

import pytest

from opmodel.model import Case, Duration, Quantity
from opmodel.model.sections.calendars import Calendar
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.parts import CalendarPeriod
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.systems import System
from opmodel.model.values import duration
from tests.model.models import faults, model, one, place

SEGMENT = "dimensions: {segment: {values: {small: {}, large: {}}}}\n"


def _after(text: str) -> Quantity[Duration]:
    stage = model(f"{SEGMENT}stages: {{e: {{type: open, stall: {{after: {text}}}}}}}").get(Stage, "e")
    assert stage
    assert stage.stall
    assert stage.stall.after
    return stage.stall.after


@pytest.mark.parametrize(
    ("text", "hours"),
    [("30min", 0.5), ("4h", 4), ("2bh", 2), ("10d", 240), ("1bd", 24), ("6w", 1008), ("3mo", 2191.5), ("1y", 8766)],
)
def test_every_unit_of_time_is_read(text: str, hours: float) -> None:
    """A duration keeps its unit and knows its length in hours; a quarter is three months."""
    found = duration(text)
    assert found
    assert found.hours == pytest.approx(hours)
    assert str(found) == text
    assert duration("3mo").hours == duration("1q").hours  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["5", "5m", "d", "-5d", "5 d", "1e3d", "5dd", "٣d", "1" * 400 + "d"])
def test_other_texts_are_no_duration(text: str) -> None:
    """A length needs an amount of sane size and a unit of the language."""
    assert duration(text) is None


def test_amount_may_be_exact_about_or_a_range() -> None:
    """`10d`, `~3mo` and `1bd..2bd` are one case; about is remembered."""
    ten, month, day = Duration(10, "d"), Duration(3, "mo"), Duration(1, "bd")
    assert _after("10d") == Quantity((Case(ten, ten),))
    assert _after("~3mo") == Quantity((Case(month, month, about=True),))
    assert _after("1bd..2bd") == Quantity((Case(day, Duration(2, "bd")),))


def test_amount_may_differ_by_a_dimension() -> None:
    """The cases keep the order of the text and the name of the dimension."""
    found = _after("{by: segment, small: 10d, large: 1mo..2mo}")
    assert found.dimension == "segment"
    assert [(case.key, str(case)) for case in found.cases] == [("small", "10d"), ("large", "1mo..2mo")]


def test_value_of_no_such_dimension_is_found_at_its_key() -> None:
    """A misspelled value of a dimension is unknown, with its neighbours."""
    text = SEGMENT + "stages: {e: {type: open, stall: {after: {by: segment, smal: 10d}}}}"
    fault = one(text, "unknown-reference")
    assert fault.message == "stage 'e': dimension 'segment' has no value 'smal'"
    assert fault.help == "did you mean 'small'?"
    assert place(fault) == (2, 55)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2bd..1bd", "stage 'e': stall.after must be a range from the smaller to the larger, not '2bd..1bd'"),
        ("{by: segment}", "stage 'e': stall.after names the dimension 'segment' and gives no value"),
    ],
)
def test_amounts_that_mean_nothing_are_refused(text: str, message: str) -> None:
    """A range runs upwards, and a dimension has values."""
    found = one(f"{SEGMENT}stages: {{e: {{type: open, stall: {{after: {text}}}}}}}", "wrong-type")
    assert found.message == message


@pytest.mark.parametrize("text", ["1d..2d..3d", "1d..", "~", "~x", "1..2"])
def test_ranges_have_two_ends_of_the_kind(text: str) -> None:
    """What only looks like a range is of the wrong type, but a bare ~ is nothing in YAML."""
    rules = [fault.rule for fault in faults(f"stages: {{e: {{type: open, stall: {{after: {text}}}}}}}")]
    assert rules == ([] if text == "~" else ["wrong-type"])


@pytest.mark.parametrize(
    ("text", "help"), [("3m", "write 3min for minutes or 3mo for months"), ("2 weeks", "write 2w")]
)
def test_slips_of_durations_are_mended(text: str, help: str) -> None:
    """A bare m may be minutes or months, and people write units out."""
    assert one(f"stages: {{e: {{type: open, stall: {{after: {text}}}}}}}", "wrong-type").help == help


def test_target_takes_numbers_and_durations() -> None:
    """What a KPI must reach has the unit of the KPI."""
    text = "kpis: {a: {aggregation: sum, target: {value: 10..12}}, b: {aggregation: duration, target: {value: 2bh}}}"
    found = model(text)
    first, second = found.get(Kpi, "a"), found.get(Kpi, "b")
    assert first
    assert second
    assert first.target
    assert second.target
    assert (str(first.target.value), str(second.target.value)) == ("10..12", "2bh")


def test_texts_keep_what_a_person_wrote() -> None:
    """In a text no YAML 1.1 surprise turns `NO` into false or `1.10` into 1.1."""
    text = "systems: {s: {type: NO, tags: [on, 9:30, 010, 1.10, 2026-01-31]}}"
    found = model(text).get(System, "s")
    assert found
    assert (found.type, found.tags) == ("NO", ("on", "9:30", "010", "1.10", "2026-01-31"))


@pytest.mark.parametrize(
    "text",
    [
        "roles: {r: {headcount: 010}}",
        "roles: {r: {headcount: 1_000}}",
        "criteria: {c: {buyer_verifiable: yes}}",
        "stages: {e: {type: open, probability: 1e1}}",
    ],
)
def test_ambiguous_scalars_are_refused_where_a_type_is_due(text: str) -> None:
    """Numbers and booleans that YAML tools read differently must be written so that all agree."""
    assert "YAML tools" in one(text, "ambiguous-scalar").message


def test_dates_are_days_of_the_calendar() -> None:
    """A day that no month has is refused, and says so."""
    found = model("calendars: {c: {holidays: [2026-12-25]}}").get(Calendar, "c")
    assert found
    assert found.holidays == (date(2026, 12, 25),)
    assert one("calendars: {c: {holidays: [2026-13-45]}}", "wrong-type").help == "no calendar has this day"


def test_quoted_number_is_a_text() -> None:
    """A number in quotes is not one, and the way out is to take them away."""
    assert one('roles: {r: {headcount: "5"}}', "wrong-type").help == "take the quotes away"


def test_mark_is_written_or_left_out() -> None:
    """`vacant: no` is not a second way to say nothing."""
    for text in ("no", "false"):
        assert one(f"roles: {{r: {{vacant: {text}}}}}", "wrong-type").help == "leave it out where it does not hold"


def test_empty_item_of_a_list_is_no_text() -> None:
    """A null in a list is refused; in quotes it is the word."""
    fault = one("systems: {s: {tags: [a, null]}}", "wrong-type")
    assert fault.help == 'write "null" in quotes'
    assert faults('systems: {s: {tags: [a, "null"]}}') == ()


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ('"$1,500,000"', "write 1500000"),
        ("$1500000", "write 1500000"),
        ("25k", "write 25000"),
        ("1.5M", "write 1500000"),
        ("70%", "write 70"),
    ],
)
def test_numbers_as_in_a_spreadsheet_are_mended(text: str, way_out: str) -> None:
    """A number with its currency, commas, k or % is told how to be written here."""
    fault = one(f"kpis: {{k: {{aggregation: sum, target: {{value: {text}}}}}}}", "wrong-type")
    assert fault.help == way_out


@pytest.mark.parametrize(("text", "way_out"), [("yes", "write true"), ('"yes"', "write true"), ("True_", "")])
def test_flags_are_mended_in_one_step(text: str, way_out: str) -> None:
    """Every way to say yes leads to true, quoted or not."""
    systems = "systems: {warehouse: {}}"
    (fault,) = faults(f"datasets: {{d: {{system: warehouse, certified: {text}}}}}", more=systems)
    assert fault.help == way_out


@pytest.mark.parametrize(
    ("period", "months"), [("day", 12 / 365.25), ("week", 84 / 365.25), ("month", 1), ("quarter", 3), ("year", 12)]
)
def test_periods_are_as_long_as_durations(period: str, months: float) -> None:
    """A quarter is three months whether it is a period of the calendar or a length of time."""
    assert CalendarPeriod(period).months == pytest.approx(months)
    assert Duration(1, "q").months == CalendarPeriod.QUARTER.months == 3


def test_a_day_written_otherwise_says_how_to_write_it() -> None:
    """A date the other way round is refused with the date that is meant."""
    assert faults("roles: {ae: {effective: {to: 30/06/2027}}}", "wrong-type")[0].help == "write 2027-06-30"


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("cadences: {c: {every: weekly}}", "write 1w"),
        ("cadences: {c: {every: every quarter}}", "write 1q"),
        ("datasets: {d: {refresh: bi-weekly}}", "write 2w"),
        ("roles: {r: {headcount: three}}", "write 3"),
        ("roles: {r: {effective: {from: 2026-1-5}}}", "write 2026-01-05"),
        ("stages: {s: {type: win}}", "write won"),
        ("stages: {s: {type: churned}}", "write lost"),
        ("transitions: {t: {kind: win}}", "write advance"),
        ("transitions: {t: {kind: loss}}", "write lose"),
        ("incentives: {p: {measures: {k: {period: quarterly}}}}", "write quarter"),
    ],
)
def test_words_people_bring_lead_to_those_of_the_language(text: str, way_out: str) -> None:
    """A value in everyday words says what to write."""
    assert way_out in [fault.help for fault in faults(text, "wrong-type")]
