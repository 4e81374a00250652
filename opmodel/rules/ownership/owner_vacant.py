"""Whoever answers for something is there."""

from collections.abc import Iterator
from functools import cache

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, Where, named, section_of
from opmodel.model.reading import Trail
from opmodel.model.sections.escalations import Escalation
from opmodel.model.sections.functions import Function
from opmodel.model.sections.roles import Role
from opmodel.model.sections.routing import Routing
from opmodel.model.sections.stages import Stage, StageType
from opmodel.model.sections.transitions import Transition
from opmodel.wording import listed

_VERBS = {"lead": "is led by", "decide": "is decided by"}
_LISTED = 8
"""What a function without a holder at its head answers for is listed up to here."""


@rule(Severity.ERROR, needs=("roles.vacant",))
def check(context: Context) -> Iterator[Problem]:
    """Yield what belongs to a role that nobody holds."""

    @cache
    def vacant(name: str) -> Role | None:
        role = context.model.get(Role, name)
        return role if role and context.known(role) and context.graph.people.is_vacant(role.id) else None

    for entity, answers in context.graph.answering:
        empty = [role for name in answers if (role := vacant(name))]
        if empty and len(empty) == len(answers) and not _is_closed(entity) and context.known(entity):
            yield _problem(entity, empty[0], context)
    for entity, trail, names, verb in _asked(context):
        empty = [role for name in names if (role := vacant(name))]
        if empty and len(empty) == len(names) and context.known(entity):
            yield _nobody(entity, trail, verb, empty[0], context)


def _asked(context: Context) -> Iterator[tuple[Entity, Trail, tuple[str, ...], str]]:
    """Yield who takes records over, is asked in an escalation or gets what routing leaves, with where and how.

    Whoever accepts what enters a stage of their own is told about there.
    """
    journey = context.graph.journey
    for transition in context.model.of(Transition):
        accepting = transition.accept.by if transition.accept else ()
        owners = {name for move in journey.expand(transition) for name in journey.owners(move.target)}
        if owners.isdisjoint(accepting):
            yield transition, ("accept", "by"), accepting, "is accepted by"
    for ladder in context.model.of(Escalation):
        yield ladder, ("steps",), context.graph.governance.asked(ladder.ref), "asks nobody but"
    for routing in context.model.of(Routing):
        if routing.fallback and routing.fallback.role:
            yield routing, ("fallback", "role"), (routing.fallback.role,), "falls back on"


def _nobody(entity: Entity, trail: Trail, verb: str, role: Role, context: Context) -> Problem:
    deputy = _deputy(role, context)
    stands_in = "" if deputy else f", or say on role '{role.id}' who stands in: `backup:`"
    return Problem(
        entity.where(*trail),
        f"{named(entity.ref)} {verb} role '{role.id}', which nobody holds"
        + (f"; role '{deputy}' stands in" if deputy else ""),
        f"name a role there that somebody holds{stands_in}",
        notes=(_note(role, context),),
        severity=Severity.WARNING,
        discriminator=".".join(map(str, trail)),
    )


def _is_closed(entity: Entity) -> bool:
    return isinstance(entity, Stage) and entity.type not in (StageType.OPEN, StageType.HOLDING)


def _problem(entity: Entity, role: Role, context: Context) -> Problem:
    field = section_of(type(entity)).accountable
    deputy = _deputy(role, context)
    answered = context.graph.answered_for(entity) if isinstance(entity, Function) else ()
    is_urgent = not isinstance(entity, Function) or any(map(context.graph.must_be_answered_for, answered[:1]))
    waiting = tuple(
        (one.where(section_of(type(one)).accountable), f"{named(one.ref)} waits for the same role")
        for one in answered[:_LISTED]
    )
    return Problem(
        entity.where(field),
        f"{named(entity.ref)} {_VERBS.get(field, 'belongs to')} role '{role.id}', which nobody holds"
        + (f"; role '{deputy}' stands in" if deputy else ""),
        f"name a role in `{field}:` that somebody holds"
        + ("" if deputy else f", or say on role '{role.id}' who stands in: `backup:`"),
        notes=(_note(role, context), *waiting),
        severity=Severity.WARNING if deputy or not is_urgent else None,
    )


def _note(role: Role, context: Context) -> tuple[Where, str]:
    if role.vacant or role.headcount is not None:
        return role.where("vacant" if role.vacant else "headcount"), f"nobody holds '{role.id}'"
    if role.held_by:
        return role.where("held_by"), f"nobody is there to work '{role.id}'"
    kinds = listed(f"'{kind.id}'" for kind in context.graph.people.special(role.id))
    return role.where(), f"nobody holds {kinds}, all there is of '{role.id}'"


def _deputy(role: Role, context: Context) -> str:
    """Return the role that stands in, if somebody holds it; a peer of nobody is nobody."""
    deputy = context.model.get(Role, role.backup) if role.backup else None
    return deputy.id if deputy and deputy.id != role.id and not context.graph.people.is_vacant(deputy.id) else ""
