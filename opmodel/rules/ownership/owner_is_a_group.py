"""One role answers, not a group."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, named, section_of
from opmodel.model.sections.roles import Level, Role
from opmodel.model.sections.stages import Stage, StageType

_LISTED = 8
"""What one group answers for is pointed at up to here."""
_EVERYBODY = ("each", "every", "everyone", "everybody", "all", "whoever")


@rule(Severity.WARNING, needs=("roles.level",))
def check(context: Context) -> Iterator[Problem]:
    """Yield roles that are several people at once and yet answer for something; one finding for each."""
    groups = {name: role for role in context.model.of(Role) if _is_group(role) for name in (role.id, role.ref)}
    found: dict[str, list[Entity]] = {}
    for entity, answers in context.graph.answering if groups else ():
        if _is_closed(entity):
            continue
        for role in map(groups.get, answers):
            if role and context.known(role) and context.known(entity):
                found.setdefault(role.id, []).append(entity)
    for name, entities in found.items():
        yield _problem(groups[name], entities, context)


def _is_closed(entity: Entity) -> bool:
    return isinstance(entity, Stage) and entity.type not in (StageType.OPEN, StageType.HOLDING)


def _is_group(role: Role) -> bool:
    """Tell whether a role is a team, or says in its name that it is everybody; a queue or program is none."""
    if role.level is Level.TEAM:
        return True
    first = (role.name or role.id).replace("_", " ").casefold().split(" ")[0]
    return first in _EVERYBODY and role.level not in (Level.QUEUE, Level.POOL, Level.AUTOMATION)


def _problem(role: Role, entities: list[Entity], context: Context) -> Problem:
    answered = sorted(entities, key=lambda one: not context.graph.must_be_answered_for(one))
    first, others = answered[0], answered[1:]
    more = f" and {named(others[0].ref) if len(others) == 1 else f'{len(others)} others'}" if others else ""
    what = "is a team" if role.level is Level.TEAM else "is everybody"
    function = context.graph.people.function(role.id)
    lead = context.graph.people.role(function) if function else None
    instead = f", for instance '{lead.id}', who leads {function}" if lead and lead.id != role.id else ""
    return Problem(
        role.where("level") if role.level else role.where(),
        f"role '{role.id}' {what} and answers for {named(first.ref)}{more}: when it goes wrong, nobody in particular "
        "has to explain it",
        f"name the one role that answers{instead}; where people work off a list in turn, the role is a `level: queue` "
        "or `level: pool` with `held_by:`",
        notes=tuple(
            (one.where(section_of(type(one)).accountable), f"answers for {named(one.ref)}")
            for one in answered[:_LISTED]
        ),
        owner=lead.id if lead else "",
    )
