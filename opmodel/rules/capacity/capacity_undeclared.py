"""Whoever delivers what was sold says how much they can carry."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.capacities import Capacity
from opmodel.model.sections.stages import Stage
from opmodel.wording import listed

_LISTED = 6
"""Stages of one role are named up to here."""


@rule(Severity.WARNING, needs=("stages.owner", "stages.coverage"))
def check(context: Context) -> Iterator[Problem]:
    """Yield roles that work on customers after the signature and whose capacity nobody declares, once any is."""
    model, carrying = context.model, context.graph.carrying
    if not model.of(Capacity) or any(ref.startswith("capacity/") for ref in model.broken):
        return
    found: dict[str, list[Stage]] = {}
    for stage in context.each(Stage, where=carrying.is_delivery):
        for name in carrying.unlimited(stage):
            found.setdefault(name, []).append(stage)
    for name, stages in found.items():
        yield _problem(name, stages, context)


def _problem(name: str, stages: list[Stage], context: Context) -> Problem:
    more = (f"{len(stages) - _LISTED} more",) if len(stages) > _LISTED else ()
    names = listed((*(f"'{stage.id}'" for stage in stages[:_LISTED]), *more))
    where = f"stage {names}" if len(stages) == 1 else f"stages {names}"
    record = context.graph.journey.record(stages[0])
    unit = next(iter(stages[0].objects((), context.model)), "...")
    return Problem(
        stages[0].where("owner") if stages[0].owner else stages[0].where(),
        f"role '{name}' looks after customers in {where}, and no capacity says how many it can carry",
        f"declare below capacities: how many one person has at a time, and what brings each {record}: "
        f"`{{role: {name}, unit: {unit}, per_head: ..., demand: {{from: ..., per_month: ..., duration: ...}}}}`",
        discriminator=name,
        owner=name,
    )
