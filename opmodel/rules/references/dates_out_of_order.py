"""What ends has begun, and what was reviewed lies behind us."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import named
from opmodel.wording import counted

_LISTED = 8
"""Reviews that are still to come are listed up to here."""


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield what is in force on no day, and one problem with the reviews that have not taken place yet."""
    yield from context.reading()
    day = context.day
    future = [
        one for one in context.model.entities.values() if one.reviewed and one.reviewed.date and one.reviewed.date > day
    ]
    if future:
        first = future[0]
        assert first.reviewed
        more = f", and {counted(len(future) - 1, 'other review')} is to come, too" if len(future) == 2 else ""
        more = f", and {len(future) - 1} other reviews are to come, too" if len(future) > 2 else more
        yield Problem(
            first.where("reviewed", "date"),
            f"{named(first.ref)} was reviewed on {first.reviewed.date}, which is still to come on {day}{more}",
            "write the day on which it was looked at last; `every:` says when it is due again",
            notes=tuple((one.where("reviewed", "date"), f"so was {named(one.ref)}") for one in future[1 : _LISTED + 1]),
            severity=Severity.WARNING,
            discriminator="reviewed",
        )
