"""What customers are promised is kept by somebody, and a number shows it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import is_draft
from opmodel.model.sections.promises import Promise
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare, listed

_LONGEST_CLAIM = 60


@rule(
    Severity.ERROR, needs=("promises.kept_by", "promises.kept_by.role", "promises.kept_by.stage", "promises.proven_by")
)
def check(context: Context) -> Iterator[Problem]:
    """Yield promises without a keeper, whose keeper nobody is, or that no KPI proves."""
    for promise in context.each(Promise):
        unkept, unproven = _unkept(promise, context), promise.proven_by is None
        lacks = (*((unkept,) if unkept else ()), *(("no KPI shows whether it is kept",) if unproven else ()))
        if lacks:
            yield Problem(
                promise.where("kept_by") if unkept else promise.where(),
                f"promise '{promise.id}' ({_claim(promise)}){_made_in(promise)}: {', and '.join(lacks)}",
                _way_out(unproven=unproven, unkept=bool(unkept)),
                severity=None if unkept else Severity.WARNING,
                owner=_maker(promise, context),
            )


def _unkept(promise: Promise, context: Context) -> str:
    """Say why nobody keeps a promise; nothing where somebody does, or where it cannot be told."""
    keeper, people = promise.kept_by, context.graph.people
    if keeper is None or not (keeper.role or keeper.stage):
        return "nobody is named who keeps it"
    if keeper.role:
        vacant = people.is_known(keeper.role) and people.is_vacant(keeper.role)
        if vacant:
            return f"role '{bare(keeper.role)}' is to keep it, which nobody holds"
    stage = context.model.get(Stage, keeper.stage or "")
    if stage and _lies_behind(stage, promise, context):
        return f"it is to be kept in stage '{stage.id}', which lies before"
    if (
        keeper.role
        or stage is None
        or is_draft(stage)
        or "owner" in stage.absences
        or context.graph.journey.owners(stage)
    ):
        return ""
    return f"it is kept in stage '{stage.id}', which belongs to nobody"


def _lies_behind(stage: Stage, promise: Promise, context: Context) -> bool:
    """Tell whether records leave a stage for ever before any stage in which the promise is made."""
    leads = context.graph.ways.lies_ahead
    made = [one for name in promise.made_in if (one := context.model.get(Stage, name))]
    return bool(made) and all(leads(stage, one) and leads(one, stage) is False for one in made)


def _made_in(promise: Promise) -> str:
    stages = [f"'{bare(stage)}'" for stage in promise.made_in]
    return f" is made in {'stage' if len(stages) == 1 else 'stages'} {listed(stages)}" if stages else " is made"


def _claim(promise: Promise) -> str:
    claim = promise.claim
    return claim if len(claim) <= _LONGEST_CLAIM else f"{claim[:_LONGEST_CLAIM].rstrip()}..."


def _way_out(*, unkept: bool, unproven: bool) -> str:
    ways = []
    if unkept:
        ways.append("who keeps it and where (`kept_by: {stage: ..., role: ...}`)")
    if unproven:
        ways.append("which KPI shows it (`proven_by: ...`)")
    return f"say {listed(ways)}, or stop making it"


def _maker(promise: Promise, context: Context) -> str:
    people = context.graph.people
    made_by = (people.role(name) for name in promise.made_by)
    return next((role.id for role in made_by if role and not people.is_vacant(role.id)), "")
