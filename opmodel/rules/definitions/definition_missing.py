"""Every definition and criterion that is named is declared."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield names of definitions and criteria that nothing declares."""
    return context.reading()
