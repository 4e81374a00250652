"""What the forecast counts by does not change in the days that the model has closed for changes."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Model
from opmodel.model.declaration import section_of
from opmodel.model.entity import State
from opmodel.model.manifest import Freeze
from opmodel.model.sections.definitions import Definition


@rule(Severity.ERROR, needs=("definitions.locked",))
def check(context: Context) -> Iterator[Problem]:
    """Yield what may change inside the freeze although the forecast hangs on it."""
    freeze = _declared(context.model)
    if freeze and section_of(Definition).name in freeze.blocks:
        yield from _open(context, freeze)


def _declared(model: Model) -> Freeze | None:
    return model.about.freeze if model.about else None


def _open(context: Context, freeze: Freeze) -> Iterator[Problem]:
    """Yield definitions that the freeze does not hold yet; a warning, because nothing has changed so far."""
    when = f"the last {freeze.last} of a {freeze.of}" if freeze.last and freeze.of else "the freeze"
    for one in context.each(Definition):
        why = context.graph.meaning.on_forecast(one)
        if why and not one.locked and one.state is not State.DEPRECATED:
            yield Problem(
                one.where(),
                f"definition '{one.id}' is not locked, so it may change in {when}: {why}",
                "write `locked: true`, so that a change in those days is seen and needs whoever approves the forecast",
                severity=Severity.WARNING,
                discriminator="not locked",
            )
