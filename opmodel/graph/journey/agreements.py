"""What people who work one after the other agreed: time limits and what is told back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.graph.journey.journey import Handoff
from opmodel.graph.people import People
from opmodel.model import Entity, Model, Where, is_draft
from opmodel.model.reading import Trail
from opmodel.model.sections.feedback import Feedback
from opmodel.model.sections.kpis import Aggregation, Kpi
from opmodel.model.sections.parts import Sla
from opmodel.model.sections.responsibilities import Responsibility
from opmodel.model.sections.routing import Routing
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare

TIMED: tuple[type[Entity], ...] = (Responsibility, Routing, Stage, Transition)
"""Sections whose entries may have a time limit."""


_FUNCTION = "function/"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A time limit of an entity, and the KPI that measures it if it names one."""

    entity: Entity
    trail: Trail
    sla: Sla
    kpi: str = ""

    @property
    def where(self) -> Where:
        """Where it stands."""
        return Where(self.entity.ref, self.trail)


class Agreements:
    """Questions about time limits and feedback."""

    def __init__(self, model: Model, people: People) -> None:
        self._model, self._people = model, people

    def limits(self, entity: Entity) -> Iterator[TimeLimit]:
        """Yield the time limits of an entity; a transition's is measured by the KPI of its time where it names none."""
        if isinstance(entity, Transition) and entity.sla:
            default = (entity.kpis and entity.kpis.time) or ""
            yield TimeLimit(entity, ("sla",), entity.sla, bare(entity.sla.kpi or default))
        elif isinstance(entity, Stage | Responsibility) and entity.sla:
            yield TimeLimit(entity, ("sla",), entity.sla, bare(entity.sla.kpi or ""))
        elif isinstance(entity, Routing):
            for number, one in enumerate(entity.rules):
                if one.sla:
                    yield TimeLimit(entity, ("rules", number, "sla"), one.sla, bare(one.sla.kpi or ""))

    def measuring(self, limit: TimeLimit) -> Kpi | None:
        """Return the KPI that measures a time limit: the one it names, else one that is the time between its dates."""
        named = self._model.get(Kpi, limit.kpi) if limit.kpi else None
        if named or not (limit.sla.starts and limit.sla.stops):
            return named
        return self._spans.get(f"{limit.sla.stops.text}-{limit.sla.starts.text}".replace(" ", ""))

    @cached_property
    def _spans(self) -> Mapping[str, Kpi]:
        timed = (one for one in self._model.of(Kpi) if one.aggregation is Aggregation.DURATION and one.value)
        return {one.value.text.replace(" ", ""): one for one in timed if one.value}

    def tells_back(self, handoff: Handoff) -> bool:
        """Tell whether the givers of a record hear from its receivers, or hear what became of it.

        Between functions anybody in them speaks and hears for all of them.
        """
        givers, receivers = self._circle(handoff.givers), self._circle(handoff.receivers)
        if not _functions(givers).isdisjoint(receivers):
            givers, receivers = givers - _functions(givers), receivers - _functions(receivers)
        ends = (handoff.move.source.ref, handoff.move.target.ref, handoff.transition.ref)
        told = (*ends, *receivers)
        return any((giver, one) in self._told for giver in givers for one in told)

    @cached_property
    def _told(self) -> frozenset[tuple[str, str]]:
        """Who hears from whom, and about which stage or move."""
        found: set[tuple[str, str]] = set()
        for one in self._model.of(Feedback):
            if not is_draft(one):
                told = (*self._circle(one.from_), self._about(one))
                found.update((name, other) for name in self._circle(one.to) for other in told)
        return frozenset(found)

    def _about(self, feedback: Feedback) -> str:
        name = feedback.about
        if "/" in name:
            return name
        kind = next((kind for kind in (Transition, Stage) if self._model.get(kind, name)), None)
        return f"{'transition' if kind is Transition else 'stage'}/{name}" if kind else ""

    def _circle(self, names: tuple[str, ...]) -> frozenset[str]:
        """Return roles with their kinds, what they are kinds of, and the functions they work in."""
        people = self._people
        found: set[str] = set()
        for name in people.working(names):
            function = people.function(name)
            found.update(people.kinds(name), (kind.id for kind in people.special(name)))
            found.update((f"{_FUNCTION}{function}",) if function else ())
        return frozenset(found)


def _functions(circle: frozenset[str]) -> frozenset[str]:
    return frozenset(one for one in circle if one.startswith(_FUNCTION))
