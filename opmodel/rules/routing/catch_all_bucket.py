"""What is left over has an owner and a meaning like everything else."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Where
from opmodel.model.sections.dimensions import Dimension, DimensionValue
from opmodel.model.sections.reasons import Reason, Reasons
from opmodel.model.sections.roles import Role
from opmodel.model.sections.routing import Routing
from opmodel.wording import listed

_NEEDS = (
    "routing.rules.when",
    "routing.rules.assign",
    "roles.held_by",
    "dimensions.values.when",
    "reasons.values.consumer",
)
_NAMED = 3
"""Values that a message names."""


@rule(Severity.WARNING, needs=_NEEDS)
def check(context: Context) -> Iterator[Problem]:
    """Yield what takes the rest and is nobody's: queues without hands, values without meaning, codes without an end."""
    rest = context.graph.rest
    for routing in context.each(Routing):
        for role, where in rest.unworked(routing):
            if context.known(role):
                yield _unworked(routing, role, where)
    for dimension in context.each(Dimension):
        yield from (_unmeant(dimension, value) for value in rest.unmeant(dimension))
    for reasons in context.each(Reasons):
        code = rest.unread(reasons)
        if code:
            yield _unread(reasons, code)


def _unworked(routing: Routing, role: Role, where: Where) -> Problem:
    return Problem(
        where,
        f"routing '{routing.id}' puts what is left into {role.level} '{role.id}', which no role works",
        "say on the role who works it: `held_by: ...`; or give what is left to a role",
        notes=((role.where("level"), "nobody is said to work it"),),
        discriminator=role.id,
    )


def _unmeant(dimension: Dimension, value: DimensionValue) -> Problem:
    decided = [value for value in dimension.values if value.when]
    names = listed(f"'{one.id}'" for one in decided[:_NAMED])
    return Problem(
        dimension.where("values", value.id),
        f"value '{value.id}' of dimension '{dimension.id}' has no condition and no meaning, so it is whatever "
        f"{names} {'leaves' if len(decided) == 1 else 'leave'} over",
        "write the records that have it in `when:`, or what it means in `description:`",
        discriminator=value.id,
    )


def _unread(reasons: Reasons, code: Reason) -> Problem:
    return Problem(
        reasons.where("values", code.code),
        f"reason '{code.code}' of '{reasons.id}' is read by nobody and leads to nothing, while every other code has a "
        "consumer or says what follows",
        "name who learns from it (`consumer:`), say what follows from it (`revisit_after:`, `terminal: true`), or "
        "take it out of the list",
        discriminator=code.code,
    )
