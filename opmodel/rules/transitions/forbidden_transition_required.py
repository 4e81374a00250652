"""Nothing needs a move that is forbidden."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.journey import Use
from opmodel.model import named
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition
from opmodel.wording import listed

_LISTED = 8
"""Uses of a forbidden move are pointed at up to here."""


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield forbidden moves that are the only way out of a stage, or that something else makes happen."""
    barred = context.graph.barred
    stuck = {stage.id for stage in context.graph.gaps.dead_ends if context.known(stage)}
    for transition in context.each(Transition):
        if not transition.forbidden:
            continue
        left = tuple(stage for stage in barred.from_stages(transition) if stage.id in stuck)
        if left:
            yield _dead_end(transition, left, context)
        uses = tuple(barred.uses(transition))
        if uses:
            yield _used(transition, uses)


def _dead_end(transition: Transition, stages: tuple[Stage, ...], context: Context) -> Problem:
    record = context.graph.journey.a_record(stages[0])
    names = listed(f"'{stage.id}'" for stage in stages[:_LISTED])
    where = f"stage {names}" if len(stages) == 1 else f"stages {names}"
    return Problem(
        transition.where("forbidden"),
        f"transition '{transition.id}' is forbidden, and it is the only way out of {where}, so {record} there stays "
        "for ever",
        f"take `forbidden: true` out, or declare below transitions: how {record} leaves '{stages[0].id}' instead",
        notes=tuple((stage.where(), "no other way leads out") for stage in stages[:_LISTED]),
        discriminator="only way out",
    )


def _used(transition: Transition, uses: tuple[Use, ...]) -> Problem:
    first = uses[0]
    more = f", and {len(uses) - 1} more count on it" if len(uses) > 1 else ""
    return Problem(
        transition.where("forbidden"),
        f"transition '{transition.id}' is forbidden, but {named(first.where.entity)} {first.how}{more}",
        "take `forbidden: true` out, say with `when:` or `by:` for whom it is forbidden, or take out what uses it",
        notes=tuple((one.where, f"{named(one.where.entity)} {one.how}") for one in uses[:_LISTED]),
        discriminator="used",
    )
