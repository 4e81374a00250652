"""Every condition is written in the SQL that all systems share."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield conditions that the SQL of models does not understand."""
    return context.reading()
