"""Something happens when a time limit is missed."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.journey import TIMED, TimeLimit
from opmodel.model import Where, named
from opmodel.model.sections.parts import Strength
from opmodel.model.sections.routing import Routing
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare

_LISTED = 8
"""Time limits without a consequence are pointed at up to here."""


@rule(
    Severity.WARNING,
    needs=(
        *("responsibilities.sla.on_breach", "routing.rules.sla.on_breach", "routing.reassign_after"),
        *("stages.sla.on_breach", "transitions.sla.on_breach"),
    ),
)
def check(context: Context) -> Iterator[Problem]:
    """Yield time limits that nothing follows when they are missed; one finding where none has a consequence at all."""
    limits = [
        limit
        for kind in TIMED
        for entity in context.each(kind)
        for limit in context.graph.agreements.limits(entity)
        if not _is_closed(limit)
    ]
    toothless = [limit for limit in limits if not _has_consequence(limit, context)]
    if len(toothless) > 1 and len(toothless) == len(limits):
        yield _none(toothless)
        return
    for limit in limits:
        if limit.sla.on_breach and (late := _asks_only_the_late(limit, context)):
            yield _vain(limit, late, context)
    for limit in toothless:
        yield Problem(
            limit.where,
            f"{named(limit.entity.ref)}: nothing happens when its time limit of {limit.sla.within} is missed",
            _WAY_OUT,
            severity=Severity.NOTE if limit.sla.strength is Strength.SHOULD else None,
            discriminator=".".join(map(str, limit.trail)),
        )


_WAY_OUT = "name in it who is asked next: `on_breach:` with an id of escalations"


def _is_closed(limit: TimeLimit) -> bool:
    return isinstance(limit.entity, Stage) and not limit.entity.is_open


def _has_consequence(limit: TimeLimit, context: Context) -> bool:
    """Tell whether a missed limit escalates, moves the record on, or trips the limit of the KPI that measures it."""
    entity = limit.entity
    kpi = context.graph.agreements.measuring(limit)
    if limit.sla.on_breach or (kpi and kpi.limit and kpi.limit.action):
        return True
    if isinstance(entity, Stage):
        return bool(entity.stall and (entity.stall.escalate or entity.stall.to))
    return isinstance(entity, Routing) and entity.reassign_after is not None


def _asks_only_the_late(limit: TimeLimit, context: Context) -> tuple[str, ...]:
    """Return who is asked when a limit is missed, if these are only the people who missed it; nobody else."""
    people = context.graph.people
    asked = context.graph.governance.asked(limit.sla.on_breach or "")
    late = people.working(_answering(limit, context))
    is_vain = bool(late) and all(people.is_among(name, late) for name in people.working(asked))
    return asked if is_vain else ()


def _answering(limit: TimeLimit, context: Context) -> tuple[str, ...]:
    """Return who has to keep a time limit."""
    entity, journey = limit.entity, context.graph.journey
    if isinstance(entity, Stage):
        return journey.owners(entity)
    if isinstance(entity, Transition):
        return tuple(name for handoff in journey.handoffs_of(entity) for name in handoff.receivers)
    if isinstance(entity, Routing):
        rule = entity.rules[int(limit.trail[1])]
        return (rule.assign.role,) if rule.assign and rule.assign.role else ()
    return entity.owner


def _vain(limit: TimeLimit, asked: tuple[str, ...], context: Context) -> Problem:
    return Problem(
        Where(limit.entity.ref, (*limit.trail, "on_breach")),
        f"{named(limit.entity.ref)}: when its time limit of {limit.sla.within} is missed, escalation "
        f"'{bare(limit.sla.on_breach or '')}' asks {context.graph.people.named(asked)} alone, who missed it",
        "let the escalation go on to somebody above: a further step, or another `ends_with:`",
        severity=Severity.NOTE if limit.sla.strength is Strength.SHOULD else None,
        discriminator=f"vain {'.'.join(map(str, limit.trail))}",
    )


def _none(limits: list[TimeLimit]) -> Problem:
    first = limits[0]
    return Problem(
        first.where,
        f"none of the {len(limits)} time limits says what happens when it is missed, the first is that of "
        f"{named(first.entity.ref)}",
        "declare a ladder below escalations: and name it in each limit as `on_breach:`",
        notes=tuple((one.where, f"nor that of {named(one.entity.ref)}") for one in limits[1:_LISTED]),
        discriminator="none",
        among=tuple(one.entity.ref for one in limits),
    )
