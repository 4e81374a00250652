"""Whoever delivers what was sold says how much they can carry."""

from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import is_draft
from opmodel.model.sections.capacities import Capacity
from opmodel.model.sections.coverage import Coverage
from opmodel.model.sections.roles import Level
from opmodel.model.sections.stages import Side, Stage
from opmodel.wording import bare, listed

_LISTED = 6
"""Stages of one role are named up to here."""


@rule(Severity.WARNING, needs=("stages.owner", "stages.coverage"))
def check(context: Context) -> Iterator[Problem]:
    """Yield roles that work on customers after the signature and whose capacity nobody declares, once any is."""
    model = context.model
    if not model.of(Capacity) or any(ref.startswith("capacity/") for ref in model.broken):
        return
    carrying = _Carrying(context)
    found: dict[str, list[Stage]] = {}
    for stage in context.each(Stage, where=_is_delivery):
        if not any(map(carrying.is_covered, carrying.helpers(stage))):
            for owner in context.graph.journey.owners(stage):
                role = context.graph.people.role(owner)
                if role and _delivers(role.level) and not carrying.is_covered(owner):
                    found.setdefault(role.id, []).append(stage)
    for name, stages in found.items():
        if context.graph.people.is_people(name) and not context.graph.people.is_vacant(name):
            yield _problem(name, stages, context)


def _is_delivery(stage: Stage) -> bool:
    """Tell whether customers are served in a stage; one with a chance to win sells to them again."""
    is_selling = stage.probability is not None or stage.forecast_category
    return stage.is_open and stage.side is Side.POST_SALE and not is_selling


def _delivers(level: Level | None) -> bool:
    return level not in (Level.EXTERNAL, Level.AUTOMATION)


@dataclass
class _Carrying:
    """Who carries what a capacity is declared for: its role, its kinds, those who work it and those above it."""

    context: Context

    def __post_init__(self) -> None:
        people, model = self.context.graph.people, self.context.model
        self._roles: set[str] = set()
        for capacity in model.of(Capacity):
            names = people.working((capacity.role,))
            for name in (bare(capacity.role), *names, *people.members(capacity.role)):
                kinds = (*people.kinds(name), *(kind.id for kind in people.special(name)))
                self._roles.update(kinds, *(people.line(kind) for kind in kinds))
        self._rows: dict[str, list[str]] = {}
        for row in model.of(Coverage):
            for stage in (*row.stages, *row.optional):
                if row.role and not is_draft(row):
                    self._rows.setdefault(bare(stage), []).append(row.role)

    def is_covered(self, name: str) -> bool:
        """Tell whether a declared capacity is that of a role, of those who work it or of those it leads."""
        people = self.context.graph.people
        return not self._roles.isdisjoint((bare(name), *people.working((name,)), *people.members(name)))

    def helpers(self, stage: Stage) -> tuple[str, ...]:
        """Return who else works on the records of a stage."""
        named = stage.coverage.responsible if stage.coverage else ()
        return (*named, *self._rows.get(stage.id, ()))


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
