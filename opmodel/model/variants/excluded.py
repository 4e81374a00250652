"""What is not there for the records of variants: rows whose `when` keeps these records out."""

from collections.abc import Iterable, Iterator, Mapping, Set

from opmodel.expressions import Expression, Impossible, columns_of, possible
from opmodel.expressions import Reference as ColumnName
from opmodel.expressions.tree import Literal, Membership
from opmodel.model.columns import ObjectColumns
from opmodel.model.model import Model
from opmodel.model.reading import Condition, Reading, Where
from opmodel.model.sections.dimensions import Dimension
from opmodel.model.sections.objects import Object
from opmodel.model.sections.variants import Variant
from opmodel.wording import bare

_WHEN = "when"


def excluded(model: Model, reading: Reading, variants: Iterable[Variant], removed: Set[str]) -> frozenset[Where]:
    """Return the rows that name what variants take away and hold for none of their records.

    A row is what a `when` stands in: a whole transition or line of coverage, one rule of a routing.
    """
    names = removed | {bare(ref) for ref in removed}
    naming = [one for one in reading.references if one.text in names and one.source in model.entities]
    sources = {one.source for one in naming}
    rows = {
        Where(where.entity, where.trail[:-1]): condition
        for where, condition in reading.conditions
        if where.entity in sources and where.trail[-1:] == (_WHEN,)
    }
    around = {
        row
        for one in naming
        for length in range(len(one.trail) + 1)
        if (row := Where(one.source, one.trail[:length])) in rows
    }
    scope = _shared(variants)
    return frozenset(row for row in around if _is_outside(row, rows[row], model, scope))


def _shared(variants: Iterable[Variant]) -> Mapping[str, frozenset[str]]:
    """Return the values of dimensions that all records of some variants have."""
    found: dict[str, frozenset[str]] = {}
    for one in variants:
        for name, values in one.scope.items():
            found[name] = found.get(name, frozenset(values)) & frozenset(values)
    return found


def _is_outside(row: Where, condition: Condition, model: Model, scope: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether no record of a scope is in a row, whichever of the objects it may be about."""
    names = model.entities[row.entity].objects((*row.trail, _WHEN), model)
    return (
        condition.tree is not None
        and bool(names)
        and all(_never(condition.tree, model.get(Object, name), model, scope) for name in names)
    )


def _never(condition: Expression, home: Object | None, model: Model, scope: Mapping[str, frozenset[str]]) -> bool:
    if home is None:
        return False
    columns = ObjectColumns(model, home.id)
    if any(columns.find(found.path) is None for found in columns_of(condition)):
        return False
    given = tuple(_given(home, columns, model, scope))
    return bool(given) and isinstance(possible(condition, columns, given), Impossible)


def _given(
    home: Object, columns: ObjectColumns, model: Model, scope: Mapping[str, frozenset[str]]
) -> Iterator[Expression]:
    """Yield a scope as conditions over an object: by its own column of a dimension, else that of the one it joins."""
    for name, values in scope.items():
        dimension = model.get(Dimension, name)
        joined = [(join.name, name) for join in home.joins if columns.find((join.name, name))]
        places = [(name,)] if columns.find((name,)) else joined
        column = columns.find(places[0]) if dimension and len(places) == 1 else None
        if dimension and column and column.values == tuple(value.id for value in dimension.values):
            literals = tuple(Literal(0, 0, value) for value in sorted(values))
            yield Membership(0, 0, ColumnName(0, 0, places[0]), literals, negated=False)
