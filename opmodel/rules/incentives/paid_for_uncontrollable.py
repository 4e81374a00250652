"""Nobody is paid for a number that nothing in their hands reaches."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position
from opmodel.incentives.inside.recipients import assuming_weight, names
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive, MeasureLevel
from opmodel.wording import bare, listed

MOST_NAMED = 3
"""Levers that a message names."""


@rule(Severity.ERROR, needs=("roles.levers",))
def check(context: Context) -> Iterator[Problem]:
    """Yield lines of plans that pay for, wait for or are taken back by what the payee does not move."""
    context.look(Incentive)
    incentives, control = context.incentives, context.control
    for payment, positions in context.recipients:
        sure = tuple(one for one in positions if context.can_judge(one.role) and control.is_declared(one))
        context.judge(one.role for one in sure)
        for name in dict.fromkeys((payment.kpi, *sorted(payment.gates), *sorted(payment.guards))):
            stuck = (one for one in sure if name in incentives.kpis and not control.reaches(one, name))
            if those := incentives.speaking(stuck):
                yield _problem(payment, name, those, control.nearest(those, but=name), incentives)
                break


def _problem(payment: Payment, kpi: str, stuck: tuple[Position, ...], nearer: str, incentives: Incentives) -> Problem:
    assuming = assuming_weight(payment)
    how_bad = _how_bad(payment, kpi, incentives)
    share = f"{payment.weight:.3g}% of the variable pay of {named_roles(names(stuck))}"
    held = "waits for" if kpi in payment.gates else "is taken back by"
    hangs = "hangs on" if kpi == payment.kpi else f"for kpi '{payment.kpi}' {held}"
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': {share} {hangs} kpi '{kpi}', and no declared influence leads "
        f"there from {_levers(stuck, incentives)}{assuming}",
        f"declare the influence or the lever that is missing, or {_instead(payment, kpi, nearer)}",
        roles=names(stuck),
        alike=True,
        kpis=tuple(dict.fromkeys((kpi, payment.kpi))),
        severity=max(
            (how_bad.milder if assuming else how_bad, incentives.severity(payment.stake)), key=lambda one: one.rank
        ),
        stake=payment.stake.percent,
        people=sum(incentives.graph.people.headcount(one.name) or 0 for one in stuck),
        told_apart=f"{payment.kpi} {kpi}",
    )


def _how_bad(payment: Payment, kpi: str, incentives: Incentives) -> Severity:
    """Return a note for what all share by design, and for a clawback: it pays nobody."""
    is_pay = kpi == payment.kpi or kpi in payment.gates
    if not is_pay or payment.measure.level in (MeasureLevel.TEAM, MeasureLevel.COMPANY):
        return Severity.NOTE
    return Severity.ERROR if incentives.is_stake(payment.weight) else Severity.WARNING


def _instead(payment: Payment, kpi: str, nearer: str) -> str:
    if kpi != payment.kpi:
        return f"let the pay hang on no KPI that others move, such as '{kpi}'"
    return "pay for a KPI they move" + (f", such as '{nearer}'" if nearer else "")


def _levers(stuck: tuple[Position, ...], incentives: Incentives) -> str:
    found = dict.fromkeys(incentives.network.names[lever] for one in stuck for lever in one.levers)
    more = (f"{len(found) - MOST_NAMED} more",) if len(found) > MOST_NAMED else ()
    named = (f"'{bare(one)}'" for one in list(found)[:MOST_NAMED])
    return f"{'lever' if len(found) == 1 else 'levers'} {listed((*named, *more))}"
