"""Where credit ends on a day, it is said what happens to what falls across it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.crediting import Crediting
from opmodel.model.sections.incentives import Incentive, Measure
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare, listed


@rule(
    Severity.WARNING,
    needs=("crediting.boundaries", "crediting.windows", "incentives.measures.credit", "incentives.measures.period"),
)
def check(context: Context) -> Iterator[Problem]:
    """Yield ways of crediting with a window that do not say what happens at its edge.

    Once one says what happens, also those that are paid by the period.
    """
    are_edges_told = any(credit.boundaries for credit in context.model.of(Crediting))
    paid = _paid_by(context) if are_edges_told else {}
    for credit in context.each(Crediting):
        if credit.boundaries is not None:
            continue
        if credit.windows:
            windows = listed(f"{one.within} after '{one.column.text}'" for one in credit.windows)
            text = (
                f"crediting '{credit.id}' ends {windows}, and nothing says who is credited for what comes a day later"
            )
        elif plans := paid.get(credit.id):
            text = (
                f"crediting '{credit.id}' is paid by the period ({listed(plans)}), and nothing says which period a "
                "result counts in that falls across two"
            )
        else:
            continue
        yield Problem(
            credit.where("windows") if credit.windows else credit.where(),
            text,
            "write in `boundaries` what happens to what falls across periods, people or territories",
        )


def _paid_by(context: Context) -> dict[str, list[str]]:
    """Return the plans that pay by the period, by how they credit; a date or cut-off that decides settles the edge."""
    found: dict[str, list[str]] = {}
    for plan in context.look(Incentive):
        for measure in plan.measures:
            settled = _has_date(measure, context) or (plan.payout is not None and plan.payout.cut_off is not None)
            if measure.credit and measure.period and not settled:
                plans = found.setdefault(bare(measure.credit), [])
                if plan.id not in plans:
                    plans.append(plan.id)
    return found


def _has_date(measure: Measure, context: Context) -> bool:
    kpi = context.model.get(Kpi, measure.kpi)
    return kpi is None or kpi.dated_by is not None or "dated_by" in kpi.absences
