"""A move that changes who answers for a record says so."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Handoff
from opmodel.model.sections.transitions import Transition


@rule(Severity.ERROR, needs=("transitions.accept", "transitions.sla", "transitions.payload"))
def check(context: Context) -> Iterator[Problem]:
    """Yield moves that look like progress and quietly end at another owner."""
    journey, people = context.graph.journey, context.graph.people
    for transition in context.each(Transition, where=journey.handoffs_of):
        handoffs = journey.handoffs_of(transition)
        if not transition.kind.is_plain or not journey.is_bare(transition):
            continue
        first = handoffs[0]
        crosses = journey.crosses_functions(first)
        if not crosses and _is_decided(first, context):
            continue
        giver, receiver = people.named(first.givers), people.named(first.receivers)
        more = f" (one of {len(handoffs)} such moves)" if len(handoffs) > 1 else ""
        record = journey.record(first.move.source)
        yield Problem(
            transition.where("kind"),
            f"transition '{transition.id}' is called {transition.kind.value}, but the {record} goes from {giver} to "
            f"{receiver}{more} with no acceptance, no time limit and nothing that travels with it",
            f"make it `kind: handoff` and write what is agreed: `accept: {{by: {first.receivers[0]}, ...}}`, `sla:` "
            "and `payload:`; or let one role own both stages",
            notes=(
                (first.move.source.where("owner"), f"the owner before: {giver}"),
                (first.move.target.where("owner"), f"the owner after: {receiver}"),
            ),
            severity=None if crosses else Severity.WARNING,
        )


def _is_decided(handoff: Handoff, context: Context) -> bool:
    """Tell whether a decision makes the move, or people take a record to one they report to."""
    people = context.graph.people
    above = {name for giver in people.working(handoff.givers) for name in people.line(giver)}
    return handoff.transition.decision is not None or above.issuperset(handoff.receivers)
