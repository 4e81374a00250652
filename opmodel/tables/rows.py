"""A model as rows: the columns of every table, and what stands in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeAlias, cast

from opmodel.finding import Finding
from opmodel.graph import Graph
from opmodel.model import Entity, Where, dotted, sections
from opmodel.model.reading import EntryId, Trail
from opmodel.tables.cells import Cell, Kind
from opmodel.tables.derived import derived
from opmodel.tables.layout import Nested, Table, of_everything, of_sections
from opmodel.tables.whole import WHOLE

Rows: TypeAlias = "Callable[[Graph, Iterable[Finding]], Iterator[tuple[Cell, ...]]]"


@dataclass(frozen=True, slots=True)
class Head:
    """A column as people see it: its name, its type, what it means, and the words it may be where they are listed."""

    name: str
    kind: Kind
    doc: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A table of the database: its columns, and the function that makes its rows.

    `section` is the one it belongs to, empty for tables about all of them.
    """

    name: str
    section: str
    doc: str
    columns: tuple[Head, ...]
    rows: Rows


_PLACE = (Head("file", "TEXT", "the file it stands in"), Head("line", "INTEGER", "the line, from 1"))
_ID = Head("id", "TEXT", "its id")
_PARENT = Head("parent_id", "TEXT", "the id of the entry it belongs to")
_ENTITY = Head("entity", "TEXT", "the entity it belongs to, as stage/evaluation")
_WITHIN = Head("parent_path", "TEXT", "the path of the row it stands in")
_ENTRY = (
    Head("path", "TEXT", "where it stands in the entry"),
    Head("position", "INTEGER", "its place in a list, from 1"),
)


@dataclass(frozen=True, slots=True)
class Sight:
    """A column of a section's own table, and its cell for one entity: for who asks for few columns, or few rows."""

    head: Head
    read: Callable[[Graph, Entity], Cell]


@cache
def sights(section: str) -> Mapping[str, Sight]:
    """Return the columns of a section's own table by name."""
    worked_out = derived(section)
    read: dict[str, Callable[[Graph, Entity], Cell]] = {
        column.name: partial(_written, column.read) for column in of_sections()[section].columns
    }
    read |= {
        "id": lambda _, entity: entity.id,
        "file": lambda _, entity: entity.head.span.file,
        "line": lambda _, entity: entity.head.span.line,
    }
    read |= {one.name: one.read for one in worked_out}
    return {head.name: Sight(head, read[head.name]) for head in tables()[section].columns}


def entries(section: str, graph: Graph, names: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    """Yield some cells of each entry of a section."""
    kind = cast("type[Entity]", sections()[section].kind)
    found = tuple(sights(section)[name].read for name in names)
    for entity in graph.model.of(kind):
        yield tuple([read(graph, entity) for read in found])


def _written(read: Callable[[object], Cell], graph: Graph, entity: Entity) -> Cell:  # noqa: ARG001
    return read(entity)


@cache
def tables() -> Mapping[str, Filled]:
    """Return every table by its name: those of sections first, then those about all of them."""
    found = [one for name, table in of_sections().items() for one in _of_section(name, table)]
    everything = tuple(section.kind for section in sections().values())
    found += _below(of_everything(), (), "", _ENTITY, everything)
    found += [Filled(one.name, "", one.doc, tuple(Head(*column) for column in one.columns), one.rows) for one in WHOLE]
    assert len({one.name for one in found}) == len(found), "two tables of one name"
    return {one.name: one for one in found}


def _of_section(section: str, table: Table) -> Iterator[Filled]:
    kind = cast("type[Entity]", sections()[section].kind)
    worked_out = derived(section)
    written = tuple(column for column in table.columns if column.name not in {one.name for one in worked_out})
    made = tuple(Head(one.name, one.kind, one.doc) for one in worked_out)
    heads = (_ID, *made, *(Head(one.name, one.kind, one.doc, one.values) for one in written), *_PLACE)

    def rows(graph: Graph, findings: Iterable[Finding]) -> Iterator[tuple[Cell, ...]]:  # noqa: ARG001
        for entity in graph.model.of(kind):
            cells = (*(one.read(graph, entity) for one in worked_out), *(one.read(entity) for one in written))
            yield entity.id, *cells, entity.head.span.file, entity.head.span.line

    yield Filled(section, section, table.doc, heads, rows)
    yield from _below(table.parts, (), section, _PARENT, (kind,))


def _below(
    parts: tuple[Nested, ...], way: tuple[Nested, ...], section: str, parent: Head, kinds: tuple[type[Entity], ...]
) -> Iterator[Filled]:
    """Yield the tables of what stands below the rows that a way of parts leads to."""
    for part in parts:
        whole = (*way, part)
        own = tuple(Head(column.name, column.kind, column.doc) for column in part.table.columns)
        heads = (parent, *((_WITHIN,) if way else ()), *_ENTRY, *own, *_PLACE)
        yield Filled(part.table.name, section, part.table.doc, heads, partial(_rows, whole, parent is _ENTITY, kinds))
        yield from _below(part.table.parts, whole, section, parent, kinds)


def _rows(
    way: tuple[Nested, ...],
    by_ref: bool,  # noqa: FBT001 - bound where the table is made
    kinds: tuple[type[Entity], ...],
    graph: Graph,
    findings: Iterable[Finding],  # noqa: ARG001
) -> Iterator[tuple[Cell, ...]]:
    columns = way[-1].table.columns
    for kind in kinds:
        for entity in graph.model.of(kind):
            for trails, held in _entries(way, (), entity):
                within = (dotted(trails[-2]),) if len(trails) > 1 else ()
                trail = trails[-1]
                last = trail[-1]
                position = last + 1 if isinstance(last, int) else None
                span = graph.model.span(Where(entity.ref, trail))
                cells = (one.read(held) for one in columns)
                name = entity.ref if by_ref else entity.id
                yield name, *within, dotted(trail), position, *cells, span.file, span.line


def _entries(
    way: tuple[Nested, ...], trails: tuple[Trail, ...], held: object
) -> Iterator[tuple[tuple[Trail, ...], object]]:
    """Yield what a way of parts leads to from a value, each with the trails that lead to it and its parents."""
    part, *more = way
    start = trails[-1] if trails else ()
    for step, entry in part.rows(part.get(held)):
        keys = tuple(one if isinstance(one, int) else EntryId(one) for one in step)
        found = (*trails, (*start, *part.trail, *keys))
        if more:
            yield from _entries(tuple(more), found, entry)
        else:
            yield found, entry
