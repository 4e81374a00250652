"""Neighbouring stages of a lifecycle are joined by moves."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Gap
from opmodel.graph.journey import MOST_MOVES
from opmodel.model import is_draft
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
    for path in context.each(Lifecycle):
        if path.ref in known:
            yield from _by_date(path, context)


def _by_date(path: Lifecycle, context: Context) -> Iterator[Problem]:
    """Yield stages that begin on a day, while a record may still be in an earlier one that does not lead there."""
    stages = [stage for stage in context.graph.journey.stages(path) if stage.is_open and not is_draft(stage)]
    if not any(_ends(stage) for stage in stages):
        return
    for place, stage in enumerate(stages):
        if not stage.entry_at:
            continue
        coming = {move.source.id for move in context.graph.journey.moves_in(stage)}
        before = [one for one in stages[:place] if one.side is stage.side and one.id not in coming]
        waiting = [one for one in before if not _ends(one) and _is_on_the_way(one, coming, context)]
        if coming and waiting:
            yield _left_behind(path, stage, waiting)


def _ends(stage: Stage) -> bool:
    """Tell whether something ends the time in a stage, as far as anybody knows."""
    return bool(stage.sla or stage.stall or {"sla", "stall"} & stage.absences.keys())


def _is_on_the_way(stage: Stage, coming: set[str], context: Context) -> bool:
    """Tell whether records come into a stage before they are where the day finds them; a detour leads back there."""
    return any(move.source.id not in coming for move in context.graph.journey.moves_in(stage))


def _left_behind(path: Lifecycle, stage: Stage, waiting: list[Stage]) -> Problem:
    assert stage.entry_at
    names, day = listed(f"'{one.id}'" for one in waiting), stage.entry_at.date.text
    return Problem(
        stage.where("entry_at"),
        f"stage '{stage.id}' of lifecycle '{path.id}' begins by '{day}', and no move leads there from "
        f"{names}, where a record may still be on that day",
        f"let the move to '{stage.id}' start there too (`from: any`), or give the earlier stages a time limit",
        tuple((one.where(), f"stage '{one.id}' has no time limit") for one in waiting),
        severity=Severity.WARNING,
        discriminator=f"by date {path.id}",
    )


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
