"""What people see in a file is what the program reads."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield characters that nobody sees."""
    return context.reading()
