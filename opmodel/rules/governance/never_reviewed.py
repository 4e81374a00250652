"""What is to be reviewed was reviewed once."""

from collections.abc import Iterator
from datetime import date

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, named, sections
from opmodel.model.entity import State
from opmodel.wording import counted

_LISTED = 8
"""What was never reviewed is listed up to here."""
_NEEDS = tuple(f"{name}.reviewed.date" for name, one in sections().items() if "reviewed" in one.fields.keys)


@rule(Severity.WARNING, needs=_NEEDS)
def check(context: Context) -> Iterator[Problem]:
    """Yield one problem with everything that says how often it is reviewed and never was."""
    declared = (one for one in context.model.entities.values() if one.reviewed and one.reviewed.every)
    never = [one for one in declared if context.known(one) and _is_due(one, context.day)]
    if never:
        first = never[0]
        more = f" and {counted(len(never) - 1, 'other entry', 'other entries')}" if len(never) > 1 else ""
        verb = ("say", "were") if more else ("says", "was")
        yield Problem(
            first.where("reviewed"),
            f"{named(first.ref)}{more} {verb[0]} how often a review is due and {verb[1]} never reviewed",
            "review them and write the day: `reviewed: {date: ..., every: ...}`",
            notes=tuple(
                (one.where("reviewed"), f"{named(one.ref)} was never reviewed") for one in never[1 : _LISTED + 1]
            ),
            among=tuple(one.ref for one in never),
        )


def _is_due(entity: Entity, day: date) -> bool:
    """Tell whether a first review is due: what came into force lately has time until then."""
    review = entity.reviewed
    if review is None or review.every is None or review.date or entity.state is State.DEPRECATED:
        return False
    begun = entity.effective.from_ if entity.effective else None
    return begun is None or (day - begun).days * 24 > review.every.hours
