"""Scopes as conditions: the values of dimensions that an entity is for, asked of a record."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from opmodel.expressions import Column, Expression, Kind, Record, Reference, Value, all_of, columns_of, holds, moved
from opmodel.expressions.tree import IsNull, Literal, Membership
from opmodel.graph.records import Records
from opmodel.model import Model
from opmodel.model.sections.dimensions import Dimension
from opmodel.model.sections.objects import Field, FieldType, Object
from opmodel.wording import bare

EVERY = all_of(())
"""The condition that every record meets."""


class Scopes:
    """The dimensions of a model as columns of one object.

    A record takes a value through the column of the dimension's name, its own or that of what it joins; where no
    column is declared, the dimension is taken as a column that always holds one of its values.
    """

    def __init__(self, model: Model, records: Records, home: str) -> None:
        self._model, self._records, self._home = model, records, bare(home)
        self._known = records.columns(home)
        self.label = self._known.label

    def find(self, path: tuple[str, ...]) -> Column | None:
        """Return a column of the object, or the values of a dimension that no column holds."""
        column = self._known.find(path)
        dimension = self._model.get(Dimension, path[-1]) if column is None else None
        if dimension is None or path not in self._places(dimension):
            return column
        values = tuple(value.id for value in dimension.values)
        cases = self._cases(dimension, path)
        return Column(path[-1], Kind.ENUM, values, nullable=bool(cases), cases=cases)

    def names(self) -> tuple[str, ...]:
        """Return what may be written, for suggestions."""
        return self._known.names()

    def condition(self, scope: Mapping[str, tuple[str, ...]] | None, beside: Iterable[Expression] = ()) -> Expression:
        """Return a scope as a condition, by the columns that the conditions beside it name for the same dimension."""
        named = {reference.path for condition in beside for reference in columns_of(condition)}
        terms: list[Expression] = []
        for name, values in (scope or {}).items():
            dimension = self._model.get(Dimension, name)
            if dimension:
                places = self._places(dimension)
                place = next((one for one in places if one in named), places[0])
                literals = tuple(Literal(0, 0, value) for value in values)
                terms.append(Membership(0, 0, Reference(0, 0, place), literals, negated=False))
        return all_of(tuple(terms))

    def filled(self, conditions: Iterable[Expression]) -> tuple[Expression, ...]:
        """Return that every column is filled which decides a condition and may be empty."""
        paths: dict[tuple[str, ...], None] = {}
        for condition in conditions:
            paths.update(dict.fromkeys(reference.path for reference in columns_of(condition)))
            behind = sorted(self._records.behind(self._home, condition))
            paths.update(dict.fromkeys(tuple(name.split(".")) for name in behind))
        found = ((path, self.find(path)) for path in paths)
        empty = (path for path, column in found if column and column.nullable and column.test is None)
        return tuple(IsNull(0, 0, Reference(0, 0, path), negated=True) for path in empty)

    def told(self, witness: Record, conditions: Iterable[Expression]) -> Record:
        """Return a witness with the values of the dimensions in question, in place of the columns that decide them."""
        named = dict.fromkeys(reference.path for condition in conditions for reference in columns_of(condition))
        shown: dict[str, Value | None] = {}
        behind: set[str] = set()
        for path in named:
            column = self.find(path)
            for value, case in column.cases if column else ():
                inside = moved(case, path[:-1])
                if holds(inside, witness, self) is True:
                    shown[".".join(path)] = value
                    behind |= {reference.name for reference in columns_of(inside)}
                    break
        rest = {name: value for name, value in witness.items() if name not in behind or tuple(name.split(".")) in named}
        return {**shown, **rest}

    def prefix(self, other: str) -> tuple[str, ...] | None:
        """Return the way from the object's records to those of another; None where there is none, or several."""
        if bare(other) == self._home:
            return ()
        home = self._model.get(Object, self._home)
        joins = [join.name for join in (home.joins if home else ()) if bare(join.object) == bare(other)]
        return (joins[0],) if len(joins) == 1 else None

    def _places(self, dimension: Dimension) -> tuple[tuple[str, ...], ...]:
        """Return the columns that may hold a dimension, the likeliest first."""
        own = (dimension.id,)
        joined = self.prefix(dimension.object) if dimension.object else self._beside.get(dimension.id)
        there = ((*joined, dimension.id),) if joined else ()
        return (own, *there) if dimension.id in self._fields or not there else (*there, own)

    @cached_property
    def _fields(self) -> frozenset[str]:
        home = self._model.get(Object, self._home)
        return frozenset(field.id for field in (home.fields if home else ()) if _is_dimension(field))

    @cached_property
    def _beside(self) -> Mapping[str, tuple[str, ...]]:
        """The joins to objects that carry a dimension, by the dimension."""
        home, found = self._model.get(Object, self._home), dict[str, tuple[str, ...]]()
        for join in home.joins if home else ():
            other = self._model.get(Object, join.object)
            for field in filter(_is_dimension, other.fields if other else ()):
                found.setdefault(field.id, (join.name,))
        return found

    def _cases(self, dimension: Dimension, path: tuple[str, ...]) -> tuple[tuple[str, Expression], ...]:
        """Return the conditions of the values where the place of the dimension is where its columns are."""
        if not dimension.object or self.prefix(dimension.object) != path[:-1]:
            return ()
        cases = tuple((value.id, value.when.tree) for value in dimension.values if value.when and value.when.tree)
        return cases if len(cases) == len(dimension.values) else ()


def _is_dimension(field: Field) -> bool:
    return field.type is FieldType.DIMENSION
