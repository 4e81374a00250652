"""Answers of a query as a table for people, as CSV for spreadsheets and as JSON for programs."""

import csv as writer
import io
import math
from collections.abc import Iterator, Sequence

from opmodel.reports import Options, Paint, aligned, grid, is_crowded, shown
from opmodel.reports.json import Value, written
from opmodel.tables import Filled, ResultSet
from opmodel.tables.cells import Cell, in_sql
from opmodel.wording import counted

_INDENT = "  "
_NULL = "NULL"
_FORMULA = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would compute."""


def text(answer: ResultSet, options: Options) -> str:
    """Write the rows in columns, below each other where there are too many columns, and say how many rows there are.

    An empty cell of the database is NULL.
    """
    paint = Paint(options.color)
    cells = [tuple(map(shown, answer.columns)), *(tuple(shown(_told(cell)) for cell in row) for row in answer.rows)]
    write = _records if answer.columns and is_crowded(cells, options.width) else grid
    lines = [*write(cells, options.width, paint)] if answer.columns else []
    lines += ["", paint.quiet(counted(len(answer.rows), "row"))]
    return "".join(f"{line}\n" for line in lines)


def csv(answer: ResultSet, _: Options) -> str:
    """Write the rows for a spreadsheet: an empty cell of the database is empty, and no text is a formula."""
    text = io.StringIO()
    out = writer.writer(text, lineterminator="\n")
    out.writerow([_harmless(name) for name in answer.columns])
    out.writerows([[_harmless(cell) for cell in row] for row in answer.rows])
    return text.getvalue()


def json(answer: ResultSet, _: Options) -> str:
    """Write the rows as a list of objects; of two columns of one name the second is called `name_2`."""
    names = tuple(_once(answer.columns))
    rows: list[Value] = [dict(zip(names, map(_finite, row), strict=True)) for row in answer.rows]
    return written(rows)


def layout(tables: tuple[Filled, ...], options: Options) -> str:
    """Write which tables there are, and the columns of each."""
    rows = [("table", "columns"), *((one.name, ", ".join(column.name for column in one.columns)) for one in tables)]
    return "".join(f"{line}\n" for line in grid(rows, options.width, Paint(options.color)))


def layout_json(tables: tuple[Filled, ...]) -> str:
    """Write which tables there are for programs, with the type and meaning of each column."""
    found: list[Value] = [
        {
            "table": one.name,
            "sentence": one.doc,
            "columns": [{"name": each.name, "type": in_sql(each.kind), "sentence": each.doc} for each in one.columns],
        }
        for one in tables
    ]
    return written(found)


def _records(cells: Sequence[tuple[str, ...]], width: int, paint: Paint) -> Iterator[str]:
    """Yield each row as a list of its columns, a line or more for each."""
    head, *rows = cells
    for number, row in enumerate(rows, start=1):
        yield from ("",) if number > 1 else ()
        yield paint.strong(f"row {number}")
        for lines in aligned([*zip(head, row, strict=True)], width - len(_INDENT)):
            yield from (f"{_INDENT}{line}" for line in lines)


def _plain(cell: Cell) -> Cell:
    """Write a whole number without a point."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _finite(cell: Cell) -> Cell:
    """Write what is larger than any number as null: JSON knows no infinity."""
    return None if isinstance(cell, float) and not math.isfinite(cell) else _plain(cell)


def _told(cell: Cell) -> str:
    return _NULL if cell is None else str(_plain(cell))


def _harmless(cell: Cell) -> str:
    """Return a cell that no spreadsheet computes, no terminal obeys and no build log takes for a command."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return _told(cell)
    seen = shown(cell)
    if seen.lstrip().startswith("::"):
        seen = seen.replace("::", r"\x3a:", 1)
    return f"'{seen}" if seen.lstrip().startswith(_FORMULA) else seen


def _once(names: tuple[str, ...]) -> Iterator[str]:
    used: dict[str, int] = {}
    for name in names:
        used[name] = used.get(name, 0) + 1
        yield name if used[name] == 1 else f"{name}_{used[name]}"
