"""Neighbouring stages of a lifecycle are joined by moves."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Gap
from opmodel.graph.journey import MOST_MOVES
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition
from opmodel.wording import counted, listed


@rule(Severity.ERROR, needs=("lifecycles.entries", "stages.entry_at"))
def check(context: Context) -> Iterator[Problem]:
    """Yield stages that stand in an order, or have a clock or an entry, while a move that they need is missing."""
    known = {entity.ref for kind in (Stage, Lifecycle) for entity in context.each(kind)}
    if context.graph.journey.not_followed:
        yield _too_many(context.graph.journey.not_followed)
    if not context.graph.ways.whole:
        return
    for gap in context.graph.gaps.found.values():
        if gap.stage.ref in known and (gap.path is None or gap.path.ref in known):
            yield _problem(gap, context)


def _too_many(left: tuple[Transition, ...]) -> Problem:
    more = f" and {counted(len(left) - 1, 'transition')} after it" if len(left) > 1 else ""
    are = "are" if more else "is"
    return Problem(
        left[0].where(),
        f"the transitions declare more than {MOST_MOVES:,} ways from stage to stage: '{left[0].id}'{more} {are} not "
        "followed, and what is missing on any way is not reported",
        "name the stages that records really come from and go to, instead of `any` or a long list at both ends",
        severity=Severity.NOTE,
        discriminator="too many",
    )


def _problem(gap: Gap, context: Context) -> Problem:
    return Problem(
        gap.stage.where(),
        _message(gap, context),
        _way_out(gap),
        notes=tuple(
            (stage.where(), f"stage '{stage.id}' stands {word} it")
            for stage, word in ((gap.before, "before"), (gap.after, "behind"))
            if stage
        ),
    )


def _message(gap: Gap, context: Context) -> str:
    name = f"stage '{gap.stage.id}'"
    if gap.path is None:
        return f"{name} {context.graph.gaps.use(gap.stage)}, but no move leads into it or out of it"
    home = f"lifecycle '{gap.path.id}'"
    if gap.before and gap.after:
        return (
            f"{name} stands between '{gap.before.id}' and '{gap.after.id}' in {home}, but no move leads into it from "
            "an earlier stage and none leads on"
        )
    if gap.before:
        return (
            f"{name} comes after '{gap.before.id}' in {home}, but no move from there or any earlier stage leads into it"
        )
    return f"{name} comes before '{gap.after.id if gap.after else ''}' in {home}, but no move leads on from it"


def _way_out(gap: Gap) -> str:
    moves = [
        f"`{source.id}_to_{target.id}: {{from: {source.id}, to: {target.id}, kind: advance}}`"
        for source, target in ((gap.before, gap.stage), (gap.stage, gap.after))
        if source and target
    ]
    move = listed(moves) or f"the moves into and out of '{gap.stage.id}'"
    return f"declare {move} below transitions:, or take the stage out of the order"
