"""What a handoff lacks, in the few words a line or a cell has room for."""

from opmodel.graph import Graph, Handoff
from opmodel.model import is_draft

NO_ACCEPTANCE, NO_CLOCK = "nobody accepts", "no clock"
_NOTHING = "nothing agreed"


def lacks(handoff: Handoff) -> tuple[str, ...]:
    """Return what nobody has declared or explained; drafts lack nothing yet, inside a stage no clock is needed."""
    move, transition = handoff.move, handoff.transition
    if any(is_draft(entity) for entity in (transition, move.source, move.target)):
        return ()
    found = []
    if transition.accept is None and "accept" not in transition.absences:
        found.append(NO_ACCEPTANCE)
    if transition.sla is None and "sla" not in transition.absences and not handoff.inside:
        found.append(NO_CLOCK)
    return tuple(found)


def lack(handoff: Handoff, graph: Graph) -> str:
    """Write what a handoff lacks: one thing, both, or everything a handoff may say."""
    found = lacks(handoff)
    return _NOTHING if len(found) > 1 and graph.journey.is_bare(handoff.transition) else ", ".join(found)
