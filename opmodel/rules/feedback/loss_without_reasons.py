"""Whatever is lost or set aside carries a reason."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Move
from opmodel.model.sections.reasons import Reasons
from opmodel.model.sections.roles import Level
from opmodel.model.sections.stages import Side, Stage, StageType


@rule(Severity.WARNING, needs=("stages.reasons", "stages.required_fields"))
def check(context: Context) -> Iterator[Problem]:
    """Yield stages in which records end or wait without a reason, once there are lists of reasons."""
    if not context.model.takes_up(Reasons):
        return
    for stage in context.each(Stage, where=lambda stage: _is_loss(stage, context)):
        says_why = _has_codes(stage, context) or stage.required_fields or _is_told_on_the_way(stage, context)
        if not says_why:
            yield _problem(stage, context)


def _has_codes(stage: Stage, context: Context) -> bool:
    """Tell whether a stage names a list of reasons that has any; one that nobody knows may have."""
    named = context.model.get(Reasons, stage.reasons) if stage.reasons else None
    return bool(stage.reasons) and (named is None or bool(named.codes or named.absences))


def _is_loss(stage: Stage, context: Context) -> bool:
    if stage.type is StageType.HOLDING:
        moves = context.graph.journey.moves_in(stage)
        return any(move.transition.kind.is_giving_up and _is_by_hand(move, context) for move in moves)
    return stage.type is StageType.LOST


def _is_by_hand(move: Move, context: Context) -> bool:
    """Tell whether people send records there; a program does it after a silence, which is the reason."""
    names = move.transition.by or context.graph.journey.owners(move.source)
    roles = [context.graph.people.role(name) for name in names]
    return not roles or any(role is None or role.level is not Level.AUTOMATION for role in roles)


def _is_told_on_the_way(stage: Stage, context: Context) -> bool:
    """Tell whether every move into a stage takes something along, which may be the reason."""
    moves = context.graph.journey.moves_in(stage)
    return bool(moves) and all(move.transition.payload for move in moves)


def _problem(stage: Stage, context: Context) -> Problem:
    record = context.graph.journey.a_record(stage)
    if stage.type is StageType.HOLDING:
        lacks = f"why {record} was set aside, or what would bring it back"
    elif stage.side is Side.POST_SALE:
        lacks = f"why {record} was lost again after the signature"
    else:
        lacks = f"why {record} was lost"
    return Problem(
        stage.where("reasons") if stage.reasons else stage.where(),
        f"stage '{stage.id}' asks for no reason, so nobody can say {lacks}",
        "declare a list of codes below reasons: and name it here: `reasons: ...`; `consumer:` of a code says who "
        "learns from it",
    )
