"""Every handoff that is accepted has a time limit for the answer."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.transitions import Transition


@rule(Severity.WARNING, needs=("transitions.accept", "transitions.sla"))
def check(context: Context) -> Iterator[Problem]:
    """Yield handoffs that are accepted at some time or other."""
    journey = context.graph.journey
    for transition in context.each(Transition):
        handoffs = [one for one in journey.handoffs_of(transition) if not one.inside]
        if handoffs and transition.accept is not None and transition.sla is None:
            receiver = context.graph.people.named(handoffs[0].receivers)
            record = journey.a_record(handoffs[0].move.source)
            yield Problem(
                transition.where(),
                f"transition '{transition.id}' has no time limit, so {record} may wait for {receiver} for ever",
                "write how long the answer may take and what measures it: "
                "`sla: {within: 1bd, starts: ..., stops: ..., kpi: ..., on_breach: ...}`",
            )
