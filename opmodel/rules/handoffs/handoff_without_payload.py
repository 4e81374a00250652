"""What the giver knows travels with the record."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Handoff
from opmodel.model.sections.transitions import Transition

"""Whoever gets a record back has had it before."""


@rule(Severity.WARNING, needs=("transitions.payload",))
def check(context: Context) -> Iterator[Problem]:
    """Yield handoffs that agree on something, and not on what the receiver is told."""
    journey = context.graph.journey
    for transition in context.each(Transition, where=journey.handoffs_of):
        handoffs = journey.handoffs_of(transition)
        if not transition.payload and not transition.kind.is_backward and not journey.is_bare(transition):
            yield _problem(handoffs[0], context)


def _problem(handoff: Handoff, context: Context) -> Problem:
    transition, people = handoff.transition, context.graph.people
    receiver = people.named(handoff.receivers)
    known = f"what {people.named(handoff.givers)} knows" if handoff.givers else "what is known"
    record = context.graph.journey.a_record(handoff.move.source)
    used = "" if handoff.inside else f", used_in: {handoff.move.target.id}"
    return Problem(
        transition.where(),
        f"transition '{transition.id}' hands {record} to {receiver}, and nothing of {known} goes with it",
        f"ask {receiver} what is asked again today, and list it: `payload: {{goal: {{field: ..., required: true, "
        f"produced_in: {handoff.move.source.id}{used}}}}}`",
    )
