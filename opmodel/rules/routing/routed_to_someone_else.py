"""Routing gives a record to somebody who works where it goes."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Where
from opmodel.model.sections.routing import Routing, RoutingRule
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare, listed

_NEEDS = ("routing.when", "routing.rules.when", "routing.rules.assign", "stages.owner", "stages.coverage")
_NAMED = 3
"""Stages that a message names; longer lists are counted."""


@rule(Severity.ERROR, needs=_NEEDS)
def check(context: Context) -> Iterator[Problem]:
    """Yield rules of routings that give records to a role which is in no stage they can come to."""
    feeding, people = context.graph.feeding, context.graph.people

    def is_settled(stage: Stage) -> bool:
        return not context.is_unsure(stage) and context.graph.journey.is_owned(stage)

    for routing in context.each(Routing):
        for number, one in enumerate(routing.rules):
            stages = feeding.stages(routing, one)
            if not stages or not all(map(is_settled, stages)):
                continue
            for name in _given_to(one):
                known = people.is_known(name) and feeding.answers(name)
                if known and not any(feeding.is_welcome(name, stage) for stage in stages):
                    yield _problem(routing, (number, name), stages, context)


def _given_to(one: RoutingRule) -> tuple[str, ...]:
    named = (one.assign.role,) if one.assign and one.assign.role else one.pool
    return tuple(dict.fromkeys(map(bare, named)))


def _problem(routing: Routing, given: tuple[int, str], stages: tuple[Stage, ...], context: Context) -> Problem:
    (number, name), people = given, context.graph.people
    owners = tuple(dict.fromkeys(owner for stage in stages for owner in context.graph.journey.owners(stage)))
    return Problem(
        _where(routing, number),
        f"routing '{routing.id}' gives records to {people.named((name,))}, {_but(stages)} "
        f"{people.named(owners[:_NAMED])}",
        f"route to the owner, or say on the stage what '{name}' does there: `coverage: {{responsible: [{name}]}}`",
        notes=tuple(
            (stage.where("owner"), f"who takes records here: {people.named(_there(stage, context))}")
            for stage in stages[:_NAMED]
        ),
        discriminator=name,
    )


def _but(stages: tuple[Stage, ...]) -> str:
    if len(stages) == 1:
        return f"but stage '{stages[0].id}', where they go, belongs to"
    names = [f"'{stage.id}'" for stage in stages[:_NAMED]]
    more = [f"{len(stages) - _NAMED} more"] if len(stages) > _NAMED else []
    return f"who is in none of the stages they can come to: {listed((*names, *more))} belong to"


def _where(routing: Routing, number: int) -> Where:
    one = routing.rules[number]
    return routing.where("rules", number, "assign" if one.assign and one.assign.role else "pool")


def _there(stage: Stage, context: Context) -> tuple[str, ...]:
    return context.graph.feeding.welcome(stage)[:_NAMED]
