"""Everything that somebody must answer for has one who does."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, named, section_of
from opmodel.model.sections.coverage import Involvement
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare, listed


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield what names several accountable roles without saying that this is on purpose; decisions have their own."""
    people = context.graph.people
    for entity, answers in context.graph.answering:
        if isinstance(entity, Decision) or not context.known(entity) or len(answers) == 1 or entity.jointly:
            continue
        roles = people.different(answers)
        if len(roles) > 1 and not people.share_the_market(roles):
            yield _problem(entity, roles, context)
    yield from _rows(context)
    yield from _beside(context)


def _rows(context: Context) -> Iterator[Problem]:
    """Yield rows of the coverage that make two roles accountable for the same records of a stage."""
    told: set[tuple[str, str]] = set()
    for stage in context.model.of(Stage):
        claimed = context.graph.coverage.claimed_twice(stage)
        if claimed and (claimed[0].id, claimed[1].id) not in told:
            one, other, record = claimed
            first, second = bare(one.role or ""), bare(other.role or "")
            told.add((one.id, other.id))
            yield Problem(
                other.where("role"),
                f"coverage '{one.id}' makes '{first}' accountable for {record} in stage '{stage.id}', and coverage "
                f"'{other.id}' makes it '{second}'",
                "narrow `when:` of one row, give one of them another `part:`, or write `jointly: true` on one where "
                "they answer together on purpose",
                notes=((one.where("role"), f"accountable too: '{first}'"),),
                discriminator=one.id,
                owner=context.graph.asking.settling(stage.ref, (first, second)),
            )


def _beside(context: Context) -> Iterator[Problem]:
    """Yield rows that make somebody else than its owner accountable for every record of a stage: no exception then."""
    people = context.graph.people
    for stage in context.each(Stage):
        owner = stage.owner[0] if len(stage.owner) == 1 and not stage.jointly else ""
        for row in context.graph.coverage.rows(stage) if owner else ():
            is_for_all = row.part is Involvement.ACCOUNTABLE and not (
                row.when or row.scope or row.jointly or row.absences
            )
            if row.role and is_for_all and not people.scope(row.role) and not _are_one(owner, row.role, context):
                yield Problem(
                    row.where("role"),
                    f"stage '{stage.id}' belongs to '{bare(owner)}', and coverage '{row.id}' makes '{bare(row.role)}' "
                    "accountable for all its records",
                    "keep one of the two, say with `when:` for which records the row is, or give it another `part:`",
                    notes=((stage.where("owner"), "the owner of the stage"),),
                    severity=Severity.WARNING,
                    discriminator=stage.id,
                    owner=context.graph.asking.settling(stage.ref, (owner, row.role)),
                )
                break


def _are_one(owner: str, role: str, context: Context) -> bool:
    """Tell whether two names mean the same people, or one is the function in which the other works."""
    people = context.graph.people
    inside = people.is_function(owner) and people.function(role) == bare(owner)
    return inside or len(people.different((owner, role))) == 1


def _problem(entity: Entity, roles: tuple[str, ...], context: Context) -> Problem:
    field = section_of(type(entity)).accountable
    names = listed(f"'{name}'" for name in roles)
    joint = f" and write `joint: [{', '.join(roles)}]`" if isinstance(entity, Kpi) else ""
    count, none = ("two", "neither") if len(roles) == 2 else (str(len(roles)), "none of them")
    return Problem(
        entity.where(field),
        f"{named(entity.ref)} names {count} roles in `{field}`, {names}, so {none} answers for it alone",
        f"keep one in `{field}:`{joint}; where they answer together on purpose, write `jointly: true`",
        owner=context.graph.asking.settling(entity.ref, roles),
    )
