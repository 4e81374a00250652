"""What is sold goes on: a lifecycle starts where a deal is won."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import is_draft
from opmodel.model.sections.capacities import Capacity
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.promises import Promise
from opmodel.model.sections.stages import Side, Stage, StageType
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare, listed

_GONE = (StageType.LOST, StageType.DISQUALIFIED, StageType.VOID)
_NAMED = 3


@rule(Severity.ERROR, needs=("lifecycles.stages", "lifecycles.entries"))
def check(context: Context) -> Iterator[Problem]:
    """Yield one problem where nothing at all goes on from any won stage, and nothing begins behind it."""
    ways = context.graph.ways
    paths = context.look(Lifecycle)
    all_known = not any(context.is_unsure(path) for path in context.model.of(Lifecycle))
    won = list(dict.fromkeys(stage.id for path in paths for stage in _won(path, context)))
    stages = [stage for name in won if (stage := context.model.get(Stage, name))]
    if not (stages and all_known and ways.whole):
        return
    context.judge(stages)
    if not any(_leads_on(stage, context) for stage in stages) and not any(_begins(path, context) for path in paths):
        yield _problem(stages, context)


def _won(path: Lifecycle, context: Context) -> Iterator[Stage]:
    for stage in context.graph.journey.stages(path):
        if stage.type is StageType.WON and stage.side is Side.ACQUISITION and not is_draft(stage):
            yield stage


def _leads_on(stage: Stage, context: Context) -> bool:
    """Tell whether something comes after a stage: a move out of it, one that it sets off, an object it creates."""
    journey = context.graph.journey
    for move in journey.moves_out(stage):
        if not move.transition.kind.is_return and move.target.type not in _GONE:
            return True
    return any(_starts_another(move.transition, context) for move in journey.moves_in(stage))


def _starts_another(transition: Transition, context: Context) -> bool:
    triggered = transition.triggers and context.model.get(Transition, transition.triggers)
    if triggered and any(move.target.is_open for move in context.graph.journey.expand(triggered)):
        return True
    created = bare(transition.converts.to) if transition.converts and transition.converts.to else ""
    return bool(created) and any(bare(path.object) == created for path in context.model.of(Lifecycle))


def _begins(path: Lifecycle, context: Context) -> bool:
    """Tell whether a lifecycle begins by itself with what comes after the signature."""
    ways, stages = context.graph.ways, context.graph.journey.stages(path)
    after = [stage for stage in stages if stage.is_open and stage.side is Side.POST_SALE]
    own = {stage.id for stage in after}
    return any(ways.is_start(stage) or any(one.id not in own for one in ways.into(stage)) for stage in after)


def _problem(stages: list[Stage], context: Context) -> Problem:
    first, *others = stages
    names = listed(f"'{stage.id}'" for stage in stages[:_NAMED])
    function = _function_after(context)
    has = f", although '{function}' is there for customers" if function else ""
    ends = f"stage {names}" if not others else f"stages {names}"
    return Problem(
        first.where(),
        f"the journey ends at {ends}: no lifecycle starts from there{has}",
        "write what the customer goes through next as a lifecycle whose stages say `side: post_sale`, and the move "
        f"into it: `{{from: {first.id}, to: ..., kind: handoff, accept: ...}}`",
        notes=tuple((stage.where(), "and here") for stage in others),
        severity=None if function else Severity.WARNING,
        discriminator="journey",
    )


def _function_after(context: Context) -> str:
    """Return a function that works after the signature: in a stage there, or for customers while it sells nothing."""
    people, journey = context.graph.people, context.graph.journey
    owners: dict[Side, list[str]] = {side: [] for side in Side}
    for stage in context.model.of(Stage):
        owners[stage.side] += () if is_draft(stage) else journey.owners(stage)
    selling = {people.function(name) for name in owners[Side.ACQUISITION]}
    serving = (name for name in map(people.function, _serving(context)) if name not in selling)
    return next(filter(None, (*map(people.function, owners[Side.POST_SALE]), *serving)), "")


def _serving(context: Context) -> Iterator[str]:
    """Yield who keeps a promise, and whose capacity is for records that no lifecycle is about, such as contracts."""
    for promise in context.model.of(Promise):
        if promise.kept_by and promise.kept_by.role:
            yield promise.kept_by.role
    about = {bare(path.object) for path in context.model.of(Lifecycle)}
    yield from (one.role for one in context.model.of(Capacity) if bare(one.unit) not in about)
