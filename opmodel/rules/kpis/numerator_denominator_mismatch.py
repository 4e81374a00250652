"""A share divides records by the records they are taken from."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Expression, Found, Kind, Record, all_of, both, columns_of, negated, parse_condition
from opmodel.finding import Severity
from opmodel.graph.numbers import Counted
from opmodel.model.sections.kpis import Aggregation, Kpi

_SHARE = ("%", "percent", "share")
"""Units of a number that lies between nothing and all."""


@rule(
    Severity.WARNING,
    needs=("kpis.unit", "kpis.population", "kpis.definition", "kpis.filter", "kpis.cohort", "kpis.dated_by"),
)
def check(context: Context) -> Iterator[Problem]:
    """Yield shares whose upper part counts records that the lower part leaves out, or other days' records."""
    for kpi in context.each(Kpi, where=_is_share):
        yield from _outside(kpi, context) or _other_days(kpi, context)


def _is_share(kpi: Kpi) -> bool:
    return kpi.aggregation is Aggregation.RATIO and (kpi.unit or "").strip().lower() in _SHARE


def _outside(kpi: Kpi, context: Context) -> list[Problem]:
    """Look for a record above the line and not below, where both lines ask about the same columns."""
    numbers = context.graph.numbers
    above, below = numbers.side(kpi, kpi.numerator), numbers.side(kpi, kpi.denominator)
    if above is None or below is None or above.object != below.object:
        return []
    witness = _witness(above, below, context)
    if witness is None:
        return []
    who = context.graph.records.one(above.object, witness)
    text = f"kpi '{kpi.id}' is a share, and {who} counts in its numerator and not in its denominator"
    help = "let the denominator hold every record that the numerator may count, or give it another unit"
    return [Problem(kpi.where("denominator"), text, help, ((kpi.where("numerator"), "it counts here"),))]


def _witness(above: Counted, below: Counted, context: Context) -> Record | None:
    records, home = context.graph.records, above.object
    asked, base = records.behind(home, above.condition), records.behind(home, below.condition)
    if not base or not base <= asked:
        return None
    conditions = (above.condition, below.condition)
    given = (*records.usual(home, conditions), *_filled(above, below, context))
    found = both(above.condition, negated(below.condition), records.columns(home), given)
    return found.witness if isinstance(found, Found) else None


def _filled(above: Counted, below: Counted, context: Context) -> Iterator[Expression]:
    """Yield that the dates are there: what happened later is taken to have had what comes first."""
    columns = context.graph.records.columns(above.object)
    for reference in dict.fromkeys(one.path for one in columns_of(all_of((above.condition, below.condition)))):
        column = columns.find(reference)
        if column and column.kind is Kind.DATE:
            condition = parse_condition(f"{'.'.join(reference)} is not null")
            assert isinstance(condition, Expression)
            yield condition


def _other_days(kpi: Kpi, context: Context) -> list[Problem]:
    """Look for two KPIs over one object that put their records into periods by different dates."""
    parts = [part and part.kpi and context.model.get(Kpi, part.kpi) for part in (kpi.numerator, kpi.denominator)]
    above, below = parts
    if not isinstance(above, Kpi) or not isinstance(below, Kpi) or kpi.cohort:
        return []
    if above.objects((), context.model) != below.objects((), context.model) or not context.known(above):
        return []
    first, second = above.cohort or above.dated_by, below.cohort or below.dated_by
    if not (first and second and first.text != second.text and context.known(below)):
        return []
    text = (
        f"kpi '{kpi.id}' divides records dated by '{first.text}' by records dated by '{second.text}': "
        "in one period these are not the same records"
    )
    notes = ((above.where(), f"dated by '{first.text}'"), (below.where(), f"dated by '{second.text}'"))
    help = "write `cohort`, the date that groups the records of both parts"
    return [Problem(kpi.where("numerator"), text, help, notes, discriminator="dates")]
