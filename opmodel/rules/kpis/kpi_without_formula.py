"""A KPI says how its number is computed."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule, told_once
from opmodel.finding import Severity
from opmodel.model.entity import State
from opmodel.model.sections.kpis import Aggregation, Kpi
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare

_SAYING = ("definition", "population", "value", "numerator", "denominator", "filter")
"""Fields that say how a number is computed; where people give different ones, that is another finding."""
_ASKS = {
    Aggregation.COUNT: "name the records it counts: `definition`, or `object` and `filter`",
    Aggregation.SUM: "write `value`, what one record adds, and the records in `definition` or `filter`",
    Aggregation.RATIO: "write `numerator` and `denominator`, each a KPI or a condition in SQL",
    Aggregation.DURATION: "write `value`, as in `signed_at - created_at`",
    Aggregation.DERIVED: "write what it is derived from: `value`, or `numerator` and `denominator`",
}


@rule(
    Severity.ERROR,
    needs=("kpis.definition", "kpis.population", "kpis.value", "kpis.numerator", "kpis.denominator", "kpis.filter"),
)
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs without a formula, once any KPI has one: errors where pay or steering hangs on them, else warnings."""
    kpis = context.look(Kpi)
    if not any(_is_computed(kpi) for kpi in kpis):
        return
    told, lesser = _told_elsewhere(context), []
    context.judge(kpis)
    for kpi in kpis:
        if _is_half(kpi):
            yield _half(kpi, context)
            continue
        if _is_computed(kpi) or kpi.id in told or _needs_none(kpi) or context.graph.numbers.time_limits(kpi.id):
            continue
        noun = "derived number" if kpi.aggregation is Aggregation.DERIVED else str(kpi.aggregation)
        text = f"kpi '{kpi.id}' is a {noun} that does not say how it is computed"
        help = f"{_ASKS[kpi.aggregation]}; ask who measures it how it is worked out today"
        if context.graph.is_vital(kpi):
            yield Problem(kpi.where(), text, help)
        else:
            lesser.append(Problem(kpi.where(), text, help, severity=Severity.WARNING))
    text = "{count} kpis do not say how they are computed: {names}"
    yield from told_once(lesser, text, "write what each counts or adds; ask who measures them how it is done today")


def _is_half(kpi: Kpi) -> bool:
    """Tell whether one of the two parts of a ratio is written alone, and nothing else says how it is worked out."""
    is_one_part = (kpi.numerator is None) != (kpi.denominator is None)
    is_told = kpi.value or kpi.definition or {"numerator", "denominator", "value"} & kpi.absences.keys()
    return kpi.aggregation is Aggregation.RATIO and is_one_part and not is_told and kpi.state is not State.DEPRECATED


def _half(kpi: Kpi, context: Context) -> Problem:
    written, other = ("numerator", "denominator") if kpi.numerator else ("denominator", "numerator")
    return Problem(
        kpi.where(written),
        f"kpi '{kpi.id}' is a ratio with a {written} and no {other}",
        f"write `{other}:` too: a KPI, or a condition in SQL",
        severity=None if context.graph.is_vital(kpi) else Severity.WARNING,
    )


def _is_computed(kpi: Kpi) -> bool:
    written = (kpi.definition, kpi.population, kpi.object and kpi.filter, kpi.value, kpi.numerator, kpi.denominator)
    counted = kpi.aggregation is Aggregation.COUNT and (kpi.object or kpi.filter)
    return any(written) or bool(counted) or any(map(kpi.is_told, _SAYING))


def _needs_none(kpi: Kpi) -> bool:
    """Tell whether no formula is to be expected: a score is given by people, and the market's number is its own."""
    return kpi.aggregation is Aggregation.SCORE or kpi.external or kpi.state is State.DEPRECATED


def _told_elsewhere(context: Context) -> frozenset[str]:
    """Return the KPIs that count what arrives in a stage or measure a move: these say what is counted."""
    arrivals = (stage.kpi for stage in context.model.of(Stage))
    moves = (name for one in context.model.of(Transition) if one.kpis for name in (one.kpis.conversion, one.kpis.time))
    return frozenset(bare(name) for name in (*arrivals, *moves) if name)
