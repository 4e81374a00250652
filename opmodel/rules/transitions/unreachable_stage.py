"""Every stage can be reached from where records come in."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.stages import Stage
from opmodel.wording import listed

_LISTED = 8
"""Stages of a large group are named up to here."""


@rule(Severity.ERROR, needs=("lifecycles.entries", "stages.entry_at"))
def check(context: Context) -> Iterator[Problem]:
    """Yield stages that no entry leads to; what only follows them is not repeated."""
    graph = context.graph
    paths = {path.id for path in context.each(Lifecycle)}
    if not graph.ways.whole:
        return
    missed = {stage.id for ends in graph.gaps.ends_missed.values() for stage in ends}
    spoken_for = graph.gaps.without_way_in | missed
    for group in graph.ways.unreached:
        unknown = [stage for stage in group if not context.known(stage)]
        homes = graph.journey.lifecycles(group[0])
        told = any(stage.id in spoken_for for stage in group)
        home = next((path for path in homes if path.id in paths), None)
        if not unknown and home and not told:
            yield _problem(group, home)


def _problem(group: tuple[Stage, ...], path: Lifecycle) -> Problem:
    first = group[0]
    if len(group) == 1:
        text = f"no record can get to stage '{first.id}': no entry of lifecycle '{path.id}' and no move leads there"
    else:
        more = (f"{len(group) - _LISTED - 1} more",) if len(group) > _LISTED + 1 else ()
        others = listed((*(f"'{stage.id}'" for stage in group[1 : _LISTED + 1]), *more))
        text = (
            f"no record can get to stage '{first.id}': only moves from {others} lead there, and no entry of "
            f"lifecycle '{path.id}' leads to any of them"
        )
    return Problem(
        first.where(),
        text,
        f"declare the move that leads there, name it in `entries:` of lifecycle '{path.id}', give it `entry_at:` if a "
        "date brings records in, or take it out",
        notes=tuple((stage.where(), "not reached either") for stage in group[1 : _LISTED + 1]),
    )
