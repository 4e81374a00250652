"""What many entities lack in the same way is told once."""

from collections.abc import Iterator, Sequence

from opmodel.engine.problem import Problem
from opmodel.wording import bare, listed

MANY = 4
"""From so many on a reader wants the list, not one finding for each."""
_MOST_NAMED = 5
_MOST_NOTES = 20


def told_once(
    problems: Sequence[Problem], message: str, help: str, *, discriminator: str = "together"
) -> Iterator[Problem]:
    """Yield problems of one kind as they are, or where there are many one problem in their place.

    Args:
        problems: one for each entity, of one severity.
        message: what is said of all of them; `{count}` is their number and `{names}` the first of them.
        help: the way out of all of them.
        discriminator: tells the one problem apart from others of the rule that begin with the same entity.
    """
    if len(problems) < MANY:
        yield from problems
        return
    first, *others = problems
    refs = tuple(one.where.entity for one in problems)
    more = (f"{len(refs) - _MOST_NAMED} more",) if len(refs) > _MOST_NAMED else ()
    names = listed((*(f"'{bare(ref)}'" for ref in refs[:_MOST_NAMED]), *more))
    yield Problem(
        first.where,
        message.format(count=len(refs), names=names),
        help,
        tuple((one.where, f"'{bare(one.where.entity)}' as well") for one in others[:_MOST_NOTES]),
        severity=first.severity,
        discriminator=discriminator,
        data={"entities": refs},
        among=refs,
    )
