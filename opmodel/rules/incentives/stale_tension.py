"""A tension accepts a conflict that is still there."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.engine.acceptance import matches, objections
from opmodel.finding import Finding, Severity
from opmodel.model.sections.tensions import Tension
from opmodel.wording import bare


@rule(Severity.WARNING, needs=("tensions.rule", "tensions.between", "tensions.kpi"), last=True)
def check(context: Context) -> Iterator[Problem]:
    """Yield tensions whose rule ran, could check everything it looked at, and found nothing that they name."""
    ran = {outcome.rule: outcome for outcome in context.others if not outcome.not_checked}
    people = context.graph.people
    for tension in context.each(Tension):
        outcome = ran.get(tension.rule)
        if outcome is None or objections(tension, people, context.day):
            continue
        if any(matches(tension, finding, people) for finding in outcome.findings):
            continue
        if context.model.is_misread:
            context.leave(tension, "rule")  # what it is about may stand in what was not understood
        else:
            yield _problem(tension, outcome.findings)


def _problem(tension: Tension, found: tuple[Finding, ...]) -> Problem:
    one, other = tension.between
    about = f" about '{bare(tension.kpi)}'" if tension.kpi else ""
    return about_pay(
        tension.where("rule"),
        f"tension '{tension.id}': {tension.rule} finds nothing between '{one}' and '{other}'{about}, so nothing is "
        "accepted by it",
        _way_out(tension, found),
        roles=tension.between,
        kpis=(bare(tension.kpi),) if tension.kpi else (),
        told_apart=tension.id,
    )


def _way_out(tension: Tension, found: tuple[Finding, ...]) -> str:
    """Say what else the rule found on one of the two roles, or that the conflict is over."""
    for finding in found:
        if not set(tension.between).isdisjoint(finding.roles):
            where = f" on {', '.join(finding.kpis)}" if finding.kpis else ""
            return f"take it out, or name what the rule does find: {', '.join(finding.roles)}{where}"
    return "the conflict is over: take it out, so that it does not hide the next one"
