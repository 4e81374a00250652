"""Pay that stops growing does not feed pay that goes on."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position, smaller
from opmodel.incentives.between.handing import Pair
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.influence.witness import shown, witness
from opmodel.model.sections.incentives import Incentive


@rule(Severity.WARNING, needs=("incentives.measures.cap", "incentives.measures.direction", "kpis.good"))
def check(context: Context, *, generous_cap_percent: float = 200.0) -> Iterator[Problem]:
    """Yield handoffs whose giver stops earning at a cap while the receiver earns on by what the giver brings."""
    context.look(Incentive)
    context.judge(pair.names for pair in context.pairs)
    for pair in context.pairs:
        found = sorted(_starved(pair, generous_cap_percent, context.incentives), key=_least_pay)
        if found:
            yield _problem(pair, *found[0], context)


def _starved(pair: Pair, generous: float, incentives: Incentives) -> Iterator[tuple[Payment, Payment]]:
    """Yield what is capped upstream and feeds what is open downstream."""
    earned = pair.receiver.payments
    open_ended = [paid for paid in earned if _is_open(paid) and not _earns_on(pair.giver, paid, incentives)]
    stopping = [one for one in pair.giver.payments if 0 < _cap(one) < generous and not one.measure.overlay]
    for capped in stopping if open_ended else ():
        effects = incentives.near.of(incentives.node[capped.kpi]).effects
        for paid in open_ended:
            effect = effects.get(incentives.node[paid.kpi])
            feeds = effect is not None and effect.net * capped.sign * paid.sign > EPSILON
            if feeds and paid.kpi != capped.kpi and capped.meets(paid):
                yield capped, paid


def _cap(payment: Payment) -> float:
    """Return where pay stops, percent of quota; 0 where it does not."""
    cap = payment.measure.cap
    return 0.0 if cap is None or isinstance(cap, str) else cap


def _is_open(payment: Payment) -> bool:
    """Tell whether pay is declared to go on: without a cap on purpose, by rate, or with a last accelerator."""
    measure = payment.measure
    if measure.cap is not None:
        return isinstance(measure.cap, str)
    return measure.rate is not None or any(step.to is None for step in measure.accelerators)


def _earns_on(giver: Position, paid: Payment, incentives: Incentives) -> bool:
    """Tell whether the giver has a stake of its own in what the receiver earns by, and no cap on that."""
    own = [one for one in giver.payments if one.kpi == paid.kpi and one.sign == paid.sign and not _cap(one)]
    return incentives.is_stake(sum(one.weight for one in own))


def _least_pay(found: tuple[Payment, Payment]) -> tuple[float, str, str]:
    capped, paid = found
    return (-smaller(capped.stake, paid.stake).percent, capped.kpi, paid.kpi)


def _problem(pair: Pair, capped: Payment, paid: Payment, context: Context) -> Problem:
    incentives, people = context.incentives, context.graph.people
    network = incentives.network
    giver, receiver = pair.names
    ends = incentives.node[capped.kpi], incentives.node[paid.kpi]
    stake = smaller(capped.stake, paid.stake)
    return about_pay(
        capped.plan.where("measures", capped.measure.kpi, "cap"),
        f"incentive '{capped.plan.id}': pay of role '{giver}' by {capped.kpi} stops at {_cap(capped):g}% of quota, but "
        f"role '{receiver}' behind it earns on by {paid.kpi}, which {capped.kpi} feeds{stake.assuming}",
        f"take the cap off, let the rate fall above it instead, or cap {paid.kpi} of '{receiver}' alike",
        roles=pair.names,
        kpis=(capped.kpi, paid.kpi),
        severity=incentives.severity(stake),
        stake=stake.percent,
        notes=(
            (paid.where, f"what '{receiver}' is paid for"),
            *shown(witness(network, *ends, capped.sign * paid.sign), network, "how it feeds it"),
        ),
        people=sum(people.headcount(name) or 0 for name in pair.names),
    )
