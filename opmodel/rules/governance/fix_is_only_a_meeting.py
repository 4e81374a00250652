"""What stands in the way is changed, not only talked about in one more meeting."""

from collections.abc import Iterator
from datetime import date, timedelta

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.history import Event, Topic
from opmodel.model import Entity
from opmodel.model.sections.cadences import Cadence, Purpose
from opmodel.model.sections.dashboards import Dashboard
from opmodel.wording import bare, listed

_DAYS_PER_MONTH = 30.4375
_TALK = frozenset(("cadence", "dashboard"))
_BESIDE = frozenset(("source", "view", "survey", "waiver", "workaround", "question", "manifest"))
"""What says something about the work and changes nothing of it."""


@rule(Severity.WARNING)
def check(context: Context, *, months: int = 12, least_changes: int = 2, repair_days: int = 30) -> Iterator[Problem]:
    """Yield that changes only added meetings and dashboards, on the latest of them."""
    history = context.history
    if history is None:
        return
    recent = [one for one in history.after(round(months * _DAYS_PER_MONTH)) if one.topic is not Topic.WORDS]
    context.judge({one.day for one in recent})
    wait = timedelta(repair_days)
    repairs = [one.day for one in recent if one.kind not in _TALK | _BESIDE]
    alone = [
        (day, entity)
        for day, entity in _only_talk(context, recent)
        if day + wait <= history.until and not any(abs(one - day) <= wait for one in repairs)
    ]
    if len({day for day, _ in alone}) >= least_changes:
        yield _problem(alone, months, repair_days)


def _problem(alone: list[tuple[date, Entity]], months: int, repair_days: int) -> Problem:
    *others, (_, latest) = alone
    days = len({day for day, _ in alone})
    told = listed(f"{one.ref.partition('/')[0]} '{one.id}' on {day}" for day, one in alone)
    return Problem(
        latest.where(),
        f"{days} changes in {months} months only added meetings that decide nothing or one more dashboard, and "
        f"nothing else changed within {repair_days} days of them: {told}",
        "change what stood in the way: who owns it, what is handed over, what a term means, what pay rewards; or say "
        "what the meeting decides (`decides`)",
        notes=tuple((one.where(), f"added on {day}") for day, one in others),
    )


def _only_talk(context: Context, events: list[Event]) -> Iterator[tuple[date, Entity]]:
    """Yield what was added on days on which nothing else happened, where it is still there."""
    by_day: dict[date, list[Event]] = {}
    for one in events:
        by_day.setdefault(one.day, []).append(one)
    for day, own in sorted(by_day.items()):
        added = {one.entity for one in own if one.is_added and one.kind in _TALK}
        entities = [context.model.entities.get(ref) for ref in sorted(added)]
        if all(one.entity in added or one.kind in _BESIDE for one in own):
            yield from ((day, one) for one in entities if one and _only_talks(one, added, context))


def _only_talks(entity: Entity, added: set[str], context: Context) -> bool:
    """Tell whether a meeting decides nothing, or a dashboard shows what another one shows."""
    if not context.can_judge(entity):
        return False
    if isinstance(entity, Cadence):
        return not entity.decides and entity.purpose not in (Purpose.DECIDE, Purpose.PLAN)
    assert isinstance(entity, Dashboard)
    shown = {*map(bare, entity.answers), *map(bare, entity.kpis)}
    older = (one for one in context.model.of(Dashboard) if one.ref not in added)
    return any(shown & {*map(bare, one.answers), *map(bare, one.kpis)} for one in older)
