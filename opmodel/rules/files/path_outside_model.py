"""Everything a model consists of lies in its folder."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield links and patterns that lead out of the model's folder."""
    return context.reading()
