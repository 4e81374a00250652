"""Records that go round can also leave."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.stages import Stage
from opmodel.wording import listed

_LISTED = 8
"""Stages of a large circle are pointed at up to here."""


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield groups of stages whose moves lead only to each other."""
    graph = context.graph
    context.count(Stage)
    for group in graph.ways.traps if graph.ways.whole else ():
        if not any(stage.id in graph.gaps.without_way_out for stage in group):
            yield _problem(group, graph.journey.a_record(group[0]))


def _problem(group: tuple[Stage, ...], record: str) -> Problem:
    first, others = group[0], group[1:]
    names = listed((f"'{first.id}'", f"'{others[0].id}'" if len(others) == 1 else f"{len(others)} others"))
    return Problem(
        first.where(),
        f"stages {names} lead only to each other, so {record} there is never won, lost or done",
        "declare below transitions: how it ends, for instance "
        f"`lose_{first.id}: {{from: {first.id}, to: ..., kind: lose}}`",
        notes=tuple((stage.where(), f"stage '{stage.id}' leads back into the circle") for stage in others[:_LISTED]),
    )
