"""Nothing stops because one person is away."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.measures import find
from opmodel.model import Entity, named, section_of
from opmodel.model.sections.responsibilities import Responsibility
from opmodel.model.sections.roles import Role
from opmodel.wording import counted

_LISTED = 8
"""What stops is listed up to here."""


@rule(Severity.WARNING, needs=("roles.backup", "roles.headcount"))
def check(context: Context, *, at_least_entities: int = 3) -> Iterator[Problem]:
    """Yield roles that one person holds and on which several things hang, once any role says who stands in."""
    roles = {role.ref: role for role in context.look(Role)}
    if not any(role.backup or "backup" in role.absences for role in context.model.of(Role)):
        return
    context.judge(roles)
    for part in find("key_person_blast_radius").of(context.scene).parts:
        stopping = [context.model.entities[ref] for ref in part.refs]
        stopping = [one for one in stopping if not (isinstance(one, Responsibility) and one.stand_in)]
        if part.ref in roles and len(stopping) >= at_least_entities:
            yield _problem(roles[part.ref], stopping, context)


def _problem(role: Role, stopping: list[Entity], context: Context) -> Problem:
    return Problem(
        role.where("headcount"),
        f"one person holds role '{role.id}' and nobody stands in, so {counted(len(stopping), 'thing')} stop when they "
        "are away",
        "name who stands in: `backup:` with a role; where nobody can, say who watches: `none: {backup: ...}`",
        notes=tuple((one.where(_field(one)), f"{named(one.ref)} stops") for one in stopping[:_LISTED]),
        owner=next(iter(context.graph.people.line(role.id)), ""),
    )


def _field(entity: Entity) -> str:
    return section_of(type(entity)).accountable
