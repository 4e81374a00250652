"""Everybody who is to improve a KPI can tell which way is better."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.entity import State
from opmodel.model.sections.kpis import Good, Kpi
from opmodel.wording import bare


@rule(
    Severity.NOTE,
    needs=("kpis.good", "kpis.target", "kpis.target.value", "kpis.limit", "kpis.limit.above", "kpis.limit.below"),
)
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs with a goal of which nobody says which way is better, or which range is meant."""
    kpis = context.look(Kpi)
    if not any(kpi.good for kpi in kpis):
        return
    context.judge(kpi for kpi in kpis if _is_chased(kpi, context))
    for kpi in kpis:
        if kpi.state is State.DEPRECATED:
            continue
        if kpi.good is Good.RANGE and not _has_range(kpi) and (kpi.target or not context.graph.is_vital(kpi)):
            text = f"kpi '{kpi.id}' is best in a range, and no range is given"
            yield Problem(
                kpi.where("good"), text, "write the range in `target: {value: 70..80}`, or its ends in `limit`"
            )
        elif kpi.good is None and _is_chased(kpi, context) and not _is_paid_one_way(kpi, context):
            text = f"kpi '{kpi.id}' does not say whether more of it is better or less"
            yield Problem(kpi.where(), text, "write `good: up`, `good: down`, or `good: range` with a target range")


def _has_range(kpi: Kpi) -> bool:
    target = kpi.target.value if kpi.target else None
    return bool(kpi.limit) or (target is not None and any(case.low != case.high for case in target.cases))


def _is_chased(kpi: Kpi, context: Context) -> bool:
    """Tell whether somebody works towards it."""
    return kpi.target is not None or context.graph.is_vital(kpi)


def _is_paid_one_way(kpi: Kpi, context: Context) -> bool:
    """Tell whether every plan that pays on it says which way earns, and nothing else hangs on it."""
    if kpi.joint or context.graph.is_north_star(kpi):
        return False
    plans = context.graph.numbers.plans(kpi.id)
    measures = [one for plan in plans for one in plan.measures if bare(one.kpi) == kpi.id]
    return bool(measures) and all(one.direction for one in measures)
