"""Every file of a model is plain YAML in UTF-8."""

from collections.abc import Iterable

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterable[Problem]:
    """Yield places where the text of a file is no YAML that a model may use."""
    return context.reading()
