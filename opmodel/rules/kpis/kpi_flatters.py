"""The KPI of a time limit counts the records that broke it."""

import math
from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Expression, Found, Impossible, all_of, both, parse_condition, possible
from opmodel.finding import Severity
from opmodel.graph.journey import TimeLimit
from opmodel.graph.numbers import Counted
from opmodel.model import named
from opmodel.model.sections.kpis import Aggregation, Kpi
from opmodel.model.sections.parts import Sla

_SLACK_DAYS = 3
"""Days added to a limit in business time, for the weekend and a holiday."""


@rule(Severity.WARNING, needs=("kpis.filter", "kpis.population", "kpis.definition", "kpis.denominator"))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs of a time limit whose records hold no late one, or no one that nobody worked."""
    for kpi in context.each(Kpi, where=lambda kpi: context.graph.numbers.time_limits(kpi.id)):
        for limit in context.graph.numbers.time_limits(kpi.id):
            counted = _counted(kpi, context)
            if counted and limit.sla.starts and limit.sla.stops and _fits(limit, counted, context):
                yield from _left_out(kpi, limit, counted, context)


def _counted(kpi: Kpi, context: Context) -> Counted | None:
    """Return the records a KPI is taken over: of a ratio those of its denominator."""
    numbers = context.graph.numbers
    if kpi.aggregation is Aggregation.RATIO:
        return numbers.side(kpi, kpi.denominator)
    return numbers.counted(kpi) if kpi.aggregation is Aggregation.DURATION else None


def _fits(limit: TimeLimit, counted: Counted, context: Context) -> bool:
    """Tell whether a KPI chooses its records by the date that stops the clock."""
    stops = limit.sla.stops.text if limit.sla.stops else ""
    if stops not in context.graph.records.behind(counted.object, counted.condition):
        return False
    return counted.object in limit.entity.objects((*limit.trail, "starts"), context.model)


def _left_out(kpi: Kpi, limit: TimeLimit, counted: Counted, context: Context) -> Iterator[Problem]:
    """Yield what the KPI leaves out; a duration is never that of a record whose clock still runs."""
    sla = limit.sla
    assert sla.starts
    assert sla.stops
    starts, stops = sla.starts.text, sla.stops.text
    in_time = _condition(f"{stops} >= {starts}")
    late = _condition(f"{stops} > {starts} + {_days(sla)}")
    unworked = _condition(f"{starts} is not null and {stops} is null")
    if not _may_hold(counted, in_time, context):
        return
    record = counted.object.replace("_", " ")
    if kpi.aggregation is Aggregation.RATIO and _never_holds(counted, unworked, context):
        text = f"every {record} that is still waiting ('{stops}' is empty)"
        yield _problem(kpi, limit, text, "unworked")
    elif _never_holds(counted, late, context):
        yield _problem(kpi, limit, f"every {record} that came too late (more than {_days(sla)} days)", "late")


def _problem(kpi: Kpi, limit: TimeLimit, who: str, what: str) -> Problem:
    ratio = kpi.aggregation is Aggregation.RATIO
    place = "denominator" if ratio else "filter" if kpi.filter else "population" if kpi.population else "definition"
    return Problem(
        kpi.where(place),
        f"kpi '{kpi.id}' measures the time limit of {named(limit.entity.ref)} and leaves out {who}, "
        "so it looks best when most is missed",
        "count them: measure over all records whose clock has started",
        notes=((limit.where, "the time limit it measures"),),
        discriminator=f"{limit.entity.ref} {what}",
    )


def _may_hold(counted: Counted, condition: Expression, context: Context) -> bool:
    columns = context.graph.records.columns(counted.object)
    is_fit = context.graph.records.can_judge(counted.object, [condition])
    return is_fit and isinstance(both(counted.condition, condition, columns), Found)


def _never_holds(counted: Counted, condition: Expression, context: Context) -> bool:
    columns = context.graph.records.columns(counted.object)
    if not isinstance(possible(condition, columns), Found):
        return False
    return isinstance(possible(all_of((counted.condition, condition)), columns), Impossible)


def _condition(text: str) -> Expression:
    parsed = parse_condition(text)
    assert isinstance(parsed, Expression)
    return parsed


def _days(sla: Sla) -> int:
    """Return the days after which a record is late for certain."""
    longest = max((case.high for case in sla.within.cases), key=lambda one: one.hours)
    days = longest.hours / 24
    return math.ceil(days * 7 / 5) + _SLACK_DAYS if longest.unit.startswith("b") else math.ceil(days)
