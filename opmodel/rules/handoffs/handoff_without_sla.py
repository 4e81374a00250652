"""Every handoff that is accepted has a time limit for the answer."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.parts import Sla
from opmodel.model.sections.transitions import Transition
from opmodel.model.values import Duration


@rule(Severity.WARNING, needs=("transitions.accept", "transitions.sla"))
def check(context: Context, *, longest_days: float = 180) -> Iterator[Problem]:
    """Yield handoffs that are accepted at some time or other; a limit beyond the longest is none."""
    journey = context.graph.journey
    for transition in context.each(Transition, where=journey.handoffs_of):
        handoffs = [one for one in journey.handoffs_of(transition) if not one.inside]
        if not handoffs or transition.accept is None:
            continue
        within = _longest(transition.sla)
        receiver = context.graph.people.named(handoffs[0].receivers)
        record = journey.a_record(handoffs[0].move.source)
        if transition.sla is None:
            yield Problem(
                transition.where(),
                f"transition '{transition.id}' has no time limit, so {record} may wait for {receiver} for ever",
                "write how long the answer may take and what measures it: "
                "`sla: {within: 1bd, starts: ..., stops: ..., kpi: ..., on_breach: ...}`",
            )
        elif within and within.hours > longest_days * 24:
            yield Problem(
                transition.where("sla", "within"),
                f"transition '{transition.id}' gives {receiver} {within} to take {record}, which is no time limit",
                "write how long the answer may take before somebody asks for it, in hours or days",
            )


def _longest(sla: Sla | None) -> Duration | None:
    cases = sla.within.cases if sla else ()
    return max((case.high for case in cases), key=lambda one: one.hours, default=None)
