"""Whoever receives a record can send it back and say why."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.transitions import Transition


@rule(Severity.WARNING, needs=("transitions.accept.reject_to", "transitions.accept.reject_reasons"))
def check(context: Context) -> Iterator[Problem]:
    """Yield accepted handoffs where a refused record has no place to go or no reason to carry."""
    for transition in context.each(Transition):
        handoffs = [one for one in context.graph.journey.handoffs_of(transition) if not one.inside]
        accept = transition.accept
        if not handoffs or accept is None or (accept.reject_to and accept.reject_reasons):
            continue
        receiver = context.graph.people.named(handoffs[0].receivers)
        record = context.graph.journey.a_record(handoffs[0].move.source)
        place, reasons = f"reject_to: {handoffs[0].move.source.id}", "reject_reasons: ..."
        if accept.reject_to:
            lack, missing = f"{receiver} can refuse {record} without saying why", reasons
        elif accept.reject_reasons:
            lack, missing = f"{record} that {receiver} refuses has no stage to go to", place
        else:
            lack, missing = f"{receiver} has no way to refuse {record}", f"{place}, {reasons}"
        yield Problem(
            transition.where("accept"),
            f"transition '{transition.id}': {lack}",
            f"add `{missing}` to its `accept:`",
        )
