"""What lets a finding pass has an end, and the finding is settled by then."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, from_suppressions, rule
from opmodel.finding import Severity
from opmodel.wording import counted


@rule(Severity.WARNING, closing=True)
def check(context: Context) -> Iterator[Problem]:
    """Yield suppressions whose day is over while what they let pass is still there."""
    ended = (one for one in context.settled if one.suppression.has_ended(context.day) and not one.suppression.wrong)
    back = [one for one in ended if one.findings]
    for one, more in from_suppressions(back):
        count = counted(more + len(one.findings), "finding")
        yield one.problem(
            f"{one.suppression.told} ended on {one.suppression.until}, and {count} it let pass "
            f"{'are' if more + len(one.findings) > 1 else 'is'} back",
            "mend what it was about; if it has to wait, agree on a new day with who let it pass",
        )
