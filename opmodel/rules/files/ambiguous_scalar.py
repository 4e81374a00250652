"""Every value reads the same to people and to all YAML tools."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield values that YAML tools, or YAML and the writer, read differently."""
    return context.reading()
