"""A function that the coverage table names is there wherever it has to help."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.coverage import Hole
from opmodel.model import Where, is_draft
from opmodel.model.sections.coverage import Coverage, Part
from opmodel.model.sections.promises import Promise
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare, listed

_NEEDS = ("coverage.role", "coverage.when", "coverage.stages", "coverage.part", "stages.coverage", "stages.owner")
_HELPS = (None, Part.ACCOUNTABLE, Part.RESPONSIBLE, Part.CONSULTED)
"""Parts in which somebody has to be there."""


@rule(Severity.WARNING, needs=_NEEDS)
def check(context: Context) -> Iterator[Problem]:
    """Yield stages where the table leaves records to nobody, where a keeper is not, and roles that nobody holds."""
    unsure = any(context.is_unsure(row) for row in context.model.of(Coverage))
    context.count(Coverage)
    context.count(Stage, where=lambda stage: stage.coverage)
    for stage in () if unsure else context.look(Stage):
        hole = None if context.graph.coverage.without_owner(stage) else context.graph.coverage.without_worker(stage)
        if hole:
            yield _left_out(hole, context)
    if not unsure:
        yield from _keepers(context)
    yield from _unheld(context)


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


def _keepers(context: Context) -> Iterator[Problem]:
    """Yield promises that a function keeps in a stage where neither it nor anybody of it is."""
    people, named = context.graph.people, _functions(context)
    for promise in context.model.of(Promise):
        keeper = promise.kept_by
        stage = context.model.get(Stage, keeper.stage) if keeper and keeper.stage else None
        if is_draft(promise) or not (keeper and keeper.role and stage) or context.is_unsure(stage):
            continue
        function = people.function(keeper.role)
        there = {people.function(name) for name in context.graph.feeding.welcome(stage)}
        if context.graph.journey.is_owned(stage) and function in named and "" not in there and function not in there:
            yield Problem(
                promise.where("kept_by", "stage"),
                f"{people.named((bare(keeper.role),))} keeps promise '{promise.id}' in stage '{stage.id}', and nobody "
                f"of {function} is there",
                f"say on the stage what they do: `coverage: {{responsible: [{bare(keeper.role)}]}}`, or in which stage "
                "they keep it",
                notes=((stage.where("coverage"), "who works in the stage"),),
                discriminator=f"{promise.id} {stage.id}",
            )


def _functions(context: Context) -> set[str]:
    """Return the functions that a coverage names, in the table or on a stage."""
    people, model = context.graph.people, context.model
    named = [row.role for row in model.of(Coverage) if row.role and not is_draft(row)]
    for beside in (stage.coverage for stage in model.of(Stage)):
        named += (*beside.responsible, *beside.consulted) if beside else ()
    return {people.function(name) for name in named} - {""}


def _unheld(context: Context) -> Iterator[Problem]:
    """Yield roles that stages count on and nobody holds; those that answer for something are owner-vacant's."""
    people, answering = context.graph.people, {bare(name) for _, names in context.graph.answering for name in names}
    found: dict[str, dict[str, Where]] = {}
    for name, stage, where in _counted_on(context):
        role = people.role(name)
        if role and people.is_vacant(role.id) and role.id not in answering and role.backup in (None, "peer"):
            found.setdefault(role.id, {}).setdefault(stage, where)
    for name, places in sorted(found.items()):
        stages = listed(f"'{stage}'" for stage in places)
        first, *others = places.values()
        yield Problem(
            first,
            f"{people.named((name,))} has to be in {'stage' if len(places) == 1 else 'stages'} {stages}, and nobody "
            "holds the role",
            "name who does it meanwhile (`backup:` on the role), or take it out of the coverage",
            notes=tuple((where, "and here") for where in others),
            discriminator=name,
        )


def _counted_on(context: Context) -> Iterator[tuple[str, str, Where]]:
    """Yield who has to be in which stage, and where that is written."""
    for stage in context.model.of(Stage):
        if not is_draft(stage) and stage.coverage:
            for field in ("responsible", "consulted"):
                names: tuple[str, ...] = getattr(stage.coverage, field)
                for name in names:
                    yield name, stage.id, stage.where("coverage", field)
    for row in context.model.of(Coverage):
        if row.role and row.part in _HELPS and not is_draft(row):
            for name in row.stages:
                yield row.role, bare(name), row.where("role")
