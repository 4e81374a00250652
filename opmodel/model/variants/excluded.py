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


def excluded(
    model: Model, whole: Model, reading: Reading, variants: Iterable[Variant], removed: Set[str]
) -> frozenset[Where]:
    """Return the rows that name what variants take away and hold for none of their records.

    A row is what a `when` stands in: a whole transition or line of coverage, one rule of a routing. `model` is the one
    with the variants, `whole` the one without.
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
    records = _Records(model, whole, _shared(variants))
    return frozenset(row for row in around if records.are_outside(row, rows[row]))


def _shared(variants: Iterable[Variant]) -> Mapping[str, frozenset[str]]:
    """Return the values of dimensions that all records of some variants have."""
    found: dict[str, frozenset[str]] = {}
    for one in variants:
        for name, values in one.scope.items():
            found[name] = found.get(name, frozenset(values)) & frozenset(values)
    return found


class _Records:
    """The records with some values of dimensions; each condition is asked once per object."""

    def __init__(self, model: Model, whole: Model, scope: Mapping[str, frozenset[str]]) -> None:
        self._model, self._whole, self._scope = model, whole, scope
        self._asked: dict[str, tuple[ObjectColumns, tuple[Expression, ...]]] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def are_outside(self, row: Where, condition: Condition) -> bool:
        """Tell whether none of them is in a row, whichever of the objects it may be about."""
        entity, trail = self._model.entities[row.entity], (*row.trail, _WHEN)
        # the object may be known by what is removed alone
        names = entity.objects(trail, self._model) or entity.objects(trail, self._whole)
        return bool(names) and all(self._never(condition, name) for name in names)

    def _never(self, condition: Condition, name: str) -> bool:
        asked = (name, condition.text)
        if asked not in self._known:
            home = self._model.get(Object, name)
            self._known[asked] = home is not None and self._is_impossible(condition.tree, home)
        return self._known[asked]

    def _is_impossible(self, condition: Expression | None, home: Object) -> bool:
        if home.id not in self._asked:
            columns = ObjectColumns(self._model, home.id)
            self._asked[home.id] = columns, tuple(self._given(home, columns))
        columns, given = self._asked[home.id]
        if condition is None or not given or any(columns.find(one.path) is None for one in columns_of(condition)):
            return False
        return isinstance(possible(condition, columns, given), Impossible)

    def _given(self, home: Object, columns: ObjectColumns) -> Iterator[Expression]:
        """Yield the scope as conditions over an object: by its own column of a dimension, else by that of its join."""
        for name, values in self._scope.items():
            dimension = self._model.get(Dimension, name)
            joined = [(join.name, name) for join in home.joins if columns.find((join.name, name))]
            places = [(name,)] if columns.find((name,)) else joined
            column = columns.find(places[0]) if dimension and len(places) == 1 else None
            if dimension and column and column.values == tuple(value.id for value in dimension.values):
                literals = tuple(Literal(0, 0, value) for value in sorted(values))
                yield Membership(0, 0, ColumnName(0, 0, places[0]), literals, negated=False)
