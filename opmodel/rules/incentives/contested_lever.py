"""No lever is held by two roles whose pay pushes it in opposite directions."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives
from opmodel.incentives.between.contest import Contest, Side, contests
from opmodel.incentives.words import steps
from opmodel.model import Where, is_draft
from opmodel.model.model import named
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of roles that decide about one thing and are paid for opposite decisions."""
    context.count(Incentive)
    settled = {decision.id for decision in context.model.of(Decision) if _is_settled(decision)}
    for contest in contests(context.incentives):
        if bare(context.incentives.network.names[contest.lever]) not in settled:
            yield _problem(contest, context)


def _is_settled(decision: Decision) -> bool:
    """Tell whether one role decides and it is written where a case goes on which the others do not agree."""
    return not is_draft(decision) and len(decision.decide) == 1 and decision.escalate is not None


def _problem(contest: Contest, context: Context) -> Problem:
    incentives, people = context.incentives, context.graph.people
    ref = incentives.network.names[contest.lever]
    names = (contest.more.position.name, contest.less.position.name)
    paid = f"what '{names[1]}' is paid for"
    return about_pay(
        contest.more.earning.where,
        f"{named(ref)} is decided by two: {_pull(contest.more, 'more')}, {_pull(contest.less, 'less')}"
        f"{contest.stake.assuming}",
        _way_out(bare(ref), names, context),
        roles=names,
        kpis=(bare(ref), *(kpi for side in (contest.more, contest.less) for kpi in side.kpis)),
        verdict=str(contest.verdict),
        severity=contest.severity,
        stake=contest.stake.percent,
        notes=(*_gain(contest.more, incentives), (contest.less.earning.where, paid), *_gain(contest.less, incentives)),
        evidence=(ref,),
        people=sum(people.headcount(name) or 0 for name in names),
        told_apart=" ".join((ref, *sorted(names))),
    )


def _gain(side: Side, incentives: Incentives) -> Iterator[tuple[Where, str]]:
    """Yield the influences by which a side earns."""
    lever, paid = side.push.lever, side.earning
    sign = side.push.sign * paid.sign
    return steps(lever, incentives.node[paid.kpi], sign, f"how '{side.position.name}' earns", incentives)


def _pull(side: Side, way: str) -> str:
    percent = f"{side.push.stake.percent:.3g}% of pay"
    return f"{way} of it pays role '{side.position.name}' ({percent}, through kpi '{side.earning.kpi}')"


def _way_out(lever: str, names: tuple[str, str], context: Context) -> str:
    one, other = names
    boss = next((role for role in context.graph.people.line(one) if role in context.graph.people.line(other)), "...")
    settled = f"`decisions: {{{lever}: {{decide: {one}, input: {other}, escalate: {boss}}}}}`"
    return f"let one of the two decide and say where a dispute goes, such as {settled}, or take it from one's levers"
