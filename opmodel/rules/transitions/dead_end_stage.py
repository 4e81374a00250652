"""Something leads out of every open stage."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Where
from opmodel.model.sections.stages import Side, Stage

_LISTED = 8
"""Ends that nothing leads to are pointed at up to here."""


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield open stages that records enter and never leave; a way out that is forbidden has its own rule."""
    known = {stage.id for stage in context.each(Stage, where=lambda stage: stage.is_open)}
    forbidden = {move.source.id for move in context.graph.journey.barred if move.source.id != move.target.id}
    for stage in context.graph.gaps.dead_ends:
        if stage.id in known and stage.id not in forbidden:
            record = context.graph.journey.a_record(stage)
            yield Problem(
                stage.where(),
                f"stage '{stage.id}' is open and nothing leads out of it, so {record} that gets there stays for ever",
                f"declare below transitions: how it ends, for instance `lose_{stage.id}: {{from: {stage.id}, to: ..., "
                "kind: lose}`; if it is an end itself, give it a closed `type:`",
                notes=tuple(_missed(stage, context)),
                severity=Severity.WARNING if _is_all_there_is(stage, context) else None,
            )


def _is_all_there_is(stage: Stage, context: Context) -> bool:
    """Tell whether a customer stage stands alone in its lifecycle: a journey that nobody has told yet."""
    paths = context.graph.journey.lifecycles(stage)
    return stage.side is Side.POST_SALE and bool(paths) and all(len(path.stages) == 1 for path in paths)


def _missed(stage: Stage, context: Context) -> Iterator[tuple[Where, str]]:
    for path in context.graph.journey.lifecycles(stage):
        for end in context.graph.gaps.ends_missed.get(path.id, ())[:_LISTED]:
            yield end.where(), f"nothing leads to stage '{end.id}' either"
