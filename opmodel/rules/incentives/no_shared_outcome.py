"""The two sides of a handoff are paid for something together."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives.between.handing import Pair, either_way
from opmodel.incentives.between.outcome import Outcomes, earns_by, paid_on, to_share
from opmodel.incentives.guards import hollow_of
from opmodel.incentives.stake import assuming, guessed_levers
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare

MOST_NOTES = 5
"""Handoffs between the two roles that a finding points at."""


@rule(
    Severity.ERROR,
    needs=("incentives.measures.direction", "kpis.good", "transitions.from_owner", "transitions.to_owner"),
)
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of roles that hand records over, are both paid, and win and lose apart."""
    context.look(Incentive)
    context.judge(pair.names for pair in context.pairs)
    outcomes = Outcomes(context.incentives)
    for pairs in either_way(context.pairs):
        apart = not outcomes.share(pairs[0].giver, pairs[0].receiver)
        if apart and not any(_is_tied(pair, outcomes) for pair in pairs):
            yield _problem(pairs, outcomes, context)


def _is_tied(pair: Pair, outcomes: Outcomes) -> bool:
    """Tell whether the giver earns by what serves the receiver, or by what the receiver is paid to improve."""
    giver, receiver = pair.giver, pair.receiver
    return outcomes.depends(giver, receiver, _judged(pair)) or outcomes.is_fed(giver, receiver)


def _judged(pair: Pair) -> frozenset[str]:
    """Return the KPIs that count only what the receiver accepted: the share it accepts, or what arrives with it."""
    found: set[str] = set()
    for handoff in pair.handoffs:
        transition = handoff.transition
        if transition.accept is not None:
            names = (transition.kpis and transition.kpis.conversion, handoff.move.target.kpi)
            found.update(bare(name) for name in names if name)
    return frozenset(found)


def _problem(pairs: tuple[Pair, ...], outcomes: Outcomes, context: Context) -> Problem:
    incentives, people, pair = context.incentives, context.graph.people, pairs[0]
    giver, receiver, stake = pair.giver, pair.receiver, pair.stake
    first, *others = {one.transition.id: one.transition for pair in pairs for one in pair.handoffs}.values()
    guessed = guessed_levers(*((receiver.name,) if receiver.assumed else ()))
    how_bad = incentives.severity(stake)
    return about_pay(
        giver.payments[0].plan.where("measures"),
        f"role '{giver.name}' hands over to role '{receiver.name}' (transition '{first.id}'), and no KPI makes "
        f"{incentives.thresholds.stake_percent:g}% of variable pay on both sides: "
        f"{earns_by(giver)}, {earns_by(receiver)}{assuming(*stake.guesses, guessed)}"
        f"{hollow_of((*giver.payments, *receiver.payments), incentives)}",
        to_share(outcomes.best(giver, receiver), giver, receiver, incentives),
        roles=pair.names,
        kpis=paid_on(giver, receiver),
        severity=how_bad.milder if guessed else how_bad,
        stake=stake.percent,
        notes=(
            (receiver.payments[0].plan.where("measures"), f"what '{receiver.name}' is paid for"),
            *((one.where(), "the handoff") for one in (first, *others[: MOST_NOTES - 1])),
        ),
        people=sum(people.headcount(name) or 0 for name in pair.names),
        told_apart=" ".join(sorted(pair.names)),
    )
