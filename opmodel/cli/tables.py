"""Lists of what there is: a table for a terminal, or JSON."""

import json
from collections.abc import Mapping, Sequence

from opmodel.cli.output import colored, width, write
from opmodel.reports import Paint, grid, shown


def list_rows(rows: Sequence[Mapping[str, str]], format: str, color: str) -> int:  # noqa: A002
    """Write rows that have the same columns: below the names of these for people, or as a JSON list for programs."""
    if format == "json":
        write(json.dumps(rows, ensure_ascii=True, indent=2) + "\n")
        return 0
    cells = [tuple(rows[0]), *(tuple(map(shown, row.values())) for row in rows)]
    write("".join(f"{line}\n" for line in grid(cells, width(), Paint(colored(color)))))
    return 0
