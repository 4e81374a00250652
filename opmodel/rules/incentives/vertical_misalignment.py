"""No role's pay pushes against what the role above or below it is paid for."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.incentives.between.leading import led_by_paid
from opmodel.model.sections.incentives import Incentive


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield the harms of pay that this rule speaks about, the worst one per pair."""
    context.look(Incentive)
    context.judge(one.role for one in led_by_paid(context.incentives))
    yield from context.conflicts()
