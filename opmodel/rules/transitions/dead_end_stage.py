"""Something leads out of every open stage."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield open stages that records enter and never leave."""
    graph = context.graph
    if not graph.ways.whole:
        return
    for stage in context.each(Stage):
        if stage.is_open and not graph.ways.out(stage) and _is_in_use(stage, context):
            record = graph.journey.a_record(stage)
            yield Problem(
                stage.where(),
                f"stage '{stage.id}' is open and nothing leads out of it, so {record} that gets there stays for ever",
                f"declare below transitions: how it ends, for instance `lose_{stage.id}: {{from: {stage.id}, to: ..., "
                "kind: lose}`; if it is an end itself, give it a closed `type:`",
                notes=tuple(
                    (one.where("forbidden"), "the only way out that is written is forbidden")
                    for one in context.model.holders(Transition, stage.ref)
                    if one.forbidden and stage.id in [name.rpartition("/")[2] for name in one.from_]
                ),
            )


def _is_in_use(stage: Stage, context: Context) -> bool:
    """Tell whether moves are described around the stage and no gap speaks of the same missing move."""
    ways = context.graph.ways
    paths = context.graph.journey.lifecycles(stage)
    if stage.id in context.graph.gaps.without_way_out:
        return False
    return bool(ways.into(stage)) or any(ways.is_walked(path) for path in paths)
