"""A witness as part of a sentence."""

from datetime import date

from opmodel.expressions.columns import day
from opmodel.expressions.holds import Record
from opmodel.expressions.regions.terms import ANCHOR
from opmodel.expressions.sql import literal_sql
from opmodel.expressions.tree import TODAY, Value
from opmodel.wording import listed


def spell(witness: Record) -> str:
    """Write a record behind "a lead with": `fit_score 50, region 'emea' and country empty`.

    Where the day of asking matters, dates are told from it.
    """
    today = witness.get(TODAY)
    start = day(today) if isinstance(today, str) else None
    parts = [f"{name} {_spelled(value, start)}" for name, value in witness.items() if name != TODAY]
    if start is not None and start != ANCHOR:
        parts.append(f"today {today}")
    if not parts:
        return "any values"
    return listed(parts)


def _spelled(value: Value | None, start: int | None) -> str:
    if value is None:
        return "empty"
    number = day(value) if isinstance(value, str) else None
    if number is None:
        return literal_sql(value)
    if start is None or start != ANCHOR:
        return date.fromordinal(number).isoformat()
    return _from_today(number - start)


def _from_today(days: int) -> str:
    if not days:
        return "today"
    count = f"{abs(days)} day" + ("" if abs(days) == 1 else "s")
    return f"in {count}" if days > 0 else f"{count} ago"
