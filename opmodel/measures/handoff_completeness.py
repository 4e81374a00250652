"""How much of what a handoff needs is declared: eight things, from acceptance to a KPI of both sides."""

from collections.abc import Iterator

from opmodel.engine import Scene
from opmodel.graph import Handoff
from opmodel.measures._number import Contribution, Figure, Missing, Number
from opmodel.model import Why, is_draft
from opmodel.model.sections.transitions import Transition

FORMULA = (
    "for each handoff, how many of these eight are declared: acceptance, a way to refuse, a time limit, its KPI, what "
    "happens when it is missed, a payload, feedback to the giver, a KPI of both sides"
)
NEEDED = (
    "acceptance",
    "a way to refuse",
    "a time limit",
    "a KPI of the time limit",
    "a breach action",
    "a payload",
    "feedback",
    "a KPI of both sides",
)
INSIDE = "a handoff inside one stage is not counted: it is judged by its acceptance and payload alone"
PURPOSE = "what is absent on purpose counts as declared"
_FIELDS = {
    "acceptance": ("accept",),
    "a way to refuse": ("accept", "accept.reject_to", "accept.reject_reasons"),
    "a time limit": ("sla",),
    "a KPI of the time limit": ("sla", "sla.kpi", "kpis", "kpis.time"),
    "a breach action": ("sla", "sla.on_breach"),
    "a payload": ("payload",),
}
"""Where each stands; the absence of one of these that is declared speaks for it."""


def measure(scene: Scene) -> Number:
    """Rate every handoff from 0 to 8; the number is their mean, parts are handoffs, the poorest first."""
    handoffs = [
        one
        for transition in scene.model.of(Transition)
        if not is_draft(transition)
        for one in scene.graph.journey.handoffs_of(transition)
        if not one.inside
    ]
    if not handoffs:
        return Number(FORMULA, missing=() if scene.graph.journey.moves else (Missing("", "transitions"),))
    rated = [_part(one, scene) for one in handoffs]
    missing = tuple(dict.fromkeys(gap for one in handoffs for gap in _unknown(one.transition)))
    mean = Figure("declared of eight", sum(part.value for part in rated) / len(rated), "of 8")
    whole = sum(part.value == len(NEEDED) for part in rated)
    figures = (mean, Figure("complete", whole, "handoffs"), Figure("of", len(rated), "handoffs"))
    parts = tuple(sorted(rated, key=lambda part: (part.value, part.ref, part.figures[0].what)))
    return Number(FORMULA, figures, parts, (INSIDE, PURPOSE), missing)


def _part(handoff: Handoff, scene: Scene) -> Contribution:
    has = frozenset(_declared(handoff, scene))
    score = Figure(f"from {handoff.move.source.id} to {handoff.move.target.id}", len(has), "of 8")
    return Contribution(handoff.transition.ref, (score,), lacks=tuple(name for name in NEEDED if name not in has))


def _declared(handoff: Handoff, scene: Scene) -> Iterator[str]:
    one = handoff.transition
    accept, sla, agreements = one.accept, one.sla, scene.graph.agreements
    written = {
        "acceptance": accept and (accept.by or accept.criteria),
        "a way to refuse": accept and (accept.reject_to or accept.reject_reasons),
        "a time limit": sla,
        "a KPI of the time limit": (one.kpis and one.kpis.time)
        or any(map(agreements.measuring, agreements.limits(one))),
        "a breach action": sla and sla.on_breach,
        "a payload": one.payload,
        "feedback": agreements.tells_back(handoff),
        "a KPI of both sides": scene.graph.numbers.are_shared(handoff.givers, handoff.receivers),
    }
    yield from (name for name in NEEDED if written[name] or _on_purpose(one, name))


def _on_purpose(transition: Transition, name: str) -> bool:
    absences = (transition.absences.get(field) for field in _FIELDS.get(name, ()))
    return any(one is not None and one.why is Why.NONE for one in absences)


def _unknown(transition: Transition) -> Iterator[Missing]:
    fields = dict.fromkeys(field for fields in _FIELDS.values() for field in fields)
    for field in fields:
        absence = transition.absences.get(field)
        if absence and absence.why in (Why.UNKNOWN, Why.WITHHELD):
            yield Missing(transition.ref, field)
