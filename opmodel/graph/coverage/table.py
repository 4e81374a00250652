"""Which records of a stage nobody covers: owners with their scopes, and the rows of the coverage table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from opmodel.expressions import Expression, Found, Record, all_of, moved, none_of
from opmodel.graph.coverage.scopes import EVERY, Scopes
from opmodel.graph.journey import Journey
from opmodel.graph.people import People
from opmodel.graph.records import Records
from opmodel.model import Condition, Model, Where, Why, is_draft
from opmodel.model.sections.coverage import Coverage as Row
from opmodel.model.sections.coverage import Part
from opmodel.model.sections.dimensions import Dimension
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare


@dataclass(frozen=True, slots=True)
class Claim:
    """The records of a stage that somebody covers, and where that is written; without a role nobody does, on purpose.

    `takes` is None where it cannot be told which records they are.
    """

    role: str
    where: Where
    takes: Expression | None


@dataclass(frozen=True, slots=True)
class Hole:
    """Records of a stage that none of the claims takes.

    `record` names one in a sentence: `an opportunity with account.segment 'small'`. `whole` tells that it is a value of
    a dimension, or a combination of several, and not what one condition happens to leave out.
    """

    stage: Stage
    path: Lifecycle
    record: str
    witness: Record
    whole: bool
    claims: tuple[Claim, ...]


_Claiming: TypeAlias = Callable[[Lifecycle], tuple[Claim, ...]]


class Coverage:
    """Questions about who covers which records.

    Empty columns are left aside: a record whose segment nobody has filled in is no hole of the table.
    """

    def __init__(self, model: Model, people: People, journey: Journey, records: Records) -> None:
        self._model, self._people, self._journey, self._records = model, people, journey, records
        self._scopes: dict[str, Scopes] = {}

    def rows(self, stage: Stage) -> tuple[Row, ...]:
        """Return the rows of the table for a stage, those of drafts and those in which help is optional left out."""
        return self._rows.get(stage.id, ())

    def naming(self, stage: Stage) -> tuple[Row, ...]:
        """Return every row of the table for a stage, those in which help is optional included."""
        return self._naming.get(stage.id, ())

    @cached_property
    def _rows(self) -> Mapping[str, tuple[Row, ...]]:
        return self._by_stage(lambda row: row.stages)

    @cached_property
    def _naming(self) -> Mapping[str, tuple[Row, ...]]:
        return self._by_stage(lambda row: (*row.stages, *row.optional))

    def _by_stage(self, stages: Callable[[Row], tuple[str, ...]]) -> Mapping[str, tuple[Row, ...]]:
        found: dict[str, list[Row]] = {}
        for row in self._model.of(Row):
            for name in () if is_draft(row) else dict.fromkeys(map(bare, stages(row))):
                found.setdefault(name, []).append(row)
        return {stage: tuple(rows) for stage, rows in found.items()}

    def without_owner(self, stage: Stage) -> Hole | None:
        """Return records of a stage that no owner's scope and no accountable or responsible row takes.

        None where an owner takes them all, where nobody answers for the stage at all, and where it cannot be told.
        """
        if not self._journey.owners(stage):
            return None
        rows = self._with_part(stage, Part.ACCOUNTABLE, Part.RESPONSIBLE)
        return self._first_hole(stage, lambda path: (*self._owners(stage, path), *self._claims(rows, path)))

    def without_worker(self, stage: Stage) -> Hole | None:
        """Return records of a stage for which the table names nobody who works on them, once it names somebody.

        A row without a part counts as work. What a role does that the stage itself names beside its owner counts too.
        """
        rows = self._with_part(stage, Part.RESPONSIBLE)
        if not any(row.role for row in rows):
            return None
        rows = self._with_part(stage, Part.ACCOUNTABLE, Part.RESPONSIBLE)
        beside = stage.coverage.responsible if stage.coverage else ()
        where = stage.where("coverage", "responsible")
        return self._first_hole(
            stage,
            lambda path: (*(self._claim(name, where, path) for name in beside), *self._claims(rows, path)),
        )

    def _with_part(self, stage: Stage, *parts: Part) -> tuple[Row, ...]:
        return tuple(row for row in self.rows(stage) if row.part is None or row.part in parts)

    def _owners(self, stage: Stage, path: Lifecycle) -> tuple[Claim, ...]:
        where = stage.where("owner") if stage.owner else path.where("owner")
        return tuple(self._claim(name, where, path) for name in self._journey.owners(stage))

    def _claims(self, rows: tuple[Row, ...], path: Lifecycle) -> tuple[Claim, ...]:
        return tuple(Claim(bare(row.role or ""), row.where(), self._takes(row, path)) for row in rows)

    def _claim(self, name: str, where: Where, path: Lifecycle) -> Claim:
        return Claim(bare(name), where, self.scopes(path.object).condition(self._scope(name)))

    def _scope(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """Return what a role is for: its own scope, else that of what it is a kind of."""
        held = self._people.role(name)
        kinds = (self._model.get(Role, kind) for kind in self._people.kinds(held.id)) if held else ()
        return next((role.scope for role in kinds if role and role.scope), {})

    def _takes(self, row: Row, path: Lifecycle) -> Expression | None:
        """Return the records of a lifecycle that a row is for."""
        scopes = self.scopes(path.object)
        about = row.object or path.object
        prefix = scopes.prefix(about)
        absence = row.absences.get("when")
        if prefix is None or (absence and absence.why is not Why.NONE) or not self._fits(row.when, about):
            return None
        written = (moved(row.when.tree, prefix),) if row.when and row.when.tree else ()
        own = scopes.condition(row.scope, written), scopes.condition(self._scope(row.role or ""), written)
        return all_of((*written, *(one for one in own if one != EVERY)))

    def _fits(self, when: Condition | None, about: str) -> bool:
        return when is None or (when.tree is not None and self._records.can_judge(about, [when.tree]))

    def scopes(self, home: str) -> Scopes:
        """Return the dimensions of the model as an object's records carry them."""
        if home not in self._scopes:
            self._scopes[home] = Scopes(self._model, self._records, home)
        return self._scopes[home]

    def _first_hole(self, stage: Stage, claims: _Claiming) -> Hole | None:
        paths = self._journey.lifecycles(stage)
        holes = (self._hole(stage, path, claims(path)) for path in paths if not is_draft(path))
        return next((hole for hole in holes if hole), None)

    def _hole(self, stage: Stage, path: Lifecycle, claims: tuple[Claim, ...]) -> Hole | None:
        takes = tuple(claim.takes for claim in claims if claim.takes is not None)
        if len(takes) < len(claims) or EVERY in takes or not self._fits(path.when, path.object):
            return None
        scopes = self.scopes(path.object)
        here = (path.when.tree,) if path.when and path.when.tree else ()
        given = (*here, *(scopes.condition(one.scope, takes) for one in (path, stage)))
        usual = self._records.usual(path.object, (*takes, *here))
        found = none_of(takes, scopes, (*given, *scopes.filled((*takes, *given)), *usual))
        if not isinstance(found, Found):
            return None
        told = scopes.told(found.witness, takes)
        whole = all(self._model.get(Dimension, name.rpartition(".")[2]) for name in told)
        return Hole(stage, path, self._records.one(path.object, told), told, whole, claims)
