"""Whether those are there whom the coverage counts on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.graph.coverage.feeding import Feeding
from opmodel.graph.coverage.table import CoverageTable, Hole
from opmodel.graph.journey import Journey
from opmodel.graph.people import People
from opmodel.model import Model, Where, is_draft
from opmodel.model.sections.coverage import Coverage, Involvement
from opmodel.model.sections.promises import Promise
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare

_HELPS = (None, Involvement.ACCOUNTABLE, Involvement.RESPONSIBLE, Involvement.CONSULTED)
"""Parts in which somebody has to be there."""


@dataclass(frozen=True, slots=True)
class Away:
    """A promise that somebody keeps in a stage where nobody of the function is."""

    promise: Promise
    keeper: str
    function: str
    stage: Stage


class Presence:
    """Questions about functions that have to be in a stage."""

    def __init__(
        self, model: Model, people: People, journey: Journey, coverage: CoverageTable, feeding: Feeding
    ) -> None:
        self._model, self._people, self._journey = model, people, journey
        self._coverage, self._feeding = coverage, feeding

    def left_out(self, stage: Stage) -> Hole | None:
        """Return records of an owned stage for which nobody comes who comes for others; holes of owners go first."""
        return None if self._coverage.without_owner(stage) else self._coverage.without_worker(stage)

    def away(self) -> Iterator[Away]:
        """Yield the promises whose keeper a coverage names somewhere, and not in the stage where they are kept."""
        people = self._people
        for promise in self._model.of(Promise):
            keeper = promise.kept_by
            stage = self._model.get(Stage, keeper.stage) if keeper and keeper.stage else None
            if is_draft(promise) or not (keeper and keeper.role and stage):
                continue
            function = people.function(keeper.role)
            there = {people.function(name) for name in self._feeding.welcome(stage)}
            if self._journey.is_owned(stage) and function in self._named and not there & {"", function}:
                yield Away(promise, bare(keeper.role), function, stage)

    @cached_property
    def _named(self) -> frozenset[str]:
        """The functions that a coverage names, in the table or on a stage."""
        named = [row.role for row in self._model.of(Coverage) if row.role and not is_draft(row)]
        for beside in (stage.coverage for stage in self._model.of(Stage)):
            named += (*beside.responsible, *beside.consulted) if beside else ()
        return frozenset(map(self._people.function, named)) - {""}

    def empty_chairs(self) -> Mapping[str, Mapping[str, Where]]:
        """Return the roles that stages count on and nobody holds, with the stages and where each is written.

        Those that answer for something are left out, as more hangs on them; so is whoever has a stand-in.
        """
        found: dict[str, dict[str, Where]] = {}
        for name, stage, where in self._counted_on():
            role = self._people.role(name)
            if role and role.backup in (None, "peer") and self._people.is_vacant(role.id):
                found.setdefault(role.id, {}).setdefault(stage, where)
        return {name: found[name] for name in sorted(found) if name not in self._answering}

    @cached_property
    def _answering(self) -> frozenset[str]:
        return frozenset(bare(name) for entity in self._model.entities.values() for name in entity.answering)

    def _counted_on(self) -> Iterator[tuple[str, str, Where]]:
        """Yield who has to be in which stage, and where that is written."""
        for stage in self._model.of(Stage):
            if not is_draft(stage) and stage.coverage:
                for field in ("responsible", "consulted"):
                    names: tuple[str, ...] = getattr(stage.coverage, field)
                    for name in names:
                        yield name, stage.id, stage.where("coverage", field)
        for row in self._model.of(Coverage):
            if row.role and row.part in _HELPS and not is_draft(row):
                for name in row.stages:
                    yield row.role, bare(name), row.where("role")
