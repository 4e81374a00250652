"""Leaders under one boss are paid for something together."""

from collections.abc import Iterator
from itertools import combinations

from opmodel.engine import Context, Problem, Share, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Position, smaller, together
from opmodel.incentives.between.leading import leaders_by_boss
from opmodel.incentives.between.outcome import Outcomes, earns_by, paid_on, to_share
from opmodel.incentives.guards import hollow_of
from opmodel.incentives.harm import LEADERS
from opmodel.incentives.stake import assuming, guessed_levers
from opmodel.model.sections.incentives import Incentive


@rule(Severity.WARNING, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of leaders with one boss of whom neither has anything to lose by the other's result.

    Nothing is said of a boss all of whose pairs are at odds: leadership-conflict says more.
    """
    context.look(Incentive)
    outcomes = Outcomes(context.incentives)
    at_odds = {frozenset((one.payee.name, one.victim.name)) for one in context.harms.of(LEADERS) if one.victim}
    for boss, leaders in leaders_by_boss(context.incentives).items():
        context.judge(leader.role for leader in leaders)
        found = []
        for one, other in combinations(leaders, 2):
            common = outcomes.share(one, other) or outcomes.depends(one, other) or outcomes.depends(other, one)
            if not common and not context.graph.people.same(one.name, other.name):
                found.append((one, other))
        if any(frozenset((one.name, other.name)) not in at_odds for one, other in found):
            for one, other in found:
                yield _problem(one, other, boss, outcomes, context)


def _problem(one: Position, other: Position, boss: str, outcomes: Outcomes, context: Context) -> Problem:
    incentives, people = context.incentives, context.graph.people
    stake = smaller(*(together(paid.stake for paid in side.payments) for side in (one, other)))
    how_bad = incentives.severity(stake)
    guessed = guessed_levers(*(side.name for side in (one, other) if side.assumed))
    where = one.payments[0].plan.where("measures")
    return about_pay(
        where,
        f"two leaders under '{boss}' have no outcome in common: {earns_by(one)}, {earns_by(other)}"
        f"{assuming(*stake.guesses, guessed)}{hollow_of((*one.payments, *other.payments), incentives)}",
        to_share(outcomes.best(one, other), one, other, incentives),
        roles=(one.name, other.name),
        kpis=paid_on(one, other),
        severity=how_bad.milder if guessed else how_bad,
        stake=stake.percent,
        notes=((other.payments[0].plan.where("measures"), f"what '{other.name}' is paid for"),),
        people=sum(people.headcount(side.name) or 0 for side in (one, other)),
        share=Share(boss, f"'{one.name}' with '{other.name}'", (where, f"{earns_by(one)}, {earns_by(other)}")),
    )
