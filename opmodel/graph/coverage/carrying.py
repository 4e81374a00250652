"""Who looks after customers, and of whom nobody says how many they can carry."""

from functools import cached_property

from opmodel.graph.coverage.table import CoverageTable
from opmodel.graph.journey import Journey
from opmodel.graph.people import People
from opmodel.model import Model
from opmodel.model.sections.capacities import Capacity
from opmodel.model.sections.roles import Level
from opmodel.model.sections.stages import Side, Stage
from opmodel.wording import bare

_UNBOUNDED = (Level.EXTERNAL, Level.AUTOMATION)
"""Levels whose capacity is not the company's to declare."""


class Carrying:
    """Questions about declared capacities: one is that of its role, of its kinds, of who works it and of those above.

    Where a helper in a stage has one, it limits the stage.
    """

    def __init__(self, model: Model, people: People, journey: Journey, coverage: CoverageTable) -> None:
        self._model, self._people, self._journey, self._coverage = model, people, journey, coverage

    def is_delivery(self, stage: Stage) -> bool:
        """Tell whether customers are served in a stage; one with a chance to win sells to them again."""
        is_selling = stage.probability is not None or stage.forecast_category
        return stage.is_open and stage.side is Side.POST_SALE and not is_selling

    def unlimited(self, stage: Stage) -> tuple[str, ...]:
        """Return the ids of the roles that answer for records of a stage, and whose capacity nobody declares."""
        if any(map(self._is_declared, self._helpers(stage))):
            return ()
        owners = (name for name in self._journey.owners(stage) if not self._is_declared(name))
        roles = [role for name in owners if (role := self._people.role(name)) and role.level not in _UNBOUNDED]
        there = (role.id for role in roles if self._people.is_people(role.id) and not self._people.is_vacant(role.id))
        return tuple(dict.fromkeys(there))

    def _is_declared(self, name: str) -> bool:
        names = (bare(name), *self._people.working((name,)), *self._people.members(name))
        return not self._declared.isdisjoint(names)

    @cached_property
    def _declared(self) -> frozenset[str]:
        people = self._people
        found: set[str] = set()
        for capacity in self._model.of(Capacity):
            names = people.working((capacity.role,))
            for name in (bare(capacity.role), *names, *people.members(capacity.role)):
                kinds = (*people.kinds(name), *(kind.id for kind in people.special(name)))
                found.update(kinds, *(people.line(kind) for kind in kinds))
        return frozenset(found)

    def _helpers(self, stage: Stage) -> tuple[str, ...]:
        """Return who else works on the records of a stage."""
        named = stage.coverage.responsible if stage.coverage else ()
        return (*named, *(row.role for row in self._coverage.naming(stage) if row.role))
