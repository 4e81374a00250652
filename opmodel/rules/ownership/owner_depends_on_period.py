"""Who owns something does not change with the quarter."""

from collections.abc import Iterable, Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.history import Chance, Closing, Event, History, chance_of, closing_of, without_slips
from opmodel.model import Entity, section_of
from opmodel.wording import counted, listed, with_article

_DAYS_PER_MONTH = 30.4375
_SEVERAL = 3
_WAY_OUT = "agree on an owner for the whole year; who helps out near the end is a `backup` and owns nothing"


@rule(Severity.WARNING)
def check(
    context: Context, *, months: int = 12, most_changes: int = 2, slip_days: int = 3, chance_percent: float = 5.0
) -> Iterator[Problem]:
    """Yield owners that changed again and again, and owners that change near the ends of quarters.

    The second is compared with how often anything changes (see `Chance`). Days near the end of a fiscal year are left
    out on both sides: who owns what in the new year is decided then.
    """
    history = context.history
    if history is None:
        return
    owned = {one.ref: one for one in context.model.entities.values() if one.answering and context.can_judge(one)}
    context.judge(owned.values())
    recent = [one for one in history.after(round(months * _DAYS_PER_MONTH)) if one.is_move and one.entity in owned]
    moves: dict[str, list[Event]] = {}
    for one in without_slips(recent, slip_days):
        moves.setdefault(one.entity, []).append(one)
    closing = closing_of(context.model)
    often = {ref: own for ref, own in moves.items() if len(own) > most_changes}
    for ref, own in sorted(often.items()):
        yield _often(owned[ref], own, months, closing)
    rest = [one for ref, own in sorted(moves.items()) if ref not in often for one in own]
    yield from _late(owned, rest, history, closing, chance_percent / 100)


def _often(entity: Entity, moves: list[Event], months: int, closing: Closing) -> Problem:
    near = sum(closing.holds(one.day) for one in moves)
    when = f", {near} of them in {closing}" if near else ""
    told = listed(f"to {one.new} on {one.day}" for one in moves)
    section = section_of(type(entity))
    return Problem(
        entity.where(section.accountable),
        f"{section.singular} '{entity.id}' changed its owner {len(moves)} times in {months} months{when}: {told}",
        _WAY_OUT,
        discriminator="often",
    )


def _late(
    owned: dict[str, Entity], moves: Iterable[Event], history: History, closing: Closing, likely: float
) -> Iterator[Problem]:
    """Yield that owners change near the ends of quarters, on the first of them; several days in several quarters."""
    late = [one for one in moves if closing.holds(one.day) and not _is_planning(one, closing)]
    quarters = {closing.fiscal.quarter(one.day) for one in late}
    chance = _chance(moves, history, closing)
    if chance.near < _SEVERAL or len(quarters) == 1 or chance.likelihood > likely:
        return
    first, *others = dict.fromkeys(one.entity for one in late)
    entity = owned[first]
    yield Problem(
        entity.where(section_of(type(entity)).accountable),
        f"owners change near the end of {with_article(closing.of)}: on {chance.near} of {chance.days} days that was in "
        f"{closing}, against {chance.all_near} of {counted(chance.all_days, 'day')} on which anything changed (by "
        f"chance {chance.spoken})",
        _WAY_OUT,
        notes=tuple((owned[one].where(section_of(type(owned[one])).accountable), "so did this") for one in others),
        discriminator="late",
    )


def _chance(moves: Iterable[Event], history: History, closing: Closing) -> Chance:
    days = [one.day for one in moves if not _is_planning(one, closing)]
    every = [one for one in history.days if not (closing.holds(one) and closing.fiscal.is_year_end(one))]
    return chance_of(days, every, closing.holds)


def _is_planning(event: Event, closing: Closing) -> bool:
    return closing.holds(event.day) and closing.fiscal.is_year_end(event.day)
