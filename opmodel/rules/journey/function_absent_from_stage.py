"""A function that the coverage table names is there wherever it has to help."""

from collections.abc import Iterator, Mapping

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.coverage import Away, Hole
from opmodel.model import Where
from opmodel.model.sections.coverage import Coverage
from opmodel.model.sections.stages import Stage
from opmodel.wording import listed

_NEEDS = ("coverage.role", "coverage.when", "coverage.stages", "coverage.part", "stages.coverage", "stages.owner")


@rule(Severity.WARNING, needs=_NEEDS)
def check(context: Context) -> Iterator[Problem]:
    """Yield who is counted on and is not there: for some records, in a stage where they promised to be, or at all."""
    presence = context.graph.presence
    unsure = any(context.is_unsure(row) for row in context.model.of(Coverage))
    context.count(Coverage)
    context.count(Stage, where=lambda stage: stage.coverage)
    for stage in () if unsure else context.look(Stage):
        hole = presence.left_out(stage)
        if hole:
            yield _left_out(hole, context)
    for away in () if unsure else presence.away():
        if not context.is_unsure(away.stage):
            yield _away(away, context)
    for name, places in presence.empty_chairs().items():
        yield _unheld(name, places, context)


def _left_out(hole: Hole, context: Context) -> Problem:
    names = tuple(dict.fromkeys(claim.role for claim in hole.claims if claim.role))
    first = next(claim for claim in hole.claims if claim.role and claim.where.entity.startswith("coverage/"))
    return Problem(
        first.where,
        f"the coverage of stage '{hole.stage.id}' leaves out {hole.record}: {context.graph.people.named(names)} "
        f"{'is' if len(names) == 1 else 'are'} there for others, and no row says that nobody is needed",
        "widen a row, or say that it is on purpose: `{nobody: why, when: ..., "
        f"stages: [{hole.stage.id}], part: responsible}}`",
        notes=((hole.stage.where(), "the stage"),),
        severity=None if hole.values else Severity.NOTE,
        discriminator=hole.stage.id,
        data={"witness": dict(hole.witness)},
    )


def _away(away: Away, context: Context) -> Problem:
    promise, stage, people = away.promise, away.stage, context.graph.people
    return Problem(
        promise.where("kept_by", "stage"),
        f"{people.named((away.keeper,))} keeps promise '{promise.id}' in stage '{stage.id}', and nobody of "
        f"{away.function} is there",
        f"say on the stage what they do: `coverage: {{responsible: [{away.keeper}]}}`, or in which stage they keep it",
        notes=((stage.where("coverage"), "who works in the stage"),),
        discriminator=f"{promise.id} {stage.id}",
    )


def _unheld(name: str, places: Mapping[str, Where], context: Context) -> Problem:
    stages = listed(f"'{stage}'" for stage in places)
    first, *others = places.values()
    return Problem(
        first,
        f"{context.graph.people.named((name,))} has to be in {'stage' if len(places) == 1 else 'stages'} {stages}, and "
        "nobody holds the role",
        "name who does it meanwhile (`backup:` on the role), or take it out of the coverage",
        notes=tuple((where, "and here") for where in others),
        discriminator=name,
    )
