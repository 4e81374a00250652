"""What can get stuck has somewhere to go."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.escalations import Escalation
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare, listed

_NEEDS = (
    *("decisions.escalate", "decisions.decide", "kpis.limit.action"),
    *("stages.stall.to", "stages.stall.warn", "stages.stall.escalate"),
)


@rule(Severity.WARNING, needs=_NEEDS)
def check(context: Context) -> Iterator[Problem]:
    """Yield what waits and goes nowhere: decisions, crossed limits, idle records; time limits have a rule of their own.

    Decisions only where some escalate.
    """
    governance, decisions = context.graph.governance, context.look(Decision)
    if context.model.takes_up(Escalation) or any(one.escalate for one in context.model.of(Decision)):
        context.judge(one for one in decisions if governance.can_get_stuck(one))
        yield from (_stuck(one, context) for one in decisions if governance.is_stuck(one))
    for kpi in context.each(Kpi, where=lambda kpi: kpi.limit):
        if governance.is_limit_ignored(kpi):
            yield _crossed(kpi)
    for stage in context.each(Stage, where=lambda stage: stage.stall):
        if governance.is_left_idle(stage):
            yield _idle(stage, context)


def _stuck(decision: Decision, context: Context) -> Problem:
    if decision.within:
        why = f"has to be taken within {decision.within} and goes nowhere when it is not"
        where = decision.where("within")
    else:
        names = listed(f"'{bare(name)}'" for name in decision.agree)
        why = f"waits for the agreement of {names} and goes nowhere when they say no"
        where = decision.where("agree")
    above = next((up for name in decision.decide for up in context.graph.people.line(name)), "")
    example = f"`escalate: {{to: {above}, after: 2bd}}`" if above else "`escalate: {to: ..., after: 2bd}`"
    return Problem(
        where,
        f"decision '{decision.id}' {why}",
        f"say who is asked next, and when: {example}; where it ends here on purpose, "
        '`none: {escalate: "the reason, and who watches"}`',
    )


def _crossed(kpi: Kpi) -> Problem:
    return Problem(
        kpi.where("limit"),
        f"kpi '{kpi.id}' has a limit, and nothing happens when it is crossed",
        "name the escalation or decision that follows: `limit: {..., action: ...}`",
    )


def _idle(stage: Stage, context: Context) -> Problem:
    record = context.graph.journey.a_record(stage)
    return Problem(
        stage.where("stall"),
        f"stage '{stage.id}' says when {record} has waited too long, and nothing happens then",
        "say who is told (`warn:`), which stage it goes to (`to:`), or which escalation begins (`escalate:`)",
    )
