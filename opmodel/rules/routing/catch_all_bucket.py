"""What is left over has an owner and a meaning like everything else."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Where
from opmodel.model.sections.dimensions import Dimension
from opmodel.model.sections.reasons import Reason, Reasons
from opmodel.model.sections.roles import Level
from opmodel.model.sections.routing import Routing
from opmodel.wording import bare, listed

_FEWEST = 2
"""Codes with a consumer that make the one without it stand out."""

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
    """Yield queues for the rest that nobody works, values of dimensions for the rest, and codes that nobody reads."""
    for routing in context.each(Routing):
        yield from _queues(routing, context)
    for dimension in context.each(Dimension):
        yield from _values(dimension)
    for reasons in context.each(Reasons):
        yield from _codes(reasons)


def _queues(routing: Routing, context: Context) -> Iterator[Problem]:
    for name, where in _takers_of_the_rest(routing):
        role = context.graph.people.role(name)
        unworked = role is not None and role.level in (Level.QUEUE, Level.POOL) and not role.held_by
        if role and unworked and context.known(role) and not context.graph.people.special(role.id):
            yield Problem(
                where,
                f"routing '{routing.id}' puts what is left into {role.level} '{role.id}', which no role works",
                "say on the role who works it: `held_by: ...`; or give what is left to a role",
                notes=((role.where("level"), "nobody is said to work it"),),
                discriminator=role.id,
            )


def _takers_of_the_rest(routing: Routing) -> Iterator[tuple[str, Where]]:
    """Yield who gets what no condition names: by the last rule without one, and by the fallback."""
    number, last = len(routing.rules) - 1, routing.rules[-1] if routing.rules else None
    if last and last.when is None and last.assign and last.assign.role:
        yield bare(last.assign.role), routing.where("rules", number, "assign")
    if routing.fallback and routing.fallback.role:
        yield bare(routing.fallback.role), routing.where("fallback", "role")


def _values(dimension: Dimension) -> Iterator[Problem]:
    decided = [value for value in dimension.values if value.when]
    names = listed(f"'{one.id}'" for one in decided[:_NAMED])
    for value in dimension.values if decided else ():
        if not value.when and not value.description:
            yield Problem(
                dimension.where("values", value.id),
                f"value '{value.id}' of dimension '{dimension.id}' has no condition and no meaning, so it is whatever "
                f"{names} {'leaves' if len(decided) == 1 else 'leave'} over",
                "write the records that have it in `when:`, or what it means in `description:`",
                discriminator=value.id,
            )


def _codes(reasons: Reasons) -> Iterator[Problem]:
    codes = [value for value in reasons.values or () if isinstance(value, Reason)]
    idle = [code for code in codes if not code.consumer and not _follows(code)]
    if len(idle) == 1 and sum(1 for code in codes if code.consumer) >= _FEWEST:
        code = idle[0].code
        yield Problem(
            reasons.where("values", code),
            f"reason '{code}' of '{reasons.id}' is read by nobody and leads to nothing, while every other code has a "
            "consumer or says what follows",
            "name who learns from it (`consumer:`), say what follows from it (`revisit_after:`, `terminal: true`), or "
            "take it out of the list",
            discriminator=code,
        )


def _follows(code: Reason) -> bool:
    """Tell whether a code says what follows from it, or which group it belongs to."""
    return bool(code.terminal or code.revisit_after or code.category)
