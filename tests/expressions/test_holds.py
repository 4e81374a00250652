"""One record against one condition, as SQL has it."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodel.expressions import Column, Expression, Kind, Record, holds, to_sql
from opmodel.expressions.holds import matches
from tests.expressions.crm import Fields, account, condition, deal, lead, value
from tests.expressions.strategies import COLUMNS, conditions, linear_atoms, opaque_atoms, simple_atoms

CASES: tuple[tuple[Fields, str, Record, bool | None], ...] = (
    (lead, "fit_score >= 70 and account.ideal_customer", {"fit_score": 70, "account.ideal_customer": True}, True),
    (lead, "account.ideal_customer", {"account.cross_border": True, "account.monthly_loads": 200}, True),
    (lead, "account.ideal_customer", {"account.cross_border": True}, None),
    (lead, "account.ideal_customer", {"account.cross_border": False}, False),
    (lead, "at_least(2, pain_named, sponsor_named, date_named)", {"pain": "x", "sponsor_title": "CFO"}, True),
    (lead, "at_least(2, pain_named, sponsor_named, date_named)", {"pain": "x"}, None),
    (lead, "at_least(2, pain_named, sponsor_named)", {"pain": "x"}, False),
    (lead, "date_named", {"wanted_by": "2026-09-27", "current_date": "2026-01-01"}, True),
    (lead, "date_named", {"wanted_by": "2026-09-28", "current_date": "2026-01-01"}, False),
    (lead, "touched_at - met_at = 2", {"touched_at": "2026-03-01", "met_at": "2026-02-27"}, True),
    (lead, "fit_score <> 5", {}, None),
    (lead, "fit_score in (1, 2)", {"fit_score": 2}, True),
    (lead, "fit_score not in (1, 2)", {}, None),
    (lead, "fit_score is null", {}, True),
    (lead, "not fit_score between 5 and 7", {"fit_score": 8}, True),
    (lead, "round", {}, None),
    (lead, "pain like 'VP_s%'", {"pain": "VP sales"}, True),
    (lead, "pain like 'vp%'", {"pain": "VP sales"}, False),
    (deal, "stage >= 'evaluation' and stage < 'won'", {"stage": "procurement"}, True),
    (deal, "lost_at < stage", {"lost_at": "evaluation", "stage": "lost"}, True),
    (deal, "pilot_deal", {"annual_amount": 1500.1, "discount": 500.1}, False),
    (deal, "pilot_deal", {"net_amount": 999}, True),
    (deal, "net_amount = 0.3", {"annual_amount": 0.5, "discount": 0.2}, True),
    (account, "segment = 'small'", {}, True),
    (account, "segment >= 'mid'", {"monthly_loads": 5000}, True),
    (account, "(monthly_loads > 5) is null", {}, True),
    (account, "country > 'A' and country < 'C'", {"country": "B"}, True),
    (account, "country = 5", {"country": "5"}, None),
    (account, "nowhere = 5 or cross_border", {"cross_border": True}, True),
)


@pytest.mark.parametrize(("columns", "text", "record", "expected"), CASES, ids=[f"{row[1]} {row[2]}" for row in CASES])
def test_a_record_meets_a_condition(columns: Fields, text: str, record: Record, expected: bool | None) -> None:
    """Definitions, dates, order and empty fields decide as in SQL."""
    assert holds(condition(text), record, columns) is expected


def test_a_derived_date_is_a_date() -> None:
    """A computed date is compared as a day."""
    columns = Fields(
        "object 'x'",
        {"begun": Column("begun", Kind.DATE), "due": Column("due", Kind.DATE, derived=value("begun + 30"))},
    )
    assert holds(condition("due = '2026-01-31'"), {"begun": "2026-01-01"}, columns) is True
    assert holds(condition("due is null"), {}, columns) is True


PATTERNS = (
    ("%", "", True),
    ("_", "", False),
    ("a%b%c", "axxbxxc", True),
    ("a%b%c", "axxbxx", False),
    ("%ab", "aab", True),
    ("50%", "50 %", True),
    ("a_c", "abc", True),
)


@pytest.mark.parametrize(("pattern", "text", "expected"), PATTERNS)
def test_patterns(pattern: str, text: str, expected: bool) -> None:
    """A percent sign stands for any text, an underscore for one character."""
    assert matches(pattern, text) is expected


def test_a_hard_pattern_does_not_hang() -> None:
    """Many percent signs against a long text take steps, not ages."""
    assert not matches("%a" * 50 + "b", "a" * 20_000)


NUMBERS = st.one_of(st.none(), st.integers(-2, 6), st.sampled_from((0.5, 2.25)))
TEXTS = st.one_of(st.none(), st.sampled_from(("a", "ab", "b", "it's", "")))
DAYS = st.one_of(st.none(), st.sampled_from(("2025-12-31", "2026-01-01", "2026-01-02", "2026-02-11")))
FLAGS = st.one_of(st.none(), st.booleans())
RECORDS = st.fixed_dictionaries(
    {
        "whole": st.one_of(st.none(), st.integers(0, 5)),
        "count": st.integers(-2, 6),
        "amount": NUMBERS,
        "rate": NUMBERS,
        "net": NUMBERS,
        "flag": FLAGS,
        "open": st.booleans(),
        "rich": FLAGS,
        "place": TEXTS,
        "town": TEXTS,
        "rank": st.sampled_from(("low", "mid", "top", None)),
        "grade": st.sampled_from(("low", "mid", "top")),
        "size": st.sampled_from(("small", "large", None)),
        "begun": DAYS,
        "ended": DAYS,
    }
)
ALPHABETIC = conditions(st.one_of(simple_atoms(), linear_atoms(), opaque_atoms()))


@given(ALPHABETIC, RECORDS)
def test_a_database_agrees(tree: Expression, record: dict[str, str | float | bool | None]) -> None:
    """A database evaluates the same text on the same record to the same truth (ranks are in alphabetical order)."""
    text = to_sql(tree)
    if "at_least" in text or any(word in text for word in ("current_date", "begun", "ended")):
        return
    base = sqlite3.connect(":memory:")
    base.execute("pragma case_sensitive_like = on")
    names = ", ".join(f"? as {name}" for name in record)
    (found,) = base.execute(f"select {text} from (select {names})", tuple(record.values())).fetchone()
    base.close()
    assert holds(tree, record, COLUMNS) is (None if found is None else bool(found))
