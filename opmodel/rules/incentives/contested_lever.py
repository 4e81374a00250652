"""No lever is held by two roles whose pay pushes it in opposite directions."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, Share, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives
from opmodel.incentives.between.contest import Contest, Side, contests
from opmodel.incentives.fix.approver import neutral
from opmodel.incentives.fix.words import decider
from opmodel.incentives.influence.witness import shown, witness
from opmodel.model import Where, is_draft
from opmodel.model.reading import named
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare


@rule(Severity.ERROR, needs=("incentives.measures.direction", "kpis.good"))
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of roles that decide about one thing and are paid for opposite decisions."""
    context.look(Incentive)
    context.judge(one.role for one in context.sides)
    decisions = {decision.id: decision for decision in context.model.of(Decision) if not is_draft(decision)}
    every = ((one, decisions.get(_name(one, context))) for one in contests(context.incentives))
    found = [one for one, decision in every if decision is None or not _is_settled(decision, one, context)]
    for contest in found:
        held = [one for one in found if one.lever == contest.lever]
        sides = dict.fromkeys(side.position.name for one in held for side in (one.more, one.less))
        yield _problem(contest, tuple(sides), context)


def _name(contest: Contest, context: Context) -> str:
    return bare(context.incentives.network.names[contest.lever])


def _is_settled(decision: Decision, contest: Contest, context: Context) -> bool:
    """Tell whether one role decides, and either is none of the two or it is written where a dispute goes."""
    if len(decision.decide) != 1:
        return False
    sides = (side.position.name for side in (contest.more, contest.less))
    return decision.escalate is not None or not any(
        context.graph.people.same(decision.decide[0], side) for side in sides
    )


def _problem(contest: Contest, sides: tuple[str, ...], context: Context) -> Problem:
    incentives, people = context.incentives, context.graph.people
    ref = incentives.network.names[contest.lever]
    names = (contest.more.position.name, contest.less.position.name)
    paid = f"what '{names[1]}' is paid for"
    return about_pay(
        contest.more.earning.where,
        f"{named(ref)} is decided by two: {_pull(contest.more, 'more')}, {_pull(contest.less, 'less')}"
        f"{contest.stake.assuming}",
        _way_out(contest.lever, sides, context),
        roles=names,
        kpis=(bare(ref), *(kpi for side in (contest.more, contest.less) for kpi in side.kpis)),
        verdict=str(contest.verdict),
        severity=contest.severity,
        stake=contest.stake.percent,
        notes=(*_gain(contest.more, incentives), (contest.less.earning.where, paid), *_gain(contest.less, incentives)),
        evidence=(ref,),
        people=sum(people.headcount(name) or 0 for name in names),
        share=Share(ref, f"'{names[0]}' against '{names[1]}'", _aside(contest)),
    )


def _aside(contest: Contest) -> tuple[Where, str]:
    """Say what two others earn by it, at the line of the plan that pays for less of it."""
    return contest.less.earning.where, f"{_pull(contest.more, 'more')}, {_pull(contest.less, 'less')}"


def _gain(side: Side, incentives: Incentives) -> Iterator[tuple[Where, str]]:
    """Yield the influences by which a side earns."""
    network, paid = incentives.network, side.earning
    gain = witness(network, side.push.lever, incentives.node[paid.kpi], side.push.sign * paid.sign)
    return shown(gain, network, f"how '{side.position.name}' earns")


def _pull(side: Side, way: str) -> str:
    percent = f"{side.push.stake.percent:.3g}% of pay"
    return f"{way} of it pays role '{side.position.name}' ({percent}, through kpi '{side.earning.kpi}')"


def _way_out(lever: int, sides: tuple[str, ...], context: Context) -> str:
    """Let somebody decide who is on neither side."""
    who = neutral(sides, lever, context.incentives)
    name = bare(context.incentives.network.names[lever])
    parties = ", ".join(sides)
    settled = f"`decisions: {{{name}: {{decide: {who.name or '...'}, input: [{parties}]}}}}`"
    return f"let {decider(who, sides)} decide: {settled}, or take it from the levers of one side"
