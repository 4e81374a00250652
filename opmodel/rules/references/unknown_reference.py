"""Every id that is named is declared."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield names of entities and of dimension values that nothing declares."""
    return context.reading()
