"""Nobody spends too much of a month in meetings that come again."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.measures import Contribution, find
from opmodel.model import Where, named
from opmodel.model.sections.cadences import Cadence
from opmodel.wording import bare, counted

_LISTED = 5
"""The longest meetings of a role, and other roles, are listed up to here."""


@rule(Severity.NOTE, needs=("cadences.length", "cadences.chair", "cadences.attendees"))
def check(context: Context, *, most_hours_per_month: float = 40) -> Iterator[Problem]:
    """Yield one problem with the roles whose meetings take more hours a month than the limit."""
    context.count(Cadence)
    number = find("meeting_load").of(context.scene)
    above = [part for part in number.parts if part.value > most_hours_per_month]
    if above:
        yield _problem(above)


def _problem(above: list[Contribution]) -> Problem:
    worst, others = above[0], above[1:]
    more = f"; so do {counted(len(others), 'other role')}" if len(others) > 1 else ""
    more = f"; so does '{bare(others[0].ref)}'" if len(others) == 1 else more
    each = [figure for figure in worst.figures if figure.what in worst.refs]
    return Problem(
        Where(worst.ref),
        f"one person as '{bare(worst.ref)}' spends {worst.figures[0].amount} in {counted(len(each), 'meeting')} that "
        f"come again{more}",
        "begin with the longest: shorten it, hold it less often, or send only who decides there",
        notes=(
            *((Where(one.what), f"{named(one.what)} takes {one.amount}") for one in each[:_LISTED]),
            *((Where(one.ref), f"'{bare(one.ref)}': {one.figures[0].amount}") for one in others[:_LISTED]),
        ),
    )
