"""Everything that somebody must answer for has one who does."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, named, section_of
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import listed


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield what names several accountable roles without saying that this is on purpose; decisions have their own."""
    people = context.graph.people
    for entity, answers in context.graph.answering:
        if isinstance(entity, Decision) or not context.known(entity) or len(answers) == 1 or entity.jointly:
            continue
        roles = people.different(answers)
        if len(roles) > 1 and not people.share_the_market(roles):
            yield _problem(entity, roles)


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
