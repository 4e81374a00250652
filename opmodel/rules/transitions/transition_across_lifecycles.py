"""A record that changes its path meets the condition of the new one."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Expression, Impossible, both
from opmodel.finding import Severity
from opmodel.graph import Move
from opmodel.model import is_draft
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare

_Apart = dict[tuple[str, str], bool]
"""Whether no record can be on two paths, by their ids."""


@rule(Severity.WARNING, needs=("transitions.converts", "transitions.sets", "lifecycles.when"))
def check(context: Context) -> Iterator[Problem]:
    """Yield moves between lifecycles of one object that no record takes both of, while nothing in it changes."""
    known = {path.id for path in context.each(Lifecycle)}
    apart: _Apart = {}
    for transition in context.each(Transition):
        if transition.converts or transition.triggers or transition.sets or transition.clears:
            continue
        for move in context.graph.journey.expand(transition):
            paths = _paths(move, context)
            if paths and known.issuperset(path.id for path in paths) and _are_apart(*paths, context, apart):
                yield _problem(move, *paths)
                break


def _paths(move: Move, context: Context) -> tuple[Lifecycle, Lifecycle] | None:
    """Return the lifecycle that a move leaves and the one it enters, where it is one of each and the object stays."""
    before = context.graph.journey.lifecycles(move.source)
    after = context.graph.journey.lifecycles(move.target)
    if len(before) != 1 or len(after) != 1 or before == after or is_draft(move.source) or is_draft(move.target):
        return None
    return (before[0], after[0]) if bare(before[0].object) == bare(after[0].object) else None


def _are_apart(one: Lifecycle, other: Lifecycle, context: Context, apart: _Apart) -> bool:
    if (one.id, other.id) not in apart:
        first, second = (path.when.tree if path.when else None for path in (one, other))
        apart[one.id, other.id] = bool(first and second and _exclude(first, second, one.object, context))
    return apart[one.id, other.id]


def _exclude(first: Expression, second: Expression, name: str, context: Context) -> bool:
    records = context.graph.records
    if not records.can_judge(name, (first, second)):
        return False
    return isinstance(both(first, second, records.columns(name)), Impossible)


def _problem(move: Move, before: Lifecycle, after: Lifecycle) -> Problem:
    transition = move.transition
    assert before.when
    assert after.when
    return Problem(
        transition.where(),
        f"transition '{transition.id}' leads from lifecycle '{before.id}' to lifecycle '{after.id}', but no record can "
        "meet the condition of both, and nothing in it changes on the way",
        "write what changes: `sets:` for a column, `converts:` for a record that ends and one that begins, `triggers:` "
        "for a move of the other lifecycle that this one sets off",
        notes=(
            (before.where("when"), f"it had to meet `{before.when.text}` before"),
            (after.where("when"), f"and must meet `{after.when.text}` after"),
        ),
    )
