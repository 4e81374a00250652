"""A condition holds for some records and not for others."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield conditions that no record meets, and, as warnings, those that every record meets."""
    return context.reading()
