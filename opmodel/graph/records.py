"""Which records meet which conditions, and how to speak of one."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from opmodel.expressions import (
    Column,
    Expression,
    FirstMatch,
    Kind,
    Record,
    Reference,
    SearchResult,
    Suggestions,
    Undecided,
    Value,
    check,
    columns_of,
    differ,
    moved,
    parse_condition,
    spell,
)
from opmodel.expressions.holds import DEEPEST_DEFINITION
from opmodel.expressions.tree import Comparison, Literal, Membership, walk
from opmodel.model import Model, Where
from opmodel.model.columns import ObjectColumns
from opmodel.model.sections.criteria import Criterion
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.objects import FieldType, Object
from opmodel.wording import bare, with_article

_Behind: TypeAlias = dict[tuple[str, ...], frozenset[str]]


class Records:
    """Questions about the records of a model's objects."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._fitting: dict[tuple[str, Expression], bool] = {}

    def columns(self, name: str) -> ObjectColumns:
        """Return the columns that conditions about an object may name."""
        return self._model.columns.of(bare(name))

    def can_judge(self, name: str, conditions: Sequence[Expression]) -> bool:
        """Tell whether conditions fit the columns of an object and come to an end; else that is a finding."""
        return all(self._fits(bare(name), condition) for condition in conditions)

    def _fits(self, name: str, condition: Expression) -> bool:
        asked = (name, condition)
        known = self._fitting.get(asked)
        if known is None:
            endless = self._model.columns.endless
            ends = not endless or endless.isdisjoint(one.path[-1] for one in columns_of(condition))
            fits = ends and not any(self._is_unordered(part, name) for part in walk(condition))
            known = self._fitting[asked] = fits and not check(condition, self.columns(name), Suggestions(0))
        return known

    def _is_unordered(self, part: Expression, name: str) -> bool:
        """Tell whether a comparison asks for an order that nothing declares, as of stages in no lifecycle."""
        if not isinstance(part, Comparison) or part.operator in ("=", "<>"):
            return False
        sides = (self.columns(name).find(side.path) for side in (part.left, part.right) if isinstance(side, Reference))
        return any(column is not None and column.kind is Kind.ENUM and not column.values for column in sides)

    @cached_property
    def offered(self) -> frozenset[str]:
        """Every value that a field of the CRM lists: a condition may name it, whatever it sounds like."""
        fields = (field for home in self._model.of(Object) for field in home.fields)
        return frozenset(value for field in fields for value in field.values)

    def apart(self, name: str, one: Expression, other: Expression) -> SearchResult:
        """Look for a record of an object for which exactly one of two conditions is true."""
        if not self.can_judge(name, (one, other)):
            return Undecided("they do not fit the columns that are declared")
        return differ(one, other, self.columns(name), self.usual(name, (one, other)))

    def usual(self, name: str, conditions: Sequence[Expression]) -> tuple[Expression, ...]:
        """Return what holds for records as people know them: numbers are not negative unless something says so.

        A column is taken to start at 0 where it declares no `min` and no condition names a negative number.
        """
        parts = [part for condition in conditions for part in walk(condition)]
        if any(isinstance(part, Literal) and _is_negative(part.value) for part in parts):
            return ()
        columns = self.columns(name)
        named = dict.fromkeys(reference.path for condition in conditions for reference in columns_of(condition))
        unbounded = (path for path in named if _counts_from_anywhere(columns.find(path)))
        return tuple(_at_least_zero(".".join(path)) for path in unbounded)

    def first_match(self, name: str, conditions: Sequence[Expression], given: Sequence[Expression] = ()) -> FirstMatch:
        """Return questions about a list whose first condition that holds takes a record of an object.

        `given` holds for the records in question anyway: the `when` of a routing, of a lifecycle.
        """
        usual = self.usual(name, (*given, *conditions))
        return FirstMatch(conditions, self.columns(name), (*given, *usual))

    def behind(self, name: str, condition: Expression) -> frozenset[str]:
        """Return the columns that decide a condition, those inside definitions included; none if one has no test."""
        return self._behind(self.columns(name), condition, {}, DEEPEST_DEFINITION)

    def _behind(self, columns: ObjectColumns, condition: Expression, known: _Behind, depth: int) -> frozenset[str]:
        found: set[str] = set()
        for reference in columns_of(condition):
            path = reference.path
            if path not in known:
                known[path] = frozenset()
                column = columns.find(path)
                if column and column.test and depth:
                    known[path] = self._behind(columns, moved(column.test, path[:-1]), known, depth - 1)
                elif column and not column.test and not self._is_meaning(path[-1]):
                    known[path] = frozenset((".".join(path),))
            if not known[path]:
                return frozenset()
            found |= known[path]
        return frozenset(found)

    def _is_meaning(self, name: str) -> bool:
        return bool(self._model.get(Definition, name) or self._model.get(Criterion, name))

    def users_named(self) -> Iterator[tuple[Where, str]]:
        """Yield the texts that conditions compare a user of the CRM with, with the place of the condition."""
        fields = (field for home in self._model.of(Object) for field in home.fields)
        users = {field.id for field in fields if field.type is FieldType.USER}
        for where, condition in self._model.conditions:
            if condition.tree is None or not any(name in condition.text for name in users):
                continue
            for reference, text in _compared(condition.tree):
                if reference.path[-1] in users and self._is_user(where, reference.path):
                    yield where, text

    def _is_user(self, where: Where, path: tuple[str, ...]) -> bool:
        entity = self._model.entities.get(where.entity)
        objects = entity.objects(where.trail, self._model) if entity else ()
        found = (self.columns(name).find(path) for name in objects)
        return any(column is not None and column.kind is Kind.USER for column in found)

    def telling(self, name: str, witness: Record, conditions: Sequence[Expression]) -> Record:
        """Return the part of a witness that decides some conditions; what only makes it possible is left out."""
        decisive = {column for condition in conditions for column in self.behind(name, condition)}
        decisive |= {reference.name for condition in conditions for reference in columns_of(condition)}
        return {column: value for column, value in witness.items() if column in decisive}

    def one(self, name: str, witness: Record) -> str:
        """Name a record in a sentence: `an account with staff 50`."""
        return f"{with_article(bare(name).replace('_', ' '))} with {spell(witness)}"


def _compared(condition: Expression) -> Iterator[tuple[Reference, str]]:
    """Yield the columns that are compared with a text, text by text."""
    for part in walk(condition):
        sides: tuple[Expression, ...] = ()
        if isinstance(part, Comparison):
            sides = (part.left, part.right)
        elif isinstance(part, Membership):
            sides = (part.operand, *part.values)
        columns = [side for side in sides if isinstance(side, Reference)]
        texts = [side.value for side in sides if isinstance(side, Literal) and isinstance(side.value, str)]
        yield from ((column, text) for column in columns for text in texts)


def _counts_from_anywhere(column: Column | None) -> bool:
    return bool(column and column.kind.counts and column.minimum is None and column.derived is None)


def _is_negative(value: Value) -> bool:
    return isinstance(value, int | float) and value < 0


def _at_least_zero(column: str) -> Expression:
    condition = parse_condition(f"{column} >= 0 or {column} is null")
    assert isinstance(condition, Expression)
    return condition
