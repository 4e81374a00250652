"""Every combination of segment, region and the like has an owner in every open stage."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice, product
from math import prod

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import (
    Expression,
    Found,
    Record,
    Undecided,
    any_of,
    columns_of,
    moved,
    none_of,
    parse_condition,
    spell,
)
from opmodel.expressions.tree import IsNull, walk
from opmodel.finding import Severity
from opmodel.model import Where
from opmodel.model.sections.coverage import Coverage, Part
from opmodel.model.sections.dimensions import Dimension
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.objects import Object
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare, counted, listed

_Box = Mapping[str, tuple[str, ...]]
"""Values of dimensions that somebody is for; a dimension that is not named does not narrow it."""
_Combination = tuple[tuple[str, str], ...]
"""One value of each dimension."""

_OWNING = (None, Part.ACCOUNTABLE, Part.RESPONSIBLE)
_MOST = 20_000
"""Combinations of one stage that are looked at; six dimensions of five values have 15,625."""
_TRIED = 16
"""Combinations without an owner for which a record is looked for."""


@rule(Severity.ERROR, needs=("stages.owner", "roles.scope", "coverage.when", "lifecycles.when"))
def check(context: Context) -> Iterator[Problem]:
    """Yield open stages with records of some kind that no owner and no row of the coverage is for."""
    found: dict[tuple[str, _Combination], list[tuple[Stage, Record | None]]] = {}
    for stage in context.each(Stage):
        hole = _Table(stage, context).hole() if stage.is_open else None
        if hole:
            found.setdefault((_home(stage, context).ref, hole[0]), []).append((stage, hole[1]))
    for (_, combination), stages in found.items():
        yield _problem(stages, combination, context)


def _home(stage: Stage, context: Context) -> Stage | Lifecycle:
    """Return what names the owners of a stage: the stage, or the lifecycle that does it for all of its stages."""
    paths = context.graph.journey.lifecycles(stage)
    return paths[0] if len(paths) == 1 and paths[0].owner and not stage.owner else stage


class _Table:
    """Who has which records in one stage: owners with their scopes, and rows of the coverage."""

    def __init__(self, stage: Stage, context: Context) -> None:
        self._stage, self._context = stage, context
        self._paths = context.graph.journey.lifecycles(stage)
        rows = context.model.holders(Coverage, stage.ref)
        self._rows = [row for row in rows if row.nobody or row.part in _OWNING]

    def hole(self) -> tuple[_Combination, Record | None] | None:
        """Return values that nobody is for, with a record that has them if conditions decide; None without any."""
        boxes = self._boxes()
        if not boxes and not self._conditions:
            return None
        if any(not box for box in boxes) or not self._is_known():
            return None
        values = self._values(boxes)
        if values is None or prod(map(len, values.values())) > _MOST:
            return None
        combinations = (tuple(zip(values, chosen, strict=True)) for chosen in product(*values.values()))
        free = (one for one in combinations if not any(_fits(one, box) for box in boxes))
        for combination in islice(free, _TRIED):
            answer = self._record(combination)
            if isinstance(answer, Found):
                return combination, answer.witness
            if answer is None:
                return combination, None
        return None

    def _is_known(self) -> bool:
        roles = [self._context.graph.people.role(name) for name in self._context.graph.journey.owners(self._stage)]
        unsure = (*self._rows, *self._paths, *(role for role in roles if role))
        return all(roles) and not any(self._context.is_unsure(one) for one in unsure)

    def _boxes(self) -> list[_Box]:
        """Return what owners and rows without a condition are for."""
        people = self._context.graph.people
        boxes: list[_Box] = []
        for name in self._context.graph.journey.owners(self._stage):
            boxes += [{}] if people.is_function(name) else self._scopes(name)
        for row in self._rows:
            if row.when is None:
                boxes += self._scopes(row.role) if row.role and not people.is_function(row.role) else [row.scope or {}]
        return boxes

    def _scopes(self, name: str) -> list[_Box]:
        """Return the scope of a role; a general role that is only the sum of its kinds is for what they are for."""
        people = self._context.graph.people
        own = people.scope(name)
        role = self._context.model.get(Role, name)
        kinds = people.special(role.id) if role and role.headcount is None else ()
        is_divided = len(kinds) > 1 and all(kind.headcount is not None for kind in kinds)
        return [people.scope(kind.id) for kind in kinds] if is_divided and not own else [own]

    @cached_property
    def _conditions(self) -> list[Expression]:
        """What rows are for, where they say so by a condition."""
        return [row.when.tree for row in self._rows if row.when and row.when.tree]

    def _values(self, boxes: list[_Box]) -> dict[str, tuple[str, ...]] | None:
        """Return the values of the dimensions that divide the work, those of the stage's own scope only."""
        found: dict[str, tuple[str, ...]] = {}
        for name in dict.fromkeys(name for box in boxes for name in box):
            dimension = self._context.model.get(Dimension, name)
            if dimension is None or not dimension.values:
                return None
            within = (self._stage.scope or {}).get(name) or (*(value.id for value in dimension.values),)
            found[name] = tuple(within)
        return found

    def _record(self, combination: _Combination) -> Found | Undecided | None:
        """Look for a record with some values that no row is for; None where values alone decide."""
        limits = self._limits()
        if limits is None:
            return Undecided("some moves are for a scope of their own")
        if not limits and not self._conditions:
            return None
        names = {bare(path.object) for path in self._paths}
        about = {bare(row.object) for row in self._rows if row.when and row.object} | names
        meant = [self._meaning(*one, next(iter(names), "")) for one in combination]
        if len(about) != 1 or len(self._paths) != 1 or any(one is None for one in meant):
            return Undecided("nobody can tell which records these are")
        given = [*limits, *(one for one in meant if one)]
        return self._witness(next(iter(names)), given)

    def _limits(self) -> list[Expression] | None:
        """Return what records in the stage meet: their lifecycle's condition, and that of one of the moves into it."""
        limits = [path.when.tree for path in self._paths if path.when and path.when.tree]
        moves = self._context.graph.journey.moves_in(self._stage)
        if not moves or self._context.graph.ways.is_start(self._stage):
            return limits
        if any(move.transition.scope for move in moves):
            return None
        conditions = [move.transition.when for move in moves if move.transition.when]
        understood = tuple(one.tree for one in conditions if one.tree)
        if len(conditions) < len(moves):
            return limits
        return [*limits, any_of(understood)] if len(understood) == len(moves) else None

    def _witness(self, name: str, given: list[Expression]) -> Found | Undecided:
        records = self._context.graph.records
        if not records.can_judge(name, (*given, *self._conditions)):
            return Undecided("a condition is not understood")
        whole = (*given, *_filled(self._conditions), *records.usual(name, (*given, *self._conditions)))
        answer = none_of(self._conditions, records.columns(name), whole)
        return answer if isinstance(answer, Found) else Undecided("no record")

    def _meaning(self, dimension: str, value: str, name: str) -> Expression | None:
        """Return the condition of a value as the records of an object see it."""
        found = self._context.model.get(Dimension, dimension)
        when = next((one.when for one in found.values if one.id == value), None) if found else None
        home = self._context.model.get(Object, name)
        if found is None or when is None or when.tree is None or home is None or found.object is None:
            return None
        if bare(found.object) == home.id:
            return when.tree
        join = next((one.name for one in home.joins if bare(one.object) == bare(found.object or "")), None)
        return moved(when.tree, (join,)) if join else None


def _fits(combination: _Combination, box: _Box) -> bool:
    return all(dimension not in box or value in box[dimension] for dimension, value in combination)


def _filled(conditions: list[Expression]) -> tuple[Expression, ...]:
    """Return that no column of some conditions is empty, where none of them speaks of empty ones."""
    if any(isinstance(part, IsNull) for condition in conditions for part in walk(condition)):
        return ()
    paths = dict.fromkeys(reference.path for condition in conditions for reference in columns_of(condition))
    parsed = (parse_condition(f"{'.'.join(path)} is not null") for path in paths)
    return tuple(one for one in parsed if isinstance(one, Expression))


def _problem(stages: list[tuple[Stage, Record | None]], combination: _Combination, context: Context) -> Problem:
    stage, witness = stages[0]
    journey, home = context.graph.journey, _home(stage, context)
    owners = journey.owners(stage)
    own = (
        f"{context.graph.people.named(owners)} does not cover it"
        if len(owners) == 1
        else "none of its owners covers it"
    )
    rows = context.model.holders(Coverage, stage.ref)
    scope = ", ".join(f"{dimension}: {value}" for dimension, value in combination)
    more = f" and {counted(len(stages) - 1, 'other stage')} of lifecycle '{home.id}'" if len(stages) > 1 else ""
    return Problem(
        home.where("owner") if home.owner else home.where(),
        f"nobody answers for {_who(stage, combination, witness, context)} in stage '{stage.id}'{more}: "
        + (own if owners else "no row of its coverage does either"),
        f"widen the scope of an owner, name a role{f' with `scope: {{{scope}}}`' if scope else ''} beside it, or say "
        "in a row below coverage: that it is on purpose: `nobody: ...`",
        notes=(*_scopes(owners, context), *((row.where(), "a row of the coverage") for row in rows[:4])),
        discriminator=" ".join(value for _, value in combination),
        data={"values": dict(combination), "witness": dict(witness or {})},
    )


def _who(stage: Stage, combination: _Combination, witness: Record | None, context: Context) -> str:
    if not combination:
        return context.graph.records.one(bare(context.graph.journey.lifecycles(stage)[0].object), witness or {})
    values = listed(f"{dimension} '{value}'" for dimension, value in combination)
    such = f", such as one with {spell(witness)}," if witness else ""
    return f"{context.graph.journey.a_record(stage)} of {values}{such}"


def _scopes(owners: tuple[str, ...], context: Context) -> tuple[tuple[Where, str], ...]:
    roles = [role for name in owners if (role := context.graph.people.role(name))]
    kinds = [kind for role in roles for kind in context.graph.people.special(role.id)]
    return tuple((one.where("scope"), f"what '{one.id}' is for") for one in (*roles, *kinds) if one.scope)[:4]
