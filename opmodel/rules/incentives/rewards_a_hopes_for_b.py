"""No role is paid for what harms something the company hopes for and pays nobody for."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.incentives import Incentive


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield the harms of pay that this rule speaks about, the worst one per pair."""
    context.look(Incentive)
    context.judge(one.kpi for one in context.hopes.all)
    yield from context.conflicts()
