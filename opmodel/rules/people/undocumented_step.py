"""The work that people add by hand has a place in the model."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, named
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition
from opmodel.model.sections.workarounds import Workaround
from opmodel.wording import bare, listed

_PLACES: dict[type[Entity], tuple[str, ...]] = {
    Stage: ("checklist", "required_fields", "entry", "exit"),
    Transition: ("payload", "accept", "trigger", "when", "decision", "sets", "triggers", "converts"),
}
"""Where a step of people or a piece of context is written down."""
_NAMED = 3


@rule(Severity.WARNING, needs=("workarounds.caused_by",))
def check(context: Context) -> Iterator[Problem]:
    """Yield workarounds that nothing causes, or whose cause has no place for what is done."""
    for workaround in context.each(Workaround):
        if workaround.caused_by is None:
            yield _without_cause(workaround)
        else:
            cause = context.model.entities.get(workaround.caused_by)
            if cause and _has_no_place(cause, context):
                yield _without_place(workaround, cause)


def _without_cause(workaround: Workaround) -> Problem:
    costs = f"costs {workaround.minutes:g} minutes every {workaround.every.spoken}"
    return Problem(
        workaround.where(),
        f"workaround '{workaround.id}' {costs}, and nothing says what makes it necessary",
        "name the stage, handoff, definition or system that would have to change: `caused_by: transition/...`",
    )


def _has_no_place(cause: Entity, context: Context) -> bool:
    """Tell whether a stage or move says nothing at all about what is done in it, while others of its section do.

    A bare handoff is one finding of its own.
    """
    places = _PLACES.get(type(cause), ())
    if not places or _says_something(cause, places) or cause.absences.keys() & set(places):
        return False
    if isinstance(cause, Transition) and context.graph.journey.handoffs_of(cause):
        return False
    return any(_says_something(one, places) for one in context.model.of(type(cause)))


def _says_something(entity: Entity, places: tuple[str, ...]) -> bool:
    return any(getattr(entity, place) for place in places)


def _without_place(workaround: Workaround, cause: Entity) -> Problem:
    places = " or ".join(f"`{place}:`" for place in _PLACES[type(cause)][:_NAMED])
    people = listed(f"'{bare(name)}'" for name in workaround.by[:_NAMED])
    return Problem(
        workaround.where("caused_by"),
        f"workaround '{workaround.id}' is a step of {named(cause.ref)} known to {people} alone: nothing there says "
        "what is to be done",
        f"write the step where it belongs: {places} of {named(cause.ref)}",
        notes=((cause.where(), "nothing is written here about what is done"),),
        severity=Severity.NOTE,
    )
