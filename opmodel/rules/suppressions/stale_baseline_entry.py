"""A baseline holds what is still there."""

from collections.abc import Iterator

from opmodel.engine import Context, Kind, Problem, from_suppressions, rule
from opmodel.finding import Severity
from opmodel.wording import counted


@rule(Severity.NOTE, closing=True)
def check(context: Context) -> Iterator[Problem]:
    """Yield a baseline some of whose findings are gone, where their rules ran."""
    ran = {one.rule for one in context.others if not one.not_checked}
    gone = [
        one
        for one in context.settled
        if one.suppression.kind is Kind.BASELINE and not one.findings and ran.issuperset(one.suppression.rules)
    ]
    if context.model.is_misread:
        return
    for one, more in from_suppressions(gone):
        what = f"{one.suppression.rules[0]} on {one.suppression.entity or 'the model'}"
        others = f" and {counted(more, 'more entry', 'more entries')}" if more else ""
        yield one.problem(
            f"the baseline lets {what}{others} pass, which nobody finds any more",
            "`opmodel baseline prune` takes out what is mended, so that it does not come back unseen",
        )
