"""A move that leads from one object to another says what ends and what begins."""

from collections.abc import Iterator, Mapping

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Move
from opmodel.model import is_draft
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.transitions import Conversion, Transition
from opmodel.wording import bare


@rule(Severity.WARNING, needs=("transitions.converts",))
def check(context: Context) -> Iterator[Problem]:
    """Yield moves after which another object is looked at, while nothing says what becomes of the first."""
    created = _created(context)
    for transition in context.each(Transition):
        if transition.converts is None and not transition.triggers:
            for move in context.graph.journey.expand(transition):
                objects = _objects(move, context, created)
                if objects:
                    yield _problem(move, *objects)
                    break
        elif transition.converts:
            for move in context.graph.journey.expand(transition)[:1]:
                if _is_reversed(move, transition.converts, context):
                    yield _reversed(move, transition.converts)


def _created(context: Context) -> Mapping[str, frozenset[str]]:
    """Return the objects that entries create, by the stage where they come in."""
    found: dict[str, set[str]] = {}
    for path in context.model.of(Lifecycle):
        for entry in path.entries:
            if entry.creates:
                found.setdefault(bare(entry.stage), set()).add(bare(entry.creates))
    return {stage: frozenset(names) for stage, names in found.items()}


def _objects(move: Move, context: Context, created: Mapping[str, frozenset[str]]) -> tuple[str, str] | None:
    """Return the object before and the one after, where they differ for certain and no entry creates the second."""
    before = [bare(name) for name in move.source.objects((), context.model)]
    after = [bare(name) for name in move.target.objects((), context.model)]
    if not before or not after or set(before) & set(after) or is_draft(move.source) or is_draft(move.target):
        return None
    return None if created.get(move.target.id, frozenset()) & set(after) else (before[0], after[0])


def _is_reversed(move: Move, converts: Conversion, context: Context) -> bool:
    """Tell whether what ends is the object of the second stage, and what begins that of the first."""
    before = [bare(name) for name in move.source.objects((), context.model)]
    after = [bare(name) for name in move.target.objects((), context.model)]
    ends, begins = bare(converts.from_ or ""), bare(converts.to or "")
    return ends != begins and ends in after and begins in before and not (ends in before or begins in after)


def _reversed(move: Move, converts: Conversion) -> Problem:
    ends, begins = bare(converts.from_ or ""), bare(converts.to or "")
    return Problem(
        move.transition.where("converts"),
        f"transition '{move.transition.id}' leads from object '{begins}' to object '{ends}', and says that it converts "
        f"'{ends}' to '{begins}'",
        f"write `converts: {{from: {begins}, to: {ends}}}`, or turn the move round",
    )


def _problem(move: Move, before: str, after: str) -> Problem:
    transition, source, target = move.transition, move.source, move.target
    return Problem(
        transition.where(),
        f"transition '{transition.id}' leads from a stage of object '{before}' to one of object '{after}', and nothing "
        "says which record ends and which begins",
        f"write `converts: {{from: {before}, to: {after}}}`, or give it two stages of one lifecycle",
        notes=(
            (source.where(), f"stage '{source.id}' holds object '{before}'"),
            (target.where(), f"stage '{target.id}' holds object '{after}'"),
        ),
    )
