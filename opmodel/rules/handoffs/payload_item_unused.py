"""What travels with a record is produced by somebody and used by somebody."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import PayloadItem, Transition
from opmodel.wording import listed

_LISTED = 6
"""Items of one move are named up to here."""
_SIDES = {"produced_in": "produces", "used_in": "uses"}

_Leads: TypeAlias = Callable[[Stage, Stage], bool | None]


@rule(Severity.WARNING)
def check(context: Context) -> Iterator[Problem]:
    """Yield moves with items that no stage produces or uses, once any item of the model says which stage does."""
    every = [item for one in context.model.of(Transition) for item in one.payload]
    said = [field for field in _SIDES if any(getattr(item, field) for item in every)]
    for transition in context.each(Transition, where=lambda one: one.payload) if said else ():
        for field in said:
            silent = [item for item in transition.payload if _is_missing(transition, item, field)]
            if silent:
                yield _problem(transition, silent, field)
        yield from _out_of_order(transition, context)


def _out_of_order(transition: Transition, context: Context) -> Iterator[Problem]:
    """Yield items that are made only after the move, or read only before it; where no way leads nothing is said."""
    moves = context.graph.journey.expand(transition)
    sources, targets = [move.source for move in moves], [move.target for move in moves]
    leads = context.graph.ways.lies_ahead
    for item in transition.payload if moves else ():
        for made in _stages(item.produced_in, context):
            if _is_beyond(made, leads, sources, targets):
                text = f"is produced in stage '{made.id}', which the record reaches only after the move"
                yield _misplaced(transition, item, "produced_in", text)
        read = _stages(item.used_in, context)
        if read and all(_is_beyond(one, lambda a, b: leads(b, a), targets, sources) for one in read):
            text = f"is used in stage '{read[0].id}', which lies before the move"
            yield _misplaced(transition, item, "used_in", text)


def _is_beyond(stage: Stage, leads: _Leads, near: list[Stage], far: list[Stage]) -> bool:
    """Tell whether a stage lies on the far side of a move alone; `leads` tells whether one stage leads to another."""
    return all(leads(stage, one) is False for one in near) and any(leads(one, stage) for one in far)


def _stages(names: tuple[str, ...] | str | None, context: Context) -> list[Stage]:
    written = (names,) if isinstance(names, str) else names or ()
    return [stage for name in written if (stage := context.model.get(Stage, name))]


def _misplaced(transition: Transition, item: PayloadItem, field: str, text: str) -> Problem:
    instead = "a stage before the move" if field == "produced_in" else "the stages after it that read it"
    return Problem(
        transition.where("payload", item.id, field),
        f"transition '{transition.id}': item '{item.id}' of its payload {text}",
        f"name in `{field}:` {instead}, or take the item out",
        discriminator=f"{field} {item.id}",
    )


def _is_missing(transition: Transition, item: PayloadItem, field: str) -> bool:
    path = f"payload.{item.id}.{field}"
    absent = transition.absences
    return not getattr(item, field) and not any(one.path == path for one in absent.values())


def _problem(transition: Transition, items: list[PayloadItem], field: str) -> Problem:
    more = (f"{len(items) - _LISTED} more",) if len(items) > _LISTED else ()
    names = listed((*(f"'{item.id}'" for item in items[:_LISTED]), *more))
    word, them = ("item", "it") if len(items) == 1 else ("items", "them")
    stage = "the stage that writes it" if field == "produced_in" else "the stages that read it"
    return Problem(
        transition.where("payload", items[0].id),
        f"transition '{transition.id}': nobody says which stage {_SIDES[field]} {word} {names} of its payload",
        f"write `{field}:` with {stage}; what nobody {'can fill in' if field == 'produced_in' else 'reads'} need not "
        f"travel: take {them} out",
        notes=tuple((transition.where("payload", item.id), f"no `{field}`") for item in items[1:_LISTED]),
        discriminator=field,
    )
