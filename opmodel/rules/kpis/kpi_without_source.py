"""Every KPI says from which dataset it is read, once datasets are declared."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule, told_once
from opmodel.finding import Severity
from opmodel.model import Model
from opmodel.model.entity import State
from opmodel.model.sections.datasets import Dataset
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare, counted, listed

_WAY_OUT = "write `dataset`, or say with `none: {dataset: reason}` who works it out and how"
MOST_LISTED = 3
"""Plans that a message names; more are counted."""


@rule(Severity.ERROR, needs=("kpis.dataset",))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs without a dataset: errors where pay or steering hangs on them, else warnings."""
    if not context.model.takes_up(Dataset):
        return
    lesser = []
    for kpi in context.each(Kpi):
        if kpi.dataset or kpi.state is State.DEPRECATED or kpi.is_told("dataset"):
            continue
        if not _is_made_of_others(kpi, context.model):
            text = f"kpi '{kpi.id}'{_weight(kpi, _plans(kpi, context.model))} names no dataset it is read from"
            if context.graph.is_vital(kpi):
                yield Problem(kpi.where(), text, _WAY_OUT)
            else:
                lesser.append(Problem(kpi.where(), text, _WAY_OUT, severity=Severity.WARNING))
    text = "{count} kpis name no dataset they are read from: {names}"
    yield from told_once(lesser, text, _WAY_OUT)


def _is_made_of_others(kpi: Kpi, model: Model) -> bool:
    """Tell whether a KPI is computed from others alone, which have sources of their own."""
    parts = [part for part in (kpi.numerator, kpi.denominator) if part]
    return bool(parts) and all(part.kpi and model.get(Kpi, part.kpi) for part in parts)


def _plans(kpi: Kpi, model: Model) -> tuple[Incentive, ...]:
    plans = model.of(Incentive)
    return tuple(plan for plan in plans if kpi.id in (bare(one.kpi) for one in plan.measures))


def _weight(kpi: Kpi, plans: tuple[Incentive, ...]) -> str:
    """Say what hangs on a KPI."""
    if len(plans) > MOST_LISTED:
        return f" is paid by {counted(len(plans), 'plan')} and"
    if plans:
        return f" is paid by {listed(plan.id for plan in plans)} and"
    return f" is shared by {listed(kpi.joint)} and" if kpi.joint else ""
