"""Hours a month that one holder of each role spends in declared cadences."""

from opmodel.engine import Scene
from opmodel.measures._month import RHYTHM, attending, heads, times, working_hours
from opmodel.measures._number import Contribution, Figure, Missing, Number, ranked
from opmodel.model import is_draft
from opmodel.model.sections.cadences import Cadence

FORMULA = "for each role, the sum over the cadences it chairs or attends of length x times a month"


def measure(scene: Scene) -> Number:
    """Add up the meetings of each role; the number is that of the role with the most."""
    people = scene.graph.people
    cadences = [one for one in scene.model.of(Cadence) if not is_draft(one)]
    if not cadences:
        return Number(FORMULA, missing=(Missing("", "cadences"),))
    timed = [(one, one.length) for one in cadences if one.length]
    missing = tuple(Missing(one.ref, "length") for one in cadences if not one.length)
    meetings: dict[str, list[tuple[str, float]]] = {}
    for one, length in timed:
        hours = working_hours(length) * times(one.every)
        for role in attending((*one.chair, *one.attendees), people):
            meetings.setdefault(role, []).append((one.ref, hours))
    parts = ranked(_part(role, _of(role, meetings, scene), scene) for role in meetings)
    if not parts:
        return Number(FORMULA, missing=missing or tuple(Missing(one.ref, "chair") for one in cadences))
    together = sum(part.value * part.figures[1].value for part in parts)
    assumed = any(part.figures[1].assumed for part in parts)
    figures = (
        Figure("most of one person", parts[0].value, "hours a month"),
        Figure("all roles together", together, "hours a month", assumed),
    )
    return Number(FORMULA, figures, parts, (RHYTHM,), missing)


def _of(role: str, meetings: dict[str, list[tuple[str, float]]], scene: Scene) -> dict[str, float]:
    """Return the hours of a role by cadence: its own, and those of the general role it is a kind of."""
    return {ref: hours for kind in scene.graph.people.kinds(role) for ref, hours in meetings.get(kind, ())}


def _part(role: str, hours: dict[str, float], scene: Scene) -> Contribution:
    largest = sorted(hours, key=lambda ref: (-hours[ref], ref))
    each = tuple(Figure(ref, hours[ref], "hours a month") for ref in largest)
    whole = Figure("one person", sum(hours.values()), "hours a month")
    return Contribution(f"role/{role}", (whole, heads((role,), scene.graph.people), *each), tuple(largest))
