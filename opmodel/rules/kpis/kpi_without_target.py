"""A number that pay or steering hangs on has a target."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.entity import State
from opmodel.model.sections.incentives import Incentive, Measure
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare, listed

MOST_LISTED = 3
"""Plans and roles that a message names."""


@rule(Severity.WARNING, needs=("kpis.target", "kpis.target.value"))
def check(context: Context) -> Iterator[Problem]:
    """Yield paid and joint KPIs and the north star without a target, once any KPI has one."""
    kpis = context.look(Kpi)
    if not any(kpi.target for kpi in kpis):
        return
    context.judge(kpi for kpi in kpis if kpi.target or _why(kpi, context))
    for kpi in kpis:
        if (kpi.target and kpi.target.value is not None) or kpi.state is State.DEPRECATED:
            continue
        why = _why(kpi, context)
        if why and not _is_timed(kpi, context):
            yield Problem(
                kpi.where("target") if kpi.target else kpi.where(),
                f"kpi '{kpi.id}' has no target, although {why}",
                "write `target: {value, period}`; where it is kept elsewhere, write `withheld: [target]`",
            )


def _is_timed(kpi: Kpi, context: Context) -> bool:
    """Tell whether the KPI measures one time limit, or several of one length: that time is its target."""
    return len({limit.sla.within for limit in context.graph.numbers.time_limits(kpi.id)}) == 1


def _why(kpi: Kpi, context: Context) -> str:
    """Say what hangs on a KPI; nothing where each plan that pays on it says what earns."""
    if context.graph.is_north_star(kpi):
        return "it is the north star"
    if kpi.joint:
        return f"{_some(kpi.joint)} answer for it together"
    plans = [plan for plan in context.graph.numbers.plans(kpi.id) if not _says_what_earns(plan, kpi)]
    return f"{_some(tuple(plan.id for plan in plans))} {'pays' if len(plans) == 1 else 'pay'} on it" if plans else ""


def _some(names: tuple[str, ...]) -> str:
    more = (f"{len(names) - MOST_LISTED} more",) if len(names) > MOST_LISTED else ()
    return listed((*(f"'{name}'" for name in names[:MOST_LISTED]), *more))


def _says_what_earns(plan: Incentive, kpi: Kpi) -> bool:
    """Tell whether a plan has its own number to reach, pays for every unit, or keeps its number to itself."""
    measure = next(one for one in plan.measures if bare(one.kpi) == kpi.id)
    hidden = any(f"measures.{measure.kpi}.{field}" in plan.absences for field in ("target", "quota"))
    told = (f"measures.{kpi.id}.{field}" for field in ("target", "quota"))
    is_disputed = any(said.field in told and said.says is not None for said in plan.statements)
    return _has_number(measure) or hidden or is_disputed or plan.quota is not None or "quota" in plan.absences


def _has_number(measure: Measure) -> bool:
    return measure.target is not None or measure.quota is not None or measure.rate is not None
