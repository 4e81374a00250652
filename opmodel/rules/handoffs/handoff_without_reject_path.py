"""Whoever receives a record can send it back and say why."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Handoff
from opmodel.model.sections.reasons import Reasons
from opmodel.model.sections.stages import Stage, StageType
from opmodel.model.sections.transitions import Acceptance, Transition

_TAKEN = (StageType.WON, StageType.CONVERTED, StageType.DONE)
"""Stages that count what comes there as a success."""


@rule(Severity.WARNING, needs=("transitions.accept.reject_to", "transitions.accept.reject_reasons"))
def check(context: Context) -> Iterator[Problem]:
    """Yield accepted handoffs where a refused record has no place to go but forward, or no reason to carry."""
    told: set[str] = set()
    for transition in context.each(Transition, where=context.graph.journey.handoffs_of):
        handoffs = [one for one in context.graph.journey.handoffs_of(transition) if not one.inside]
        if handoffs and transition.accept:
            found = _lacking(handoffs, transition.accept, context) or _sham(handoffs, transition.accept, context)
            if found and found[2] not in told:
                key, lack, way_out = found
                told.update((way_out,) if key == "reject_reasons" else ())
                place = transition.where("accept", key) if key else transition.where("accept")
                yield Problem(place, f"transition '{transition.id}': {lack}", way_out)


def _lacking(handoffs: list[Handoff], accept: Acceptance, context: Context) -> tuple[str, str, str] | None:
    """Say what is not written of the way back, with where and how to write it."""
    if accept.reject_to and accept.reject_reasons:
        return None
    receiver, record = _named(handoffs[0], context)
    place, reasons = f"reject_to: {handoffs[0].move.source.id}", "reject_reasons: ..."
    if accept.reject_to:
        lack, missing = f"{receiver} can refuse {record} without saying why", reasons
    elif accept.reject_reasons:
        lack, missing = f"{record} that {receiver} refuses has no stage to go to", place
    else:
        lack, missing = f"{receiver} has no way to refuse {record}", f"{place}, {reasons}"
    return "", lack, f"add `{missing}` to its `accept:`"


def _sham(handoffs: list[Handoff], accept: Acceptance, context: Context) -> tuple[str, str, str] | None:
    """Say why the way back that is written is none: it leads to where the record was going, or has no reason."""
    receiver, record = _named(handoffs[0], context)
    stage = context.model.get(Stage, accept.reject_to or "")
    if stage and all(one.move.target.id == stage.id for one in handoffs):
        lack = f"{record} that {receiver} refuses goes to stage '{stage.id}' all the same, as if it was accepted"
        return "reject_to", lack, f"name the stage it comes back to: `reject_to: {handoffs[0].move.source.id}`"
    if stage and stage.type in _TAKEN and all(one.move.source.id != stage.id for one in handoffs):
        lack = f"{record} that {receiver} refuses goes to stage '{stage.id}', which counts it as {stage.type}"
        return "reject_to", lack, f"name the stage it comes back to: `reject_to: {handoffs[0].move.source.id}`"
    reasons = context.model.get(Reasons, accept.reject_reasons or "")
    if reasons and not reasons.codes and not reasons.absences:
        lack = f"{receiver} can refuse {record} without saying why, as reasons '{reasons.id}' has no codes"
        return "reject_reasons", lack, f"list the codes below reasons: `{reasons.id}: {{values: [...]}}`"
    return None


def _named(handoff: Handoff, context: Context) -> tuple[str, str]:
    receiver = context.graph.people.named(handoff.receivers)
    return receiver, context.graph.journey.a_record(handoff.move.source)
