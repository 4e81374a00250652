"""What can get stuck has somewhere to go."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.cadences import Cadence
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.escalations import Escalation
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.stages import Stage, StageType
from opmodel.model.sections.statuses import Status
from opmodel.wording import bare, listed

_NEEDS = (
    *("decisions.escalate", "decisions.decide", "kpis.limit.action"),
    *("stages.stall.to", "stages.stall.warn", "stages.stall.escalate"),
)


@rule(Severity.WARNING, needs=_NEEDS)
def check(context: Context) -> Iterator[Problem]:
    """Yield decisions, limits and idle records that go nowhere; time limits have a rule of their own."""
    decisions = tuple(filter(_can_get_stuck, context.look(Decision)))
    if context.model.takes_up(Escalation) or any(one.escalate for one in context.model.of(Decision)):
        context.judge(decisions)
        yield from (_stuck(one, context) for one in decisions if not _is_unstuck(one, context))
    for kpi in context.each(Kpi, where=lambda kpi: kpi.limit):
        if kpi.limit and not kpi.limit.action and not _is_decided_on(kpi, context):
            yield _crossed(kpi)
    for stage in context.each(Stage, where=lambda stage: stage.stall):
        if _goes_nowhere(stage, context):
            yield _idle(stage, context)


def _can_get_stuck(decision: Decision) -> bool:
    """Tell whether a decision has a clock that can run out, or somebody who may say no."""
    return bool(decision.decide and not decision.escalate and (decision.within or decision.agree))


def _is_unstuck(decision: Decision, context: Context) -> bool:
    """Tell whether who decides can settle it, nobody stands above, or a meeting with another chair takes it up."""
    governance, people = context.graph.governance, context.graph.people
    chairs = (name for meeting in governance.meetings(decision) for name in meeting.chair)
    elsewhere = any(not people.is_among(name, decision.decide) for name in chairs)
    is_settled = not decision.within and governance.can_settle(decision)
    return elsewhere or is_settled or any(governance.is_last_stop(name) for name in decision.decide)


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


def _is_decided_on(kpi: Kpi, context: Context) -> bool:
    """Tell whether a meeting that takes decisions looks at a KPI."""
    return any(bool(meeting.decides) for meeting in context.model.holders(Cadence, kpi.ref))


def _crossed(kpi: Kpi) -> Problem:
    return Problem(
        kpi.where("limit"),
        f"kpi '{kpi.id}' has a limit, and nothing happens when it is crossed",
        "name the escalation or decision that follows: `limit: {..., action: ...}`",
    )


def _goes_nowhere(stage: Stage, context: Context) -> bool:
    """Tell whether records of a stage count as idle and are neither moved, nor escalated, nor shown to anybody."""
    stall = stage.stall
    if stall is None or stall.after is None or stage.type not in (StageType.OPEN, StageType.HOLDING):
        return False
    marks = context.model.holders(Status, stage.ref)
    return not (stall.to or stall.escalate or stall.warn) and not any(one.escalate for one in marks)


def _idle(stage: Stage, context: Context) -> Problem:
    record = context.graph.journey.a_record(stage)
    return Problem(
        stage.where("stall"),
        f"stage '{stage.id}' says when {record} has waited too long, and nothing happens then",
        "say who is told (`warn:`), which stage it goes to (`to:`), or which escalation begins (`escalate:`)",
    )
