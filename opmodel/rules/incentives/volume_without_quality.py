"""Nobody is paid for a number of things whatever those are worth."""

from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position
from opmodel.incentives.guards import hollow
from opmodel.incentives.inside.recipients import assuming_weight, names
from opmodel.incentives.inside.worth import Worth
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare, listed, with_article


@dataclass(frozen=True, slots=True)
class _Loose:
    """A line that pays for a volume, those of its payees whom nobody holds to its worth, and who says what counts.

    `is_judged` tells that who says it would be free to, had they no goal that counts the same things.
    """

    payment: Payment
    paid: tuple[Position, ...]
    judges: tuple[str, ...]
    is_judged: bool
    felt: Kpi | None


@rule(
    Severity.ERROR,
    needs=(
        "incentives.measures.gates",
        "incentives.measures.clawbacks",
        "incentives.measures.counts",
        "kpis.kind",
        "kpis.good",
        "kpis.accepted_by",
    ),
)
def check(context: Context, *, error_weight_percent: float = 50) -> Iterator[Problem]:
    """Yield lines of plans that pay for a volume and leave its quality to chance."""
    context.count(Incentive)
    incentives, worth = context.incentives, Worth(context.incentives)
    for payment, positions in context.recipients:
        if not (worth.is_volume(payment) and incentives.is_stake(payment.weight) and context.known(payment.plan)):
            continue
        if context.known(incentives.kpis[payment.kpi]) and not worth.is_selective(payment):
            loose = _loose(payment, positions, worth, incentives)
            if loose.paid:
                yield _problem(loose, error_weight_percent, incentives)


def _loose(payment: Payment, positions: tuple[Position, ...], worth: Worth, incentives: Incentives) -> _Loose:
    kpi = incentives.kpis[payment.kpi]
    judges = worth.judges(kpi)
    free = tuple(judge for judge in judges if not worth.has_the_same_goal(judge, kpi))
    loose = (one for one in positions if not worth.is_accepted(one, kpi, free))
    paid = incentives.speaking(one for one in loose if not worth.is_held(one, payment))
    felt = worth.shown_by(paid[0], kpi.id) if paid else None
    return _Loose(payment, paid, judges, free != judges, felt)


def _problem(loose: _Loose, error_weight_percent: float, incentives: Incentives) -> Problem:
    payment, paid = loose.payment, loose.paid
    kpi, node = incentives.kpis[payment.kpi], incentives.node[payment.kpi]
    is_serious = payment.weight >= error_weight_percent and not loose.is_judged
    how_bad, assuming = Severity.ERROR if is_serious else Severity.WARNING, assuming_weight(payment)
    named = listed(f"'{bare(one)}'" for one in loose.judges)
    gain, report = ("gains", "reports") if len(loose.judges) == 1 else ("gain", "report")
    judged = f" (not {named}, who {gain} by it too or {report} to the payee)" if loose.judges else ""
    held = (hollow(payment, name, incentives, node) for name in sorted(payment.guards))
    why = next((f"; its {one}" for one in held if one), "")
    share = f"{payment.weight:.3g}% of the variable pay of {named_roles(names(paid))}"
    hangs = f"hangs on kpi '{kpi.id}' ({with_article(str(kpi.kind))}), whatever its records are worth"
    least = f"{incentives.thresholds.stake_percent:g}%"
    number = f"kpi '{loose.felt.id}'" if loose.felt else "a KPI that shows their quality"
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': {share} {hangs}: nobody independent accepts them{judged}, and no gate, "
        f"clawback or other measure of {least} or more looks at what comes of them{assuming}{why}",
        f"count only what the next team accepts (`accepted_by`), or gate the pay on {number}",
        roles=names(paid),
        alike=True,
        kpis=(kpi.id,),
        severity=how_bad.milder if assuming else how_bad,
        stake=payment.stake.percent,
        people=sum(incentives.graph.people.headcount(one.name) or 0 for one in paid),
        told_apart=kpi.id,
    )
