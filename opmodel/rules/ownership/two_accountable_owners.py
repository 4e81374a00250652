"""Everything that somebody must answer for has one who does."""

from collections import Counter
from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, named, section_of
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import listed


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield what names several accountable roles without saying that this is on purpose."""
    for entity, answers in context.graph.answering:
        if not context.known(entity) or len(answers) == 1 or entity.jointly:
            continue
        roles = _different(answers, context)
        if len(roles) > 1 and not _share_the_market(roles, context):
            yield _problem(entity, roles)


def _different(answers: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """Return the roles as written, one for each that means other people than those before it."""
    people = context.graph.people
    found: dict[str, str] = {}
    for name in answers:
        role = people.role(name)
        found.setdefault(role.id if role else name, name)
    return tuple(found.values())


def _share_the_market(roles: tuple[str, ...], context: Context) -> bool:
    """Tell whether one dimension gives each role its own records, so that every record has one owner."""
    scopes = [context.graph.people.scope(name) for name in roles]
    return any(
        all(dimension in scope for scope in scopes)
        and max(Counter(value for scope in scopes for value in set(scope[dimension])).values()) == 1
        for dimension in scopes[0]
    )


def _problem(entity: Entity, roles: tuple[str, ...]) -> Problem:
    field = section_of(type(entity)).accountable
    names = listed(f"'{name}'" for name in roles)
    joint = f" and write `joint: [{', '.join(roles)}]`" if isinstance(entity, Kpi) else ""
    count, none = ("two", "neither") if len(roles) == 2 else (str(len(roles)), "none of them")
    return Problem(
        entity.where(field),
        f"{named(entity.ref)} names {count} roles in `{field}`, {names}, so {none} answers for it alone",
        f"keep one in `{field}:`{joint}; where they answer together on purpose, write `jointly: true`",
    )
