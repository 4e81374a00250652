"""Inside one plan, pay for a guard is not drowned by pay for what it guards against."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.influence.witness import shown
from opmodel.incentives.inside.counterweight import Counterweight, counterweights
from opmodel.incentives.inside.proof import GUESSED_STRENGTH, is_guessed, paths_between
from opmodel.incentives.inside.recipients import guessed_weight
from opmodel.incentives.payments import named_roles
from opmodel.incentives.position import Pull
from opmodel.incentives.stake import assuming, guessed_levers
from opmodel.model import Where
from opmodel.model.reading import named
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare


@rule(Severity.WARNING, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield plans in which a guard weighs and pulls less than half as much as what it stands against."""
    context.count(Incentive, where=lambda plan: len(plan.measures) > 1)
    incentives, said = context.incentives, context.harms.covered
    least = incentives.thresholds.counterweight_percent
    found: dict[tuple[int, int], list[Counterweight]] = {}
    for one in counterweights(incentives):
        is_said = (one.position.name, one.guard.payment.kpi) in said
        is_drowned = max(one.percent, one.weighs) < least - EPSILON
        if is_drowned and not is_said and context.known(one.guard.payment.plan):
            found.setdefault((id(one.guard.payment), one.lever), []).append(one)
    for alike in found.values():
        speaking = incentives.graph.people.once(alike, lambda one: (one.position.name,))
        yield _problem(speaking[0], tuple(one.position.name for one in speaking), incentives)


def _problem(one: Counterweight, roles: tuple[str, ...], incentives: Incentives) -> Problem:
    guard, other = one.guard.payment, one.strongest.payment
    lever = incentives.network.names[one.lever]
    nodes = [incentives.node[pull.payment.kpi] for pull in (*one.held, *one.against)]
    assumed = assuming(
        guessed_weight(guard) or guessed_weight(other),
        GUESSED_STRENGTH if any(is_guessed(incentives, one.lever, node) for node in nodes) else "",
        guessed_levers(*(roles if one.position.assumed else ())),
    )
    is_small = one.costs < incentives.thresholds.counterweight_percent - EPSILON
    return about_pay(
        guard.where,
        f"incentive '{guard.plan.id}': on {named(lever)} the pay of {named_roles(roles)} for kpi '{guard.kpi}' "
        f"({guard.weight:.3g}%) pulls {one.percent:.2g}% as much as pay for the opposite, most of it for kpi "
        f"'{other.kpi}' ({other.weight:.3g}%){assumed}",
        _way_out(one, lever, incentives),
        roles=roles,
        alike=True,
        kpis=(guard.kpi, other.kpi, bare(lever)),
        severity=Severity.NOTE if assumed or is_small else None,
        stake=guard.stake.percent,
        notes=(
            (other.where, f"pays for the opposite on {named(lever)}"),
            *_edges(one.lever, one.strongest, "how it pays", incentives),
            *_edges(one.lever, one.guard, "how it costs", incentives),
        ),
        people=sum(incentives.graph.people.headcount(role) or 0 for role in roles),
        told_apart=f"{guard.kpi} {bare(lever)}",
    )


def _edges(lever: int, pull: Pull, what: str, incentives: Incentives) -> Iterator[tuple[Where, str]]:
    """Yield the edges of the strongest path that pulls the way all paths together do."""
    paths = paths_between(incentives, lever, incentives.node[pull.payment.kpi])
    for path in paths:
        if path.sign * pull.payment.sign * pull.amount > 0:
            return shown(path, incentives.network, what)
    return iter(())


def _way_out(one: Counterweight, lever: str, incentives: Incentives) -> str:
    guard, least = one.guard.payment, incentives.thresholds.counterweight_percent
    holding, even = one.weight_for(least), one.weight_for(100)
    gate = f"let somebody who is not paid for '{one.strongest.payment.kpi}' decide about {named(lever)}"
    if holding is None:
        return gate
    more = f"put {holding}% of the plan on '{guard.kpi}', where it pulls {least:g}% as much"
    return f"{more}{f' (at {even}% the two break even)' if even and even != holding else ''}, or {gate}"
