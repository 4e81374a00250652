"""Which tables and columns there are: worked out from the declarations of the sections, nothing is said twice."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, TypeAlias

from opmodel.model import Quantity, Section, sections
from opmodel.model.entity import Entity, Scope, Statement, StatementShape
from opmodel.model.fields import Key, declared_by, is_declared
from opmodel.model.shapes import Shape
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import ByForm, Group, Keyed, Many
from opmodel.tables.cells import Cell, Kind, Leaf, amount_of, leaves, text

Get: TypeAlias = "Callable[[object], object]"
Row: TypeAlias = "tuple[tuple[str | int, ...], object]"
"""The way from the list to one of its entries, and what the entry holds."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type and meaning, how its cell is made of what a row holds, and which words it may be."""

    name: str
    kind: Kind
    doc: str
    read: Callable[[object], Cell]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nested:
    """A list or map below a row, whose entries are rows of a table of their own.

    `trail` leads there from the row, `get` takes it out of what the row holds, `rows` takes it apart.
    """

    table: "Table"
    trail: tuple[str, ...]
    get: Get
    rows: Callable[[object], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: columns made of what a row holds, and the tables of what stands below it."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    parts: tuple[Nested, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a key stands: its name in SQL, how a row's value leads there, below which table and what it means."""

    name: str
    get: Get
    trail: tuple[str, ...]
    table: str
    doc: str = ""

    def below(self, key: Key) -> "_Spot":
        """Return the spot of a key of the map that stands here."""
        name = f"{self.name}_{key.name}" if self.name else key.name
        return _Spot(name, _attribute(self.get, key.attribute), (*self.trail, key.name), self.table, key.doc)


@cache
def of_sections() -> Mapping[str, Table]:
    """Return the table of each section by its name."""
    return {name: _of_section(section) for name, section in sections().items()}


@cache
def of_everything() -> tuple[Nested, ...]:
    """Return the tables of what an entity of any section may have, such as tags and statements."""
    keys = {name: key for name, key in declared_by(Entity).fields.keys.items() if name != "owner"}
    return _of_keys(keys, _Spot("", _itself, (), ""))[1]


def tables_below(parts: tuple[Nested, ...]) -> Iterator[Table]:
    """Yield the tables of parts, each before those below it."""
    for part in parts:
        yield part.table
        yield from tables_below(part.table.parts)


def _of_section(section: Section) -> Table:
    spot = _Spot("", _itself, (), f"{section.name}_")
    doc = section.doc.partition("\n\n")[0].replace("\n", " ")
    if section.entries:
        keys = {key.name: key for key in (section.map_key, section.entries) if key}
        columns, parts = _of_keys(keys, spot)
        return Table(section.name, doc, columns, tuple(replace(part, trail=part.trail[1:]) for part in parts))
    common = declared_by(Entity).fields.keys
    own = {name: key for name, key in section.fields.keys.items() if key != common.get(name)}
    shared = {name: key for name, key in section.fields.keys.items() if name not in own}
    columns, parts = _of_keys(own, spot)
    return Table(section.name, doc, columns + _of_keys(shared, spot)[0], parts)


def _of_keys(keys: Mapping[str, Key], spot: _Spot) -> tuple[tuple[Column, ...], tuple[Nested, ...]]:
    """Return the columns and tables of the keys of a map; maps in it are columns with its name before theirs."""
    columns: list[Column] = []
    parts: list[Nested] = []
    for key in keys.values():
        found = _of(key.shape, spot.below(key))
        columns += found[0]
        parts += found[1]
    return tuple(columns), tuple(parts)


def _of(shape: Shape[object], spot: _Spot) -> tuple[tuple[Column, ...], tuple[Nested, ...]]:
    whole: Shape[object] = shape
    if isinstance(shape, Group | StatementShape):
        return _of_keys(_keys(shape), spot)
    if isinstance(shape, ByForm):
        return _either(shape, spot)
    if isinstance(shape, Keyed | Scope):
        return (), (_part(whole, spot),)
    if isinstance(shape, Many):
        many = Column(spot.name, "TEXT", f"{spot.doc}; several with commas", lambda value: text(spot.get(value) or ()))
        plain = not isinstance(shape.item, Group | StatementShape | ByForm | Many | Keyed | Varying)
        return (replace(many, read=lambda value: text(spot.get(value) or ()) or None),) * plain, (_part(whole, spot),)
    columns = tuple(_column(leaf, spot.get, spot.doc) for leaf in leaves(shape, spot.name))
    return columns, (_part(whole, spot),) if isinstance(shape, Varying) else ()


def _either(shape: ByForm[object, object], spot: _Spot) -> tuple[tuple[Column, ...], tuple[Nested, ...]]:
    """Return what two forms of one key take; of two that are lists the one whose entries say more."""
    forms = [form for form in shape.forms if _says_more(form)] or list(shape.forms)
    found = [_of(form, spot) for form in forms]
    columns = {column.name: column for columns, _ in reversed(found) for column in columns}
    parts = {part.table.name: part for _, parts in reversed(found) for part in parts}
    return tuple(columns.values()), tuple(parts.values())


def _says_more(shape: Shape[object]) -> bool:
    return isinstance(shape, Keyed)


def _keys(shape: Shape[object]) -> Mapping[str, Key]:
    return shape.fields.keys if isinstance(shape, Group) else declared_by(Statement).fields.keys


def _column(leaf: Leaf, get: Get, doc: str) -> Column:
    def read(value: object) -> Cell:
        held = get(value)
        return None if held is None or is_declared(type(held)) else leaf.read(held)

    return Column(leaf.name, leaf.kind, doc, read, leaf.values)


def _part(shape: Shape[object], spot: _Spot) -> Nested:
    """Return the table of a list, a map from ids, a scope or the values by dimension."""
    name = f"{spot.table}{spot.name}"
    below = _Spot("", _itself, (), f"{name}_")
    if isinstance(shape, Varying):
        return Nested(Table(name, spot.doc, _of_cases(amount_of(shape))), spot.trail, spot.get, _cases)
    if isinstance(shape, Scope):
        return Nested(Table(name, spot.doc, _SCOPE), spot.trail, spot.get, _scope)
    if isinstance(shape, Keyed):
        attribute, identity = shape.identity
        columns, parts = _of_keys(shape.group.fields.keys, below)
        get = _attribute(_itself, attribute, plain=True)
        ids = tuple(_column(leaf, get, "its id") for leaf in leaves(identity, attribute.rstrip("_")))
        return Nested(Table(name, spot.doc, ids + columns, parts), spot.trail, spot.get, _keyed(attribute))
    assert isinstance(shape, Many)
    is_map = isinstance(shape.item, Group | StatementShape)
    columns, parts = _of(shape.item, below if is_map else replace(below, name=spot.trail[-1], doc=spot.doc))
    return Nested(Table(name, spot.doc, columns, parts), spot.trail, spot.get, _listed)


def _itself(value: object) -> object:
    return value


def _attribute(outer: Get, attribute: str, *, plain: bool = False) -> Get:
    """Take a value's attribute; what is no map has none, or with `plain` stands for it."""

    def get(value: object) -> object:
        held = outer(value)
        if is_declared(type(held)):
            return getattr(held, attribute, None)
        return held if plain else None

    return get


def _listed(value: object) -> Iterator[Row]:
    return (((at,), one) for at, one in enumerate(value)) if isinstance(value, tuple) else iter(())


def _keyed(attribute: str) -> Callable[[object], Iterator[Row]]:
    """Take a map from ids apart, in the order of ids: theirs in the text carries no meaning."""

    def rows(value: object) -> Iterator[Row]:
        held = value if isinstance(value, tuple) else ()
        if not all(is_declared(type(one)) for one in held):
            return _listed(value)
        return iter(sorted((((text(getattr(one, attribute)),), one) for one in held), key=lambda row: str(row[0])))

    return rows


def _scope(value: object) -> Iterator[Row]:
    held = value if isinstance(value, Mapping) else {}
    return (((name,), (name, one)) for name, values in sorted(held.items()) for one in values)


def _cases(value: object) -> Iterator[Row]:
    held = value if isinstance(value, Quantity) else None
    for case in held.cases if held else ():
        yield (case.key,) if case.key else (), (held.dimension if held else "", case)


def _of_pair(at: Literal[0, 1]) -> Callable[[object], Cell]:
    return lambda pair: (text(pair[at]) or None) if isinstance(pair, tuple) else None


_SCOPE = (
    Column("dimension", "TEXT", "the dimension", _of_pair(0)),
    Column("value", "TEXT", "a value it is for", _of_pair(1)),
)


def _of_cases(shape: Shape[object]) -> tuple[Column, ...]:
    """Return the columns of one value of an amount: for which records, its two ends, and whether it is about that."""

    def of_case(attribute: str, leaf: Leaf | None = None) -> Callable[[object], Cell]:
        def read(pair: object) -> Cell:
            held = getattr(pair[1], attribute) if isinstance(pair, tuple) else None
            return leaf.read(held) if leaf else int(held) if isinstance(held, bool) else held or None

        return read

    return (
        Column("dimension", "TEXT", "the dimension it differs by, if it does", _of_pair(0)),
        Column("value", "TEXT", "the value of the dimension it is for", of_case("key")),
        *(
            Column(leaf.name, leaf.kind, doc, of_case(end, leaf))
            for end, doc in (("low", "the amount, or the lower end of a range"), ("high", "its upper end"))
            for leaf in leaves(shape, end)
        ),
        Column("about", "INTEGER", "it is written with ~", of_case("about")),
    )
