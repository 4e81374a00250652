"""Definitions are looked at as often as they say they are."""

from collections.abc import Iterator
from datetime import date, timedelta

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.definitions import Definition
from opmodel.wording import listed

_MOST_NAMED = 5


@rule(Severity.WARNING, needs=("definitions.reviewed.date", "definitions.reviewed.every"))
def check(context: Context) -> Iterator[Problem]:
    """Yield one finding for all definitions whose next review was due before today, the longest overdue first."""
    dated = ((due, one) for one in context.each(Definition, where=_due) if (due := _due(one)))
    late = sorted((due, one.id, one) for due, one in dated if due < context.day)
    if not late:
        return
    names = [f"'{name}' (due {due})" for due, name, _ in late[:_MOST_NAMED]]
    more = [f"{len(late) - _MOST_NAMED} more"] if len(late) > _MOST_NAMED else []
    first, *others = (one for _, _, one in late)
    several = f"{len(late)} definitions are past the day of the next review: {listed((*names, *more))}"
    yield Problem(
        first.where("reviewed", "date"),
        several if others else f"definition {names[0]} is past the day of its next review",
        "read each again with those who work by it and write the new date in `reviewed`, or a longer `every`",
        tuple((one.where("reviewed", "date"), f"'{one.id}' was looked at last on this day") for one in others[:20]),
        discriminator="reviews",
        among=tuple(one.ref for _, _, one in late),
        data={"definitions": tuple(name for _, name, _ in late)},
    )


def _due(definition: Definition) -> date | None:
    review = definition.reviewed
    if review is None or review.date is None or review.every is None:
        return None
    try:
        return review.date + timedelta(hours=review.every.hours)
    except OverflowError:
        return None
