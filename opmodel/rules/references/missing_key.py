"""Every entity has the keys it cannot be understood without."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield entities and groups that lack a required key."""
    return context.reading()
