"""What a handoff lacks, in the few words a line or a cell has room for."""

from collections import Counter

from opmodel.graph import Graph, Handoff
from opmodel.model import is_draft
from opmodel.wording import counted, listed

_NO_ACCEPTANCE, _NO_CLOCK, _NOTHING = "nobody accepts", "no clock", "nothing agreed"
_SAID = {
    _NO_ACCEPTANCE: "that nobody accepts",
    _NO_CLOCK: "with no clock",
    f"{_NO_ACCEPTANCE}, {_NO_CLOCK}": "neither accepted nor timed",
    _NOTHING: "with nothing agreed",
}


def lacks(handoff: Handoff) -> tuple[str, ...]:
    """Return what nobody has declared or explained; drafts lack nothing yet, inside a stage no clock is needed."""
    move, transition = handoff.move, handoff.transition
    if any(is_draft(entity) for entity in (transition, move.source, move.target)):
        return ()
    found = []
    if transition.accept is None and "accept" not in transition.absences:
        found.append(_NO_ACCEPTANCE)
    if transition.sla is None and "sla" not in transition.absences and not handoff.inside:
        found.append(_NO_CLOCK)
    return tuple(found)


def lack(handoff: Handoff, graph: Graph) -> str:
    """Write what a handoff lacks: one thing, both, or everything a handoff may say."""
    found = lacks(handoff)
    return _NOTHING if len(found) > 1 and graph.journey.is_bare(handoff.transition) else ", ".join(found)


def told(graph: Graph) -> str:
    """Say how many handoffs there are and what they lack."""
    handoffs = graph.journey.handoffs
    if not handoffs:
        return "no handoff between owners"
    missing = Counter(lack(handoff, graph) for handoff in handoffs)
    lacking = listed(f"{missing[word]} {said}" for word, said in _SAID.items() if missing[word])
    return f"{counted(len(handoffs), 'handoff')} between owners, {lacking or 'accepted and timed'}"
