"""Nobody is ranked against people whose help they need."""

from collections.abc import Iterator, Mapping

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment
from opmodel.incentives.between.handing import work_together
from opmodel.model.model import named
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare


@rule(Severity.ERROR, needs=("incentives.measures.relative_to",))
def check(context: Context) -> Iterator[Problem]:
    """Yield roles whose pay depends on being better than a role that they hand records to or share a lever with."""
    context.count(Incentive)
    incentives = context.incentives
    ranked = [one for paid in incentives.paid.values() for one in paid if one.measure.relative_to]
    if not ranked:
        return
    levers = _levers(incentives)
    people = context.graph.people
    for payment in ranked:
        rivals = (people.role(name) for name in payment.measure.relative_to)
        for rival in dict.fromkeys(one.id for one in rivals if one):
            for payee in payment.payees:
                shared = sorted(levers.get(payee, frozenset()) & levers.get(rival, frozenset()))
                if not people.same(payee, rival) and (shared or work_together(payee, rival, incentives)):
                    yield _problem(payment, payee, rival, shared, context)


def _levers(incentives: Incentives) -> Mapping[str, frozenset[int]]:
    """Return the declared levers by role."""
    return {name: frozenset(one.levers) for name, one in incentives.positions.items() if not one.assumed}


def _problem(payment: Payment, payee: str, rival: str, shared: list[int], context: Context) -> Problem:
    incentives, people = context.incentives, context.graph.people
    ref = incentives.network.names[shared[0]] if shared else ""
    link = f"share {named(ref)}" if ref else "hand records to each other"
    return about_pay(
        payment.plan.where("measures", payment.measure.kpi, "relative_to"),
        f"incentive '{payment.plan.id}': role '{payee}' earns {payment.stake.percent:.3g}% of its pay by "
        f"{payment.kpi} ranked against role '{rival}', but the two {link}: holding back help pays"
        f"{payment.stake.assuming}",
        "pay for an absolute number, or rank the two together as one team",
        roles=(payee, rival),
        kpis=(payment.kpi, *((bare(ref),) if ref else ())),
        severity=incentives.severity(payment.stake),
        stake=payment.stake.percent,
        people=sum(people.headcount(name) or 0 for name in (payee, rival)),
    )
