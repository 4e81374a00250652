"""What routings do with records: whom they give them to, whom they forget, what two of them both take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from opmodel.expressions import (
    Expression,
    FirstMatch,
    Found,
    Impossible,
    Record,
    Shadowed,
    all_of,
    any_of,
    columns_of,
    holds,
    none_of,
    possible,
)
from opmodel.expressions.tree import IsNull, walk
from opmodel.graph.coverage.scopes import EVERY, Scopes
from opmodel.graph.people import People
from opmodel.graph.records import Records
from opmodel.model import Model, is_draft
from opmodel.model.sections.roles import Level
from opmodel.model.sections.routing import Routing, RoutingRule
from opmodel.wording import bare

MOST_COMPARED = 40
"""Routings of one object that are compared with each other; a company has a handful."""


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A record that no rule of a routing gives to anybody; `only_empty` where that takes an empty column."""

    record: str
    witness: Record
    only_empty: bool


@dataclass(frozen=True, slots=True)
class Unreached:
    """A rule of a routing that no record reaches, and those before it that take all, if it takes any."""

    place: int
    by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """A record that two routings take, and whom each gives it to: roles, or `field NAME`."""

    one: Routing
    other: Routing
    record: str
    witness: Record
    names: tuple[tuple[str, ...], tuple[str, ...]]


class Routes:
    """Questions about routings; one whose conditions are not understood is left out of all answers."""

    def __init__(self, model: Model, people: People, records: Records) -> None:
        self._model, self._people, self._records = model, people, records
        self._scopes: dict[str, Scopes] = {}

    def unassigned(self, routing: Routing) -> Unassigned | None:
        """Return a record that a routing is for and that neither a rule nor the fallback gives to anybody."""
        if self._has_fallback(routing) or not self._is_clear(routing):
            return None
        takes = [takes for rule in routing.rules if (takes := _assigned(rule)) is not None]
        if EVERY in takes:
            return None
        scopes, given = self._home(routing.object), self._given(routing)
        asked = {part.operand for one in (*takes, *given) for part in walk(one) if isinstance(part, IsNull)}
        filled = (one for one in scopes.filled((*takes, *given)) if isinstance(one, IsNull))
        usually = tuple(one for one in filled if one.operand not in asked)
        for more in (usually, ()):
            found = none_of(takes, scopes, (*given, *more))
            if isinstance(found, Found):
                told = self._records.telling(routing.object, scopes.told(found.witness, takes), takes)
                only_empty = not more and bool(usually)
                if only_empty and None not in told.values():
                    empty = (column.name for one in usually for column in columns_of(one))
                    told = {name: None for name in empty if found.witness.get(name) is None}
                return Unassigned(self._records.one(routing.object, told), told, only_empty=only_empty)
        return None

    def unreached(self, routing: Routing) -> Iterator[Unreached]:
        """Yield the rules that no record reaches; a last one for all that are left is a net, and may catch nothing."""
        if not self._is_clear(routing):
            return
        takes = [_when(rule) for rule in routing.rules]
        lines = FirstMatch(takes, self._home(routing.object), self._given(routing))
        for place in range(len(takes)):
            if (takes[place] == EVERY and place == len(takes) - 1) or lines.is_reached(place):
                continue
            found = lines.reaching(place)
            if isinstance(found, Shadowed) and (found.by or self._can_hold(takes[place], routing)):
                yield Unreached(place, found.by)

    def _can_hold(self, condition: Expression, routing: Routing) -> bool:
        """Tell whether any record of the object meets a condition; one that contradicts itself is another finding."""
        return not isinstance(possible(condition, self._home(routing.object)), Impossible)

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """The records that two routings of one object take at one moment: the same trigger, or none at both."""
        return tuple(found for group in self._beside.values() for found in self._among(group[:MOST_COMPARED]))

    @cached_property
    def _beside(self) -> Mapping[tuple[str, str], list[Routing]]:
        found: dict[tuple[str, str], list[Routing]] = {}
        for routing in self._model.of(Routing):
            if not is_draft(routing) and self._is_clear(routing) and "when" not in routing.absences:
                found.setdefault((bare(routing.object), routing.trigger or ""), []).append(routing)
        return found

    def _among(self, group: Sequence[Routing]) -> Iterator[Overlap]:
        if len(group) < 2:
            return
        scopes = self._home(group[0].object)
        whole = [self._taken(routing) for routing in group]
        lines = FirstMatch(whole, scopes, self._records.usual(group[0].object, whole))
        for place, routing in enumerate(group[:-1]):
            shared = lines.shared(place, others=range(place + 1, len(group)))
            if shared:
                other, witness = group[shared[0]], shared[1]
                names = (self.given_to(routing, witness), self.given_to(other, witness))
                told = scopes.told(witness, (whole[place], whole[shared[0]]))
                yield Overlap(routing, other, self._records.one(routing.object, told), told, names)

    def _taken(self, routing: Routing) -> Expression:
        """Return the records that a routing gives to somebody."""
        takes = [takes for rule in routing.rules if (takes := _assigned(rule)) is not None]
        caught = EVERY in takes or self._has_fallback(routing)
        written = (routing.when.tree,) if routing.when and routing.when.tree else ()
        scope = self._home(routing.object).condition(routing.scope, (*written, *takes))
        parts = (*written, scope, EVERY if caught else any_of(tuple(takes)))
        return all_of(tuple(part for part in parts if part != EVERY))

    def given_to(self, routing: Routing, record: Record) -> tuple[str, ...]:
        """Return whom a routing gives a record to, as far as the record tells."""
        columns = self._home(routing.object)
        for rule in routing.rules:
            takes = _assigned(rule)
            if takes is not None and holds(takes, record, columns) is True:
                return names_of(rule)
        return (bare(routing.fallback.role),) if routing.fallback and routing.fallback.role else ()

    def is_run_by_programs(self, routing: Routing) -> bool:
        """Tell whether every rule gives its records to a program, which is never away."""
        roles = [self._people.role(name) for rule in routing.rules for name in _roles(rule)]
        only_roles = all(_roles(rule) for rule in routing.rules)
        return only_roles and all(role is not None and role.level is Level.AUTOMATION for role in roles)

    def _has_fallback(self, routing: Routing) -> bool:
        """Tell whether somebody takes what is left, or whether that is said to be open, unknown or watched."""
        return bool(routing.fallback and routing.fallback.role) or "fallback" in {
            absence.field.partition(".")[0] for absence in routing.absences.values()
        }

    def _is_clear(self, routing: Routing) -> bool:
        conditions = [condition for condition in (routing.when, *(rule.when for rule in routing.rules)) if condition]
        trees = [condition.tree for condition in conditions if condition.tree]
        return len(trees) == len(conditions) and self._records.can_judge(routing.object, trees)

    def _given(self, routing: Routing) -> tuple[Expression, ...]:
        """Return what holds for every record a routing is for."""
        written = (routing.when.tree,) if routing.when and routing.when.tree else ()
        takes = [_when(rule) for rule in routing.rules]
        scope = self._home(routing.object).condition(routing.scope, (*written, *takes))
        return (*written, scope, *self._records.usual(routing.object, (*written, *takes)))

    def _home(self, name: str) -> Scopes:
        if name not in self._scopes:
            self._scopes[name] = Scopes(self._model, self._records, name)
        return self._scopes[name]


def names_of(rule: RoutingRule) -> tuple[str, ...]:
    """Return whom a rule gives its records to: roles, the column of a user as `field NAME`, else its method."""
    column = rule.assign.field if rule.assign else None
    return _roles(rule) or ((f"field {column.text}",) if column else (rule.method,) if rule.method else ())


def _roles(rule: RoutingRule) -> tuple[str, ...]:
    role = rule.assign.role if rule.assign else None
    return (bare(role),) if role else tuple(map(bare, rule.pool))


def _when(rule: RoutingRule) -> Expression:
    return rule.when.tree if rule.when and rule.when.tree else EVERY


def _assigned(rule: RoutingRule) -> Expression | None:
    """Return the records that a rule gives to somebody; None where it names nobody."""
    if not names_of(rule):
        return None
    column = rule.assign.field.tree if rule.assign and rule.assign.field and not _roles(rule) else None
    filled = IsNull(0, 0, column, negated=True) if column else None
    parts = tuple(part for part in (_when(rule), filled) if part is not None and part != EVERY)
    return all_of(parts)
