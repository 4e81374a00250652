"""A key stands once in its map and an id once in its section."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield keys and ids that are written a second time."""
    return context.reading()
