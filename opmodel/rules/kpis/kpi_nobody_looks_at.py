"""A KPI that is kept is looked at somewhere."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.entity import Entity, State
from opmodel.model.sections.cadences import Cadence
from opmodel.model.sections.capacities import Capacity
from opmodel.model.sections.dashboards import Dashboard
from opmodel.model.sections.feedback import Feedback
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.promises import Promise
from opmodel.model.sections.questions import Question
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.tensions import Tension
from opmodel.model.sections.transitions import Transition

_USERS: tuple[type[Entity], ...] = (
    Capacity,
    Feedback,
    Incentive,
    Kpi,
    Promise,
    Question,
    Stage,
    Tension,
    Transition,
)
"""Sections whose entries use a KPI: to pay, to guard, to prove, to answer, to measure a move or another KPI."""


@rule(Severity.NOTE, needs=("kpis.audience", "cadences.inspects", "cadences.inputs", "dashboards.kpis"))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs in no meeting, on no dashboard and in no plan, once meetings or dashboards name KPIs."""
    numbers, kpis = context.graph.numbers, context.look(Kpi)
    if not any(numbers.boards(kpi.id) or numbers.meetings(kpi) for kpi in kpis) or _is_unsure(context):
        return
    context.judge(kpis)
    for kpi in kpis:
        seen = numbers.boards(kpi.id) or numbers.meetings(kpi) or kpi.audience or kpi.limit
        if seen or kpi.state is State.DEPRECATED or context.graph.is_vital(kpi) or _is_used(kpi, context):
            continue
        yield Problem(
            kpi.where(),
            f"kpi '{kpi.id}' is in no meeting, on no dashboard and in no plan, so nobody looks at it",
            "put it where somebody acts on it (`cadences.inspects`, `dashboards.kpis`), or stop measuring it",
        )


def _is_unsure(context: Context) -> bool:
    """Tell whether a meeting or a dashboard may name KPIs that nobody knows; counts them."""
    unsure = [one for kind in (Cadence, Dashboard) for one in context.model.of(kind) if context.is_unsure(one)]
    return bool(unsure)


def _is_used(kpi: Kpi, context: Context) -> bool:
    return any(context.model.holders(kind, kpi.ref) for kind in _USERS)
