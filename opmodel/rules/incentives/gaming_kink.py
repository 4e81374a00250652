"""Pay has no step or bend where the payee decides on which side of it a result lands."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position
from opmodel.incentives.inside.recipients import alike, names
from opmodel.incentives.inside.timing import moving, shifts
from opmodel.incentives.payments import named_roles
from opmodel.model.reading import named
from opmodel.model.sections.incentives import Incentive, Measure
from opmodel.wording import bare, listed


@rule(
    Severity.WARNING,
    needs=("roles.levers", "incentives.measures.threshold", "incentives.measures.cap", "incentives.measures.quota"),
)
def check(context: Context) -> Iterator[Problem]:
    """Yield kinked lines of plans whose payee can shift results over the kink, or reaches it at others' expense."""
    context.count(Incentive)
    incentives = context.incentives
    for payment, positions in context.recipients:
        kinks = _kinks(payment)
        if not kinks or not context.known(payment.plan):
            continue
        levers = ((one, _gaming(one, payment, context)) for one in positions)
        for (shifting, harming), roles in alike(incentives, ((one, found) for one, found in levers if any(found))):
            yield _problem(payment, kinks, shifting, harming, roles, incentives)


def _gaming(position: Position, payment: Payment, context: Context) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the levers by which a role shifts what is paid, and those by which it reaches it at others' expense."""
    if position.assumed or not context.known(position.role):
        return (), ()
    near = moving(position, payment, context.incentives)
    shifting = (lever for lever in near if shifts(lever, payment, context.incentives))
    return tuple(shifting), tuple(lever for lever in near if context.harms.harmful(position, lever))


def _kinks(payment: Payment) -> tuple[str, ...]:
    """Return where pay for more of a number steps, stops, bends or starts anew."""
    measure, plan = payment.measure, payment.plan
    return tuple(_steps(measure)) + tuple(
        what
        for holds, what in (
            (measure.quota or (plan.quota and len(plan.measures) == 1), "it is measured against a quota"),
            (measure.prior_period_base, "it is measured against the period before"),
            (measure.ratchet, "a good period raises the next target"),
        )
        if holds
    )


def _steps(measure: Measure) -> Iterator[str]:
    if measure.threshold:
        yield f"nothing is paid below {measure.threshold:g}% of quota"
    if measure.cliff:
        yield "the threshold pays all at once"
    if isinstance(measure.cap, float | int):
        yield f"nothing more is paid above {measure.cap:g}% of quota"
    if measure.accelerators:
        above = listed(f"{one.from_:g}%" for one in measure.accelerators)
        yield f"pay speeds up above {above} of quota"


def _problem(
    payment: Payment,
    kinks: tuple[str, ...],
    shifting: tuple[int, ...],
    harming: tuple[int, ...],
    roles: tuple[Position, ...],
    incentives: Incentives,
) -> Problem:
    every = tuple(dict.fromkeys((*shifting, *harming)))
    handles = tuple(incentives.network.names[node] for node in every)
    who, one_role = named_roles(names(roles)), len(roles) == 1
    can = []
    if shifting:
        what = listed(named(incentives.network.names[node]) for node in shifting[:3])
        can.append(f"{'decides' if one_role else 'decide'} by {what} in which period a result lands")
    if harming:
        what = listed(named(incentives.network.names[node]) for node in harming[:3])
        way = "the same way" if harming == shifting else f"by {what}"
        can.append(f"{'reaches' if one_role else 'reach'} it {way} at the expense of others")
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': pay for kpi '{payment.kpi}' has a kink ({'; '.join(kinks)}), and {who} "
        f"{' and '.join(can)}",
        f"pay in a straight line or over a rolling window, or let somebody else approve {named(handles[0])}",
        roles=names(roles),
        alike=True,
        kpis=(*(bare(one) for one in handles), payment.kpi),
        severity=None if incentives.is_stake(payment.weight) else Severity.NOTE,
        stake=payment.stake.percent,
        people=sum(incentives.graph.people.headcount(one.name) or 0 for one in roles),
        told_apart=f"{payment.kpi} {bare(handles[0])}",
    )
