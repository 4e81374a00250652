"""A plan that pays for two things one lever pulls apart holds them in balance."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.inside.counterweight import Counterweight, counterweights
from opmodel.incentives.payments import named_roles
from opmodel.model.reading import named
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare


@rule(Severity.NOTE, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield plans in which a guard pulls about as much as what it stands against; two that guard each other once."""
    context.count(Incentive)
    incentives = context.incentives
    least = incentives.thresholds.counterweight_percent
    found: dict[tuple[frozenset[int], int], dict[str, Counterweight]] = {}
    for one in counterweights(incentives):
        is_even = least - EPSILON <= one.percent <= 100 * 100 / least + EPSILON
        if is_even and context.known(one.guard.payment.plan):
            both = frozenset((id(one.guard.payment), id(one.strongest.payment)))
            found.setdefault((both, one.lever), {}).setdefault(one.position.name, one)
    for alike in found.values():
        speaking = incentives.graph.people.once(alike.values(), lambda one: (one.position.name,))
        yield _problem(speaking[0], tuple(one.position.name for one in speaking), incentives)


def _problem(one: Counterweight, roles: tuple[str, ...], incentives: Incentives) -> Problem:
    guard, other = one.guard.payment, one.strongest.payment
    lever = incentives.network.names[one.lever]
    return about_pay(
        guard.where,
        f"incentive '{guard.plan.id}': on {named(lever)} the pay of {named_roles(roles)} for kpi '{guard.kpi}' "
        f"({guard.weight:.3g}%) and for kpi '{other.kpi}' ({other.weight:.3g}%) pull in opposite directions, "
        f"{one.percent:.3g} to 100",
        f"leave it if it is meant: whoever holds the role then weighs the two each time {named(lever)} is moved",
        roles=roles,
        alike=True,
        kpis=(guard.kpi, other.kpi, bare(lever)),
        stake=guard.stake.percent,
        notes=((other.where, f"pays for the opposite on {named(lever)}"),),
        people=sum(incentives.graph.people.headcount(role) or 0 for role in roles),
        told_apart=" ".join((*sorted((guard.kpi, other.kpi)), bare(lever))),
    )
