"""How many decisions and escalations end at each role."""

from opmodel.engine import Scene
from opmodel.measures._number import Contribution, Figure, Missing, Number, ranked
from opmodel.model import is_draft
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.escalations import Escalation

FORMULA = (
    "for each role, the decisions it decides, the escalations that end with it, and the decisions that go to it alone "
    "when they are not taken"
)


def measure(scene: Scene) -> Number:
    """Count what ends at whom; the number is that of the role with the most, its share stands beside it."""
    model, people = scene.model, scene.graph.people
    decisions = [one for one in model.of(Decision) if not is_draft(one)]
    ladders = [one for one in model.of(Escalation) if not is_draft(one)]
    if not decisions and not ladders:
        return Number(FORMULA, missing=(Missing("", "decisions"), Missing("", "escalations")))
    decided: dict[str, list[str]] = {}
    ended: dict[str, list[str]] = {}
    for one in decisions:
        for role in people.working(one.decide):
            decided.setdefault(role, []).append(one.ref)
        if one.escalate and model.get(Escalation, one.escalate.to) is None:
            for role in people.working((one.escalate.to,)):
                ended.setdefault(role, []).append(one.ref)
    for ladder in ladders:
        last = ladder.ends_with or (ladder.steps[-1].role if ladder.steps else "")
        for role in people.working((last,) if last else ()):
            ended.setdefault(role, []).append(ladder.ref)
    missing = tuple(Missing(one.ref, "decide") for one in decisions if not one.decide)
    parts = ranked(_part(role, decided.get(role, []), ended.get(role, [])) for role in {**decided, **ended})
    if not parts:
        return Number(FORMULA, missing=missing)
    total = sum(part.value for part in parts)
    figures = (
        Figure("most that end at one role", parts[0].value, "matters"),
        Figure("share of all", 100 * parts[0].value / total, "%"),
    )
    return Number(FORMULA, figures, parts, (), missing)


def _part(role: str, decided: list[str], ended: list[str]) -> Contribution:
    count = Figure("end here", len(decided) + len(ended), "matters")
    figures = (count, Figure("decided", len(decided), "decisions"), Figure("escalated", len(ended), "escalations"))
    return Contribution(f"role/{role}", figures, tuple(dict.fromkeys((*decided, *ended))))
