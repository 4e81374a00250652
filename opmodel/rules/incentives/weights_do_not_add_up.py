"""The parts of a pay mix and the weights of one plan add up to the whole."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.incentives import Incentive


@rule(Severity.ERROR, needs=("incentives.measures.weight", "incentives.measures.expected"))
def check(context: Context, *, tolerance_percent: float = 0.5) -> Iterator[Problem]:
    """Yield plans whose fixed and variable parts, or shares of variable pay, are more or less than the whole."""
    for plan in context.each(Incentive):
        for parts, problem in ((_mix(plan), _of_mix), (_shares(plan), _of_shares)):
            if parts and abs(sum(parts) - 100) > tolerance_percent:
                yield problem(plan, f"{sum(parts):g}%, not 100% ({' + '.join(f'{part:g}' for part in parts)})")


def _mix(plan: Incentive) -> tuple[float, ...]:
    """Return the parts of pay, none where one is left open."""
    mix = plan.pay_mix
    return (mix.base, mix.variable) if mix and mix.base is not None and mix.variable is not None else ()


def _shares(plan: Incentive) -> tuple[float, ...]:
    """Return the shares of variable pay, none where one is left open or one measure follows another."""
    if any(measure.effective for measure in plan.measures):
        return ()
    shares = [measure.weight if measure.weight is not None else measure.expected for measure in plan.measures]
    known = tuple(share for share in shares if share is not None)
    return known if len(known) == len(shares) else ()


def _of_mix(plan: Incentive, sum_: str) -> Problem:
    return Problem(
        plan.where("pay_mix"),
        f"incentive '{plan.id}': its fixed and its variable pay add up to {sum_}",
        "change one of them, or write `variable` alone",
        discriminator="pay_mix",
    )


def _of_shares(plan: Incentive, sum_: str) -> Problem:
    return Problem(
        plan.where("measures"),
        f"incentive '{plan.id}': its weights add up to {sum_}",
        "change a weight until they make 100, or say which measure is paid by rate",
    )
