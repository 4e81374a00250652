"""A file has at most 1 MiB and a model at most 500,000 keys and values."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield files that are larger than anybody writes."""
    return context.reading()
