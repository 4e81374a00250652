"""A file that holds a section of the model is read."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.WARNING)
def check(context: Context) -> Iterable[Problem]:
    """Yield files that only their ending keeps out of the model."""
    return context.reading()
