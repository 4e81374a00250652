"""Which records of a stage nobody covers: owners with their scopes, and the rows of the coverage table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from opmodel.expressions import (
    Expression,
    FirstMatch,
    Found,
    Record,
    SearchResult,
    all_of,
    any_of,
    moved,
    none_of,
)
from opmodel.graph.coverage.scopes import EVERY, Scopes
from opmodel.graph.journey import Journey
from opmodel.graph.people import People
from opmodel.graph.records import Records
from opmodel.model import Condition, Model, Where, Why, is_draft
from opmodel.model.sections.coverage import Coverage, Involvement
from opmodel.model.sections.dimensions import Dimension
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare, listed


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

    `record` names one in a sentence: `an opportunity of segment 'small'`. `values` are
    those of the dimensions where they alone decide; it is empty where a condition happens to leave the record out.
    """

    stage: Stage
    path: Lifecycle
    record: str
    witness: Record
    values: Mapping[str, str]
    claims: tuple[Claim, ...]


_Claiming: TypeAlias = Callable[[Lifecycle], tuple[Claim, ...]]


class CoverageTable:
    """Questions about who covers which records.

    Empty columns are left aside: a record whose segment nobody has filled in is no hole of the table.
    """

    def __init__(self, model: Model, people: People, journey: Journey, records: Records) -> None:
        self._model, self._people, self._journey, self._records = model, people, journey, records
        self._scopes: dict[str, Scopes] = {}
        self._answers: dict[tuple[str, tuple[Expression, ...], tuple[Expression, ...]], SearchResult] = {}

    def rows(self, stage: Stage) -> tuple[Coverage, ...]:
        """Return the rows of the table for a stage, those of drafts and those in which help is optional left out."""
        return self._rows.get(stage.id, ())

    def naming(self, stage: Stage) -> tuple[Coverage, ...]:
        """Return every row of the table for a stage, those in which help is optional included."""
        return self._naming.get(stage.id, ())

    @cached_property
    def _rows(self) -> Mapping[str, tuple[Coverage, ...]]:
        return self._by_stage(lambda row: row.stages)

    @cached_property
    def _naming(self) -> Mapping[str, tuple[Coverage, ...]]:
        return self._by_stage(lambda row: (*row.stages, *row.optional))

    def _by_stage(self, stages: Callable[[Coverage], tuple[str, ...]]) -> Mapping[str, tuple[Coverage, ...]]:
        found: dict[str, list[Coverage]] = {}
        for row in self._model.of(Coverage):
            for name in () if is_draft(row) else dict.fromkeys(map(bare, stages(row))):
                found.setdefault(name, []).append(row)
        return {stage: tuple(rows) for stage, rows in found.items()}

    def without_owner(self, stage: Stage) -> Hole | None:
        """Return records of a stage that no owner's scope and no accountable or responsible row takes.

        None where an owner takes them all, where nobody answers for the stage at all, and where it cannot be told.
        """
        rows = _with_part(self.rows(stage), Involvement.ACCOUNTABLE, Involvement.RESPONSIBLE)
        if not self._journey.owners(stage) and not any(row.role for row in rows):
            return None
        return self._first_hole(stage, lambda path: (*self._owners(stage, path), *self._claims(rows, path)))

    def without_worker(self, stage: Stage) -> Hole | None:
        """Return records of a stage for which the table names nobody who works on them, once it names somebody.

        A row without a part counts as work, one in which help is optional says that nobody is needed. What a role does
        that the stage itself names beside its owner counts too.
        """
        rows = _with_part(self.rows(stage), Involvement.RESPONSIBLE)
        if not any(row.role for row in rows):
            return None
        rows = _with_part(self.naming(stage), Involvement.ACCOUNTABLE, Involvement.RESPONSIBLE)
        beside = stage.coverage.responsible if stage.coverage else ()
        where = stage.where("coverage", "responsible")
        return self._first_hole(
            stage,
            lambda path: (*(self._claim(name, where, path) for name in beside), *self._claims(rows, path)),
        )

    def claimed_twice(self, stage: Stage) -> tuple[Coverage, Coverage, str] | None:
        """Return two rows that make different people accountable for one record of a stage, and name the record.

        Rows that say `jointly` mean it. A row beside the owner of the stage is an exception from it.
        """
        rows = [row for row in self.rows(stage) if row.part is Involvement.ACCOUNTABLE and row.role and not row.jointly]
        for path in self._journey.lifecycles(stage) if len(rows) > 1 else ():
            claims = [(row, takes) for row in rows if (takes := self._takes(row, path)) is not None]
            conditions = [takes for _, takes in claims]
            lines = FirstMatch(conditions, self.scopes(path.object), self._records.usual(path.object, conditions))
            for place, (row, takes) in enumerate(claims):
                others = [at for at in range(place + 1, len(claims)) if not self._is_the_same(row, claims[at][0])]
                found = lines.shared(place, others=others) if others else None
                if found:
                    other, second = claims[found[0]]
                    told = self.scopes(path.object).told(found[1], (takes, second))
                    return row, other, self._named(told, path.object)
        return None

    def _is_the_same(self, row: Coverage, other: Coverage) -> bool:
        return self._people.same(bare(row.role or ""), bare(other.role or ""))

    def _owners(self, stage: Stage, path: Lifecycle) -> tuple[Claim, ...]:
        where = stage.where("owner") if stage.owner else path.where("owner")
        names = self._journey.owners(stage)
        return tuple(self._claim(one, where, path) for name in names for one in self._sharing(name))

    def _claims(self, rows: tuple[Coverage, ...], path: Lifecycle) -> tuple[Claim, ...]:
        said = (row for row in rows if row.role or row.nobody or {"role", "nobody"} & row.absences.keys())
        return tuple(Claim(bare(row.role or ""), row.where(), self._takes(row, path)) for row in said)

    def _claim(self, name: str, where: Where, path: Lifecycle) -> Claim:
        scope = self._scope(name)
        return Claim(bare(name), where, None if scope is None else self.scopes(path.object).condition(scope))

    def _sharing(self, name: str) -> tuple[str, ...]:
        """Return who shares a role's records: its kinds, where all people of a role without scope are of one kind."""
        role = self._model.get(Role, name)
        kinds = self._people.special(role.id) if role and role.headcount is None else ()
        is_divided = len(kinds) > 1 and all(kind.headcount is not None for kind in kinds)
        return tuple(kind.id for kind in kinds) if is_divided and not self._people.scope(name) else (name,)

    def _scope(self, name: str) -> Mapping[str, tuple[str, ...]] | None:
        """Return what a role is for, a function for everything; None where nobody knows."""
        if not name or self._people.is_function(name):
            return {}
        kinds = (self._model.get(Role, kind) for kind in self._people.kinds(name))
        is_unknown = any(role and "scope" in role.absences for role in kinds)
        return None if is_unknown or not self._people.is_known(name) else self._people.scope(name)

    def _takes(self, row: Coverage, path: Lifecycle) -> Expression | None:
        """Return the records of a lifecycle that a row is for."""
        own = self._scope(row.role or "")
        scopes, about = self.scopes(path.object), row.object or path.object
        written = self._moved(row.when, about, path)
        unknown = any(absence.why is not Why.NONE for absence in row.absences.values())
        if written is None or own is None or unknown or scopes.prefix(about) is None:
            return None
        terms = (written, *(scopes.condition(scope, (written,)) for scope in (row.scope, own)))
        return all_of(tuple(term for term in terms if term != EVERY))

    def _moved(self, when: Condition | None, about: str, path: Lifecycle) -> Expression | None:
        """Return a condition about an object as the records of a lifecycle meet it; None where that cannot be told."""
        if when is None:
            return EVERY
        prefix = self.scopes(path.object).prefix(about)
        if prefix is None or when.tree is None or not self._records.can_judge(about, [when.tree]):
            return None
        return moved(when.tree, prefix)

    def _coming(self, stage: Stage, path: Lifecycle) -> Expression | None:
        """Return which records come into a stage, by the conditions of its entries and of the moves into it."""
        moves, entries = self._journey.moves_in(stage), self._entries.get((path.id, stage.id), ())
        if stage.entry_at or not (moves or entries) or any(when is None for when in entries):
            return EVERY
        ways = [self._moved(when, path.object, path) for when in entries]
        for move in moves:
            about = next((one.object for one in self._journey.lifecycles(move.source)), path.object)
            when = self._moved(move.transition.when, about, path)
            ways.append(when and all_of((when, self.scopes(path.object).condition(move.transition.scope, (when,)))))
        known = tuple(way for way in ways if way is not None)
        return any_of(known) if len(known) == len(ways) else None

    @cached_property
    def _entries(self) -> Mapping[tuple[str, str], tuple[Condition | None, ...]]:
        found: dict[tuple[str, str], list[Condition | None]] = {}
        for path in self._model.of(Lifecycle):
            for entry in path.entries:
                found.setdefault((path.id, bare(entry.stage)), []).append(entry.when)
        return {place: tuple(conditions) for place, conditions in found.items()}

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
        own, coming = self._moved(path.when, path.object, path), self._coming(stage, path)
        if len(takes) < len(claims) or EVERY in takes or own is None or coming is None:
            return None
        scopes, here = self.scopes(path.object), (own, coming)
        given = (*here, *(scopes.condition(one.scope, (*takes, *here)) for one in (path, stage)))
        usual = self._records.usual(path.object, (*takes, *here))
        question = (path.object, takes, (*given, *scopes.filled((*takes, *given)), *usual))
        if question not in self._answers:
            self._answers[question] = none_of(takes, scopes, question[2])
        found = self._answers[question]
        if not isinstance(found, Found):
            return None
        told = self._records.telling(path.object, scopes.told(found.witness, takes), takes)
        values = self._values(told)
        if any(value not in self._all_values(name) for name, value in values.items()):
            return None
        return Hole(stage, path, self._named(told, path.object), told, values, claims)

    def _all_values(self, name: str) -> tuple[str, ...]:
        dimension = self._model.get(Dimension, name)
        return tuple(value.id for value in dimension.values) if dimension else ()

    def _named(self, told: Record, home: str) -> str:
        """Name a record by the values of dimensions where they alone tell it apart, else by its columns."""
        record = self._records.one(home, told)
        values = listed(f"{name} '{value}'" for name, value in self._values(told).items())
        return f"{record.partition(' with ')[0]} of {values}" if values else record

    def _values(self, told: Record) -> Mapping[str, str]:
        """Return the values of dimensions that tell a record apart; none where anything else does."""
        found = [(self._model.get(Dimension, name.rpartition(".")[2]), str(value)) for name, value in told.items()]
        values = {dimension.id: value for dimension, value in found if dimension}
        return values if len(values) == len(told) else {}


def _with_part(rows: tuple[Coverage, ...], *parts: Involvement) -> tuple[Coverage, ...]:
    return tuple(row for row in rows if row.part is None or row.part in parts)
