"""The weights of one plan add up to the whole."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.incentives import Incentive


@rule(Severity.ERROR, needs=("incentives.measures.weight", "incentives.measures.expected"))
def check(context: Context, *, tolerance_percent: float = 0.5) -> Iterator[Problem]:
    """Yield plans whose shares of variable pay are more or less than all of it."""
    for plan in context.each(Incentive):
        shares = [measure.weight if measure.weight is not None else measure.expected for measure in plan.measures]
        total = sum(share for share in shares if share is not None)
        replaced = any(measure.effective for measure in plan.measures)
        if shares and None not in shares and not replaced and abs(total - 100) > tolerance_percent:
            listed = " + ".join(f"{share:g}" for share in shares if share is not None)
            yield Problem(
                plan.where("measures"),
                f"incentive '{plan.id}': its weights add up to {total:g}%, not 100% ({listed})",
                "change a weight until they make 100, or say which measure is paid by rate",
            )
