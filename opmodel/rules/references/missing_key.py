"""Every entity has the keys it cannot be understood without."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Model
from opmodel.model.sections.statuses import Status
from opmodel.model.sections.transitions import Transition
from opmodel.wording import listed


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield entities and groups that lack a required key, and moves without an end that change no status."""
    yield from context.reading()
    for transition in context.model.of(Transition):
        missing = [name for name, ends in (("from", transition.from_), ("to", transition.to)) if not ends]
        if missing and not _changes_status(transition, context.model):
            names = listed([f"'{name}'" for name in missing])
            yield Problem(
                transition.where(),
                f"transition '{transition.id}' lacks {names}, and it changes no status",
                "add the stages it leaves and enters, or name under sets: or clears: the status it changes",
            )


def _changes_status(transition: Transition, model: Model) -> bool:
    return any(model.get(Status, name) for name in transition.changed)
