"""Every combination of segment, region and the like has an owner in every open stage."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.coverage import Hole
from opmodel.model import Where
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.stages import Stage
from opmodel.wording import counted

_NOTED = 4
"""Scopes, and rows of the coverage, that a finding shows."""


@rule(Severity.ERROR, needs=("stages.owner", "roles.scope", "coverage.when", "lifecycles.when"))
def check(context: Context) -> Iterator[Problem]:
    """Yield open stages with records of some kind that no owner and no row of the coverage is for."""
    found: dict[tuple[str, str], list[Hole]] = {}
    for stage in context.each(Stage):
        hole = context.graph.coverage.without_owner(stage) if stage.is_open else None
        if hole and not any(context.is_unsure(path) for path in context.graph.journey.lifecycles(stage)):
            found.setdefault((_home(hole).ref, hole.record), []).append(hole)
    for holes in found.values():
        yield _problem(holes, context)


def _home(hole: Hole) -> Stage | Lifecycle:
    """Return what names the owners of a stage: the stage, or the lifecycle that does it for all of its stages."""
    return hole.path if hole.path.owner and not hole.stage.owner else hole.stage


def _problem(holes: list[Hole], context: Context) -> Problem:
    first, home, owners = holes[0], _home(holes[0]), context.graph.journey.owners(holes[0].stage)
    own = (
        f"{context.graph.people.named(owners)} does not cover it"
        if len(owners) == 1
        else "none of its owners covers it"
    )
    more = f" and {counted(len(holes) - 1, 'other stage')} of lifecycle '{home.id}'" if len(holes) > 1 else ""
    scope = ", ".join(f"{dimension}: {value}" for dimension, value in first.values.items())
    rows = tuple(claim.where for claim in first.claims if claim.where.entity.startswith("coverage/"))
    return Problem(
        home.where("owner") if home.owner else home.where(),
        f"nobody answers for {first.record} in stage '{first.stage.id}'{more}: "
        + (own if owners else "no row of its coverage does either"),
        f"widen the scope of an owner, name a role{f' with `scope: {{{scope}}}`' if scope else ''} beside it, or say "
        "in a row below coverage: that it is on purpose: `nobody: ...`",
        notes=(*_scopes(first, context), *((row, "a row of the coverage") for row in rows[:_NOTED])),
        discriminator=" ".join(first.values.values()),
        data={"values": dict(first.values), "witness": dict(first.witness)},
    )


def _scopes(hole: Hole, context: Context) -> tuple[tuple[Where, str], ...]:
    roles = [context.graph.people.role(claim.role) for claim in hole.claims if claim.role]
    return tuple((one.where("scope"), f"what '{one.id}' is for") for one in roles if one and one.scope)[:_NOTED]
