"""The table of changes: rows by topic; for a new class of change add a row to one of these files."""

from opmodel.changes.table import governance, journey, meaning, numbers, organisation, pay, rest
from opmodel.changes.table.row import Row

_SPECIAL = (*governance.ROWS, *pay.ROWS, *meaning.ROWS, *journey.ROWS, *numbers.ROWS, *organisation.ROWS)

ROWS: tuple[Row, ...] = tuple(sorted(_SPECIAL, key=lambda row: row.weight.rank))
"""The rows in the order in which they are asked: the heaviest first."""
REST: tuple[Row, ...] = rest.ROWS
"""What is asked where no row speaks; the last speaks always."""
