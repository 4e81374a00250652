"""Maps and lists stand at most 64 deep inside each other."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield places where maps and lists stand too deep inside each other."""
    return context.reading()
