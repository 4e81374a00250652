"""What must be true of a record in a stage is written somewhere."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import is_draft
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare, listed

_SAYING = ("definition", "entry", "entry_at", "exit", "checklist", "required_fields", "customer_outcome", "description")
"""Keys of a stage that say what it is."""
_LEAST = 2
"""Open stages without a meaning from which on a lifecycle is a list of words."""
_MOST_NAMED = 5


@rule(Severity.WARNING, needs=tuple(f"stages.{key}" for key in _SAYING))
def check(context: Context) -> Iterator[Problem]:
    """Yield lifecycles of which no open stage says what it means, once stages elsewhere do."""
    says = {stage.ref for stage in context.model.of(Stage) if _says(stage, context)}
    known = {stage.ref for stage in context.each(Stage)}
    if not says:
        return
    for path in context.each(Lifecycle):
        stages = [stage for stage in context.graph.journey.stages(path) if stage.is_open and not is_draft(stage)]
        entered = {bare(entry.stage) for entry in path.entries if entry.when}
        is_mute = all(one.ref in known - says and one.id not in entered for one in stages)
        if is_mute and len(stages) >= _LEAST:
            yield _problem(path, stages)


def _says(stage: Stage, context: Context) -> bool:
    """Tell whether a stage, or a move that leads into it, says what must hold there."""
    if any(getattr(stage, key) for key in _SAYING):
        return True
    moves = [move.transition for move in context.graph.journey.moves_in(stage)]
    return any(move.when or (move.accept and move.accept.criteria) for move in moves)


def _problem(path: Lifecycle, stages: list[Stage]) -> Problem:
    names = [f"'{stage.id}'" for stage in stages[:_MOST_NAMED]]
    more = (f"{len(stages) - _MOST_NAMED} more",) if len(stages) > _MOST_NAMED else ()
    return Problem(
        path.where("stages"),
        f"lifecycle '{path.id}': nothing says what {listed((*names, *more))} mean, so each moves records by feeling",
        "write what must be true to go on, `exit: [...]`, or a `definition:`; a sentence as `description:` is a start",
        tuple((stage.where(), f"stage '{stage.id}' is a word") for stage in stages),
        data={"entities": tuple(stage.ref for stage in stages)},
    )
