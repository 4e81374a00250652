"""The columns a condition of the model may name: fields, joined fields, definitions and statuses as booleans."""

from collections.abc import Collection, Hashable, Mapping, Set
from functools import cached_property
from typing import Protocol, TypeAlias, TypeVar

from opmodel.expressions import Column, Expression, Kind, Mistake, columns_of
from opmodel.expressions.tree import And, Not, Reference
from opmodel.model.entity import Entity, Lookup
from opmodel.model.sections.criteria import Criterion
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.dimensions import Dimension
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.objects import Field, FieldType, Object
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.statuses import Status

_KINDS = {
    FieldType.TEXT: Kind.TEXT,
    FieldType.NUMBER: Kind.NUMBER,
    FieldType.MONEY: Kind.NUMBER,
    FieldType.INTEGER: Kind.INTEGER,
    FieldType.BOOLEAN: Kind.BOOLEAN,
    FieldType.DATE: Kind.DATE,
    FieldType.ENUM: Kind.ENUM,
    FieldType.STAGE: Kind.ENUM,
    FieldType.DIMENSION: Kind.ENUM,
    FieldType.USER: Kind.USER,
}


Term: TypeAlias = Definition | Criterion | Status
"""What a condition may name by its id, as a boolean."""

_SOURCES = (Object, Definition, Criterion, Status, Dimension, Lifecycle)
"""What columns are made of; of a stage only that it is there."""

E = TypeVar("E", bound=Entity)
N = TypeVar("N", bound=Hashable)


class Entities(Lookup, Protocol):
    """Where the columns come from: the entities of a model."""

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """Return the entities of a section."""

    @property
    def whole(self) -> Mapping[str, tuple[str, ...]]:
        """The stages of lifecycles for all records, where variants were laid over."""


class ObjectColumns:
    """The columns of one object of a model, with everything that a condition may name over it.

    A field comes before a definition or criterion of the same name. `complete` is False where the object, or one it
    joins, declares no fields: then a column that is not found is not known to be wrong.
    """

    def __init__(self, model: Entities, name: str) -> None:
        self._model, self._object = model, model.get(Object, name)
        self.label = f"object '{name}'"
        self._found: dict[tuple[str, ...], Column | None] = {}
        self._fields: dict[str, dict[str, Field]] = {}
        self.verdicts: dict[tuple[str, str], tuple[Mistake, ...]] = {}
        """What is wrong with conditions over these columns, by their kind and text."""

    def complete(self, path: tuple[str, ...]) -> bool:
        """Tell whether a column that is not found is wrong for certain."""
        home = self._object
        for join in path[:-1]:
            if home is None or all(one.name != join for one in home.joins):
                break
            home = self._joined(home, join)
        return home is not None and bool(home.fields) and not {"fields", "joins"} & home.absences.keys()

    def find(self, path: tuple[str, ...]) -> Column | None:
        """Return the column at a path: `("fit_score",)`, `("account", "employees")`."""
        try:
            return self._found[path]
        except KeyError:
            return self._found.setdefault(path, self._find(path))

    def meaning(self, path: tuple[str, ...]) -> Term | None:
        """Return the definition, criterion or status that a path names; a field of its name comes before it."""
        home = self._home(path)
        return self._named(home, path[-1]) if home and not self._field(home, path[-1]) else None

    def _find(self, path: tuple[str, ...]) -> Column | None:
        home = self._home(path)
        return (self._field(home, path[-1]) or self._meaning(home, path[-1])) if home else None

    def _home(self, path: tuple[str, ...]) -> Object | None:
        home = self._object
        for join in path[:-1]:
            home = home and self._joined(home, join)
        return home

    def _joined(self, home: Object, name: str) -> Object | None:
        return next((self._model.get(Object, join.object) for join in home.joins if join.name == name), None)

    def _field(self, home: Object, name: str) -> Column | None:
        if home.id not in self._fields:
            self._fields[home.id] = {field.id: field for field in home.fields}
        field = self._fields[home.id].get(name)
        if field is None:
            return None
        return Column(
            name,
            _KINDS[field.type],
            values=self._values(home, field),
            nullable=not field.required,
            minimum=field.min,
            maximum=field.max,
            coins=field.type is FieldType.MONEY,
            derived=field.derived.tree if field.derived else None,
            cases=self._cases(home, field),
        )

    def _values(self, home: Object, field: Field) -> tuple[str, ...]:
        if field.type is FieldType.STAGE:
            paths = self._model.holders(Lifecycle, home.ref)
            return tuple(dict.fromkeys(stage for path in paths for stage in self._stages(path)))
        if field.type is FieldType.DIMENSION:
            dimension = self._model.get(Dimension, field.id)
            return tuple(value.id for value in dimension.values) if dimension else ()
        return field.values

    def _stages(self, path: Lifecycle) -> tuple[str, ...]:
        """Return the stages of a lifecycle, and in their places those it has for records of other variants."""
        found, before = list(path.stages), ""
        for stage in self._model.whole.get(path.id, ()):
            if stage not in found:
                found.insert(found.index(before) + 1 if before else 0, stage)
            before = stage
        return tuple(found)

    def _cases(self, home: Object, field: Field) -> tuple[tuple[str, Expression], ...]:
        dimension = self._model.get(Dimension, field.id) if field.type is FieldType.DIMENSION else None
        if dimension is None or dimension.object != home.id:
            return ()
        cases = tuple((value.id, value.when.tree) for value in dimension.values if value.when and value.when.tree)
        return cases if len(cases) == len(dimension.values) else ()

    def _meaning(self, home: Object, name: str) -> Column | None:
        meaning = self._named(home, name)
        return Column(name, Kind.BOOLEAN, nullable=False, test=_tree(meaning)) if meaning else None

    def _named(self, home: Object, name: str) -> Term | None:
        definition = self._model.get(Definition, name)
        if definition and home.id in definition.objects((), self._model):
            return definition
        criterion = self._model.get(Criterion, name)
        if criterion and criterion.object == home.id:
            return criterion
        status = self._model.get(Status, name)
        return status if status and home.id in status.objects((), self._model) else None

    def names(self) -> tuple[str, ...]:
        """Return what may be written, for suggestions: `fit_score`, `account.employees`."""
        return self._all_names

    @cached_property
    def _all_names(self) -> tuple[str, ...]:
        if self._object is None:
            return ()
        own = self._names(self._object)
        joined = ((join.name, self._model.get(Object, join.object)) for join in self._object.joins)
        return own + tuple(f"{name}.{column}" for name, home in joined if home for column in self._names(home))

    def _names(self, home: Object) -> tuple[str, ...]:
        meanings = (
            *(found.id for found in self._model.of(Definition) if home.id in found.objects((), self._model)),
            *(found.id for found in self._model.of(Criterion) if found.object == home.id),
            *(found.id for found in self._model.of(Status) if home.id in found.objects((), self._model)),
        )
        return tuple(dict.fromkeys((*(field.id for field in home.fields), *meanings)))


class AllColumns:
    """The columns of every object of a model, worked out when somebody asks."""

    def __init__(self, model: Entities) -> None:
        self._model = model
        self._known: dict[str, ObjectColumns] = {}

    def of(self, name: str) -> ObjectColumns:
        """Return the columns of the object of an id."""
        if name not in self._known:
            self._known[name] = ObjectColumns(self._model, name)
        return self._known[name]

    @cached_property
    def endless(self) -> frozenset[str]:
        """The terms by which nothing can be decided."""
        return endless_terms(self._model)

    def fit(self, other: Entities) -> bool:
        """Tell whether they are those of another model too: all they are made of is the same there."""
        mine, others = ({stage.ref for stage in model.of(Stage)} for model in (self._model, other))
        return mine == others and all(self._model.of(kind) == other.of(kind) for kind in _SOURCES)


def endless_terms(model: Entities) -> frozenset[str]:
    """Return the ids of the terms that rest on themselves, at once or over others: nothing can be decided by them.

    First by their ids alone, which is quick and mostly leaves none; a column of the same name comes before a term.
    """
    terms: tuple[Term, ...] = (*model.of(Definition), *model.of(Criterion), *model.of(Status))
    trees = {term.id: tree for term in terms if (tree := _tree(term))}
    named = {name: {one.path for one in columns_of(tree)} for name, tree in trees.items()}
    left = not_ending({name: {path[-1] for path in paths} & trees.keys() for name, paths in named.items()})
    if not left:
        return left
    columns = {home: ObjectColumns(model, home) for term in terms for home in term.objects((), model)}
    homes = {term.id: [columns[home] for home in term.objects((), model)] for term in terms if term.id in left}
    return not_ending(
        {
            name: {path[-1] for path in named[name] if any(home.meaning(path) for home in homes[name])} & left
            for name in left
        }
    )


def not_ending(ways: Mapping[str, Set[str]]) -> frozenset[str]:
    """Return the nodes from which a way leads round and round, all nodes being keys."""
    return frozenset(ways.keys() - set(ending(ways)))


def ending(ways: Mapping[N, Collection[N]]) -> list[N]:
    """Return the nodes from which no way leads round and round, each after all it leads to, all nodes being keys."""
    into: dict[N, list[N]] = {name: [] for name in ways}
    for name, ends in ways.items():
        for end in ends:
            into[end].append(name)
    open_ways = {name: len(ends) for name, ends in ways.items()}
    done = [name for name, count in open_ways.items() if not count]
    for name in done:  # grows while it is walked
        for source in into[name]:
            open_ways[source] -= 1
            if not open_ways[source]:
                done.append(source)
    return done


def _tree(term: Term) -> Expression | None:
    """Return the condition of a term, with all that it names."""
    if isinstance(term, Definition):
        return whole_test(term)
    asked = term.when if isinstance(term, Status) else term.test
    return asked.tree if asked else None


def whole_test(definition: Definition) -> Expression | None:
    """Return everything a record must meet to fit a definition: test, criteria, population and no exclusion.

    None where it has no test at all; then nothing can be decided about it.
    """
    terms: list[Expression] = [definition.test.tree] if definition.test and definition.test.tree else []
    terms += [one.test.tree for one in definition.criteria if one.test and one.test.tree]
    named = [one.uses for one in definition.criteria]
    others = filter(None, (*named, definition.population, definition.refines))
    terms += [Reference(0, 0, (name.rpartition("/")[2],), asked=True) for name in others]
    if definition.excludes and definition.excludes.tree:
        terms.append(Not(0, 0, definition.excludes.tree))
    if len(terms) < 2:
        return terms[0] if terms else None
    return And(0, 0, tuple(terms))
