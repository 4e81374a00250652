"""Lists of what there is: a table for a terminal, or JSON."""

import json
from collections.abc import Mapping, Sequence

from opmodel.reports import Paint, grid, shown


def table(rows: Sequence[Mapping[str, str]], width: int, paint: Paint) -> str:
    """Write rows that have the same columns; the heads are the names of the columns."""
    if not rows:
        return ""
    cells = [tuple(rows[0]), *(tuple(map(shown, row.values())) for row in rows)]
    return "".join(f"{line}\n" for line in grid(cells, width, paint))


def listed(rows: Sequence[Mapping[str, str]]) -> str:
    """Write rows as a JSON list for programs."""
    return json.dumps(rows, ensure_ascii=True, indent=2) + "\n"
