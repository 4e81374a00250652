"""What the forecast counts by does not change in the days that the model has closed for changes."""

from collections.abc import Iterator
from datetime import date

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.history import Closing, Event, History, Topic, closing_of, without_slips
from opmodel.model import Entity, Model, section_of
from opmodel.model.entity import State
from opmodel.model.manifest import Freeze
from opmodel.model.sections.definitions import Definition
from opmodel.wording import bare, listed

_TOLD = 3
_SLIP_DAYS = 3
"""A change that is taken back within these days was a slip."""


@rule(Severity.ERROR, needs=("definitions.locked",))
def check(context: Context, *, within_days: int = 185) -> Iterator[Problem]:
    """Yield what changed inside the freeze, if versions are known, and what may though the forecast hangs on it."""
    freeze = _declared(context.model)
    if freeze and freeze.last and freeze.of and context.scene.history:
        yield from _changed(context, context.scene.history, within_days)
    if freeze and section_of(Definition).name in freeze.blocks:
        yield from _open(context, freeze)


def _declared(model: Model) -> Freeze | None:
    return model.about.freeze if model.about else None


def _changed(context: Context, history: History, within_days: int) -> Iterator[Problem]:
    """Yield what a declared freeze held and was changed all the same, unless whoever approves the forecast agreed."""
    closing = closing_of(context.model)
    found: dict[tuple[str, date], list[Event]] = {}
    for one in without_slips(history.after(within_days), _SLIP_DAYS):
        frozen = closing.around(one.day) if one.is_in_freeze else None
        if frozen and one.path and one.topic not in (Topic.WORDS, Topic.OWNER):
            found.setdefault((one.entity, frozen[1]), []).append(one)
    for (ref, end), events in sorted(found.items()):
        entity = context.model.entities.get(ref)
        if entity and _is_held(entity, context) and not _is_agreed(entity, closing.around(end), context.model):
            yield _problem(entity, events, closing, end)


def _is_held(entity: Entity, context: Context) -> bool:
    """Tell whether a freeze holds an entity of its sections: of definitions what is locked or in the forecast."""
    if not context.can_judge(entity):
        return False
    if isinstance(entity, Definition):
        return entity.locked or bool(context.graph.meaning.on_forecast(entity))
    return True


def _is_agreed(entity: Entity, frozen: tuple[date, date] | None, model: Model) -> bool:
    """Tell whether somebody who may agree did so in these days: who approves the forecast, anybody if none is named."""
    if not isinstance(entity, Definition) or frozen is None:
        return False
    named = model.about.approvers if model.about else None
    wanted = named.forecast if named else None
    days = (one.date for one in entity.approvers if wanted is None or bare(one.role) == bare(wanted))
    return any(day and frozen[0] <= day <= frozen[1] for day in days)


def _problem(entity: Entity, events: list[Event], closing: Closing, end: date) -> Problem:
    told = [f"{one.path} from {one.old or 'nothing'} to {one.new or 'nothing'} on {one.day}" for one in events[:_TOLD]]
    more = [f"{len(events) - _TOLD} more"] if len(events) > _TOLD else []
    is_meaning = isinstance(entity, Definition)
    agreed = "; or have whoever approves the forecast agree in those days and write it in `approvers`" * is_meaning
    what = f"{section_of(type(entity)).singular} '{entity.id}'"
    return Problem(
        entity.where(str(events[0].path).partition(".")[0]),
        f"{what} was changed inside the freeze, {closing}: {listed((*told, *more))}",
        f"take it back and change it after the freeze{agreed}",
        severity=None if is_meaning else Severity.WARNING,
        discriminator=f"changed {end}",
    )


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
