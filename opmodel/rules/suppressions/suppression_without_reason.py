"""What lets a finding pass says which one, why, by whom and until when."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, from_suppressions, rule
from opmodel.finding import Severity


@rule(Severity.WARNING, closing=True)
def check(context: Context) -> Iterator[Problem]:
    """Yield suppressions that lack what they must say, and so let nothing pass."""
    for one, _ in from_suppressions(one for one in context.settled if one.suppression.wrong):
        yield one.problem(f"{one.suppression.told} lets nothing pass: {one.suppression.wrong}", one.suppression.help)
