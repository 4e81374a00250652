"""What travels with a record is produced by somebody and used by somebody."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.transitions import PayloadItem, Transition
from opmodel.wording import listed

_LISTED = 6
"""Items of one move are named up to here."""
_SIDES = {"produced_in": "produces", "used_in": "uses"}


@rule(Severity.WARNING)
def check(context: Context) -> Iterator[Problem]:
    """Yield moves with items that no stage produces or uses, once any item of the model says which stage does."""
    every = [item for one in context.model.of(Transition) for item in one.payload]
    said = [field for field in _SIDES if any(getattr(item, field) for item in every)]
    for transition in context.each(Transition):
        for field in said:
            silent = [item for item in transition.payload if _is_missing(transition, item, field)]
            if silent:
                yield _problem(transition, silent, field)


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
