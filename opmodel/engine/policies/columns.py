"""The columns of a section's own table as conditions name them."""

from collections.abc import Mapping
from functools import cache

from opmodel.expressions import Column, Kind
from opmodel.tables import Sight, sights
from opmodel.tables.cells import Kind as InTable

_KINDS: Mapping[InTable, Kind] = {
    "TEXT": Kind.TEXT,
    "REAL": Kind.NUMBER,
    "INTEGER": Kind.INTEGER,
    "FLAG": Kind.BOOLEAN,
    "DATE": Kind.DATE,
}


class SectionColumns:
    """What a condition about the entries of one section may name."""

    def __init__(self, section: str) -> None:
        self.label = section
        self._columns = {name: _column(sight) for name, sight in sights(section).items()}

    def find(self, path: tuple[str, ...]) -> Column | None:
        """Return a column by its name; there are no joins."""
        return self._columns.get(path[0]) if len(path) == 1 else None

    def names(self) -> tuple[str, ...]:
        """Return every column."""
        return tuple(self._columns)


@cache
def columns_of_section(section: str) -> SectionColumns:
    """Return the columns of a section."""
    return SectionColumns(section)


def _column(sight: Sight) -> Column:
    head = sight.head
    return Column(head.name, Kind.ENUM if head.values else _KINDS[head.kind], head.values)
