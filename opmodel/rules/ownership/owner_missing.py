"""Everything that somebody must answer for names who does."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule, told_once
from opmodel.finding import Severity
from opmodel.model import Entity, is_draft, named, section_of, sections
from opmodel.model.entity import State
from opmodel.model.sections.coverage import Coverage, Involvement
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.functions import Function
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.objects import Object
from opmodel.model.sections.stages import Stage, StageType
from opmodel.model.sections.systems import System
from opmodel.wording import bare

_ACCOUNTABLE = {name: section.accountable for name, section in sections().items() if section.accountable}
_EXPECTED: tuple[type[Entity], ...] = tuple(
    one.kind
    for one in sections().values()
    if one.accountable and one.fields.keys[one.accountable].expected and one.kind is not Decision
)
"""What names who answers; `decision-without-decider` speaks about decisions."""
_LISTED = 8
"""What a function without a lead answers for is listed up to here."""


@rule(Severity.ERROR, needs=tuple(f"{name}.{field}" for name, field in _ACCOUNTABLE.items()))
def check(context: Context) -> Iterator[Problem]:
    """Yield what has nobody to answer for it; a function without a lead leaves all it answers for without one."""
    for kind in _EXPECTED:
        lesser = []
        for entity in context.model.of(kind):
            if _may_be_ownerless(entity) or not context.known(entity) or entity.answering:
                continue
            if _is_owned_by_nobody(entity, context):
                problem = _problem(entity, context)
                if problem.severity is None or isinstance(entity, Stage):
                    yield problem
                elif entity.state is not State.DEPRECATED:
                    lesser.append(problem)
        section = section_of(kind)
        text = f"{{count}} {section.name} have no `{section.accountable}`, so nobody answers for them: {{names}}"
        yield from told_once(lesser, text, _way_out(section.accountable))


def _may_be_ownerless(entity: Entity) -> bool:
    return isinstance(entity, Stage) and entity.type not in (StageType.OPEN, StageType.HOLDING)


def _is_owned_by_nobody(entity: Entity, context: Context) -> bool:
    """Tell whether nothing else names an owner: an object's system, a stage's lifecycle or a row of the coverage.

    Nor could it, had it been read.
    """
    if isinstance(entity, Object):
        system = context.model.get(System, entity.system) if entity.system else None
        return not (system and system.owner)
    if not isinstance(entity, Stage):
        return True
    if any(row.role and row.part is Involvement.ACCOUNTABLE for row in context.model.holders(Coverage, entity.ref)):
        return False
    paths = context.graph.journey.lifecycles(entity)
    if not paths and (context.model.unread or any(ref.startswith("lifecycle/") for ref in context.model.broken)):
        return False
    unsure = [path for path in paths if is_draft(path) or context.is_unsure(path)]
    return not context.graph.journey.owners(entity) and not unsure


def _problem(entity: Entity, context: Context) -> Problem:
    if isinstance(entity, Stage):
        return _stage(entity, context)
    if isinstance(entity, Kpi):
        return _kpi(entity, context)
    if isinstance(entity, Function):
        return _function(entity, context)
    section = section_of(type(entity))
    doc = section.fields.keys[section.accountable].doc
    return Problem(
        entity.where(),
        f"{named(entity.ref)} names no {doc.removeprefix('the ').removeprefix('one ')} (`{section.accountable}`)",
        _way_out(section.accountable),
        severity=Severity.WARNING,
    )


def _way_out(field: str) -> str:
    return (
        f'write `{field}:` with one role, or say why there is none: `none: {{{field}: "the reason, and who watches"}}`'
    )


def _stage(stage: Stage, context: Context) -> Problem:
    journey = context.graph.journey
    record = journey.record(stage)
    before = next((move.source for move in journey.moves_in(stage) if journey.owners(move.source)), None)
    after = next((move.target for move in journey.moves_out(stage) if journey.owners(move.target)), None)
    sides = [(near, word) for near, word in ((before, "before"), (after, "after")) if near]
    return Problem(
        stage.where(),
        f"stage '{stage.id}' has no owner, so nobody answers for {journey.a_record(stage)} that waits there",
        _way_out("owner"),
        notes=tuple(
            (
                near.where("owner"),
                f"{word} it the {record} belongs to {context.graph.people.named(journey.owners(near))}",
            )
            for near, word in sides
        ),
        severity=None if stage.is_open else Severity.WARNING,
    )


def _kpi(kpi: Kpi, context: Context) -> Problem:
    if not context.graph.is_vital(kpi):
        text = f"kpi '{kpi.id}' has no owner, so nobody has to explain it"
        return Problem(kpi.where(), text, _way_out("owner"), severity=Severity.WARNING)
    plans = [
        plan
        for plan in context.model.holders(Incentive, kpi.ref)
        if any(bare(measure.kpi) == kpi.id for measure in plan.measures)
    ]
    joint = "several roles share it" if kpi.joint else "it is the north star"
    why = f"incentive '{plans[0].id}' pays on it" if plans else joint
    return Problem(
        kpi.where(),
        f"kpi '{kpi.id}' has no owner, although {why}",
        _way_out("owner"),
        notes=tuple((plan.where("measures", kpi.id), "somebody is paid on it here") for plan in plans),
    )


def _function(function: Function, context: Context) -> Problem:
    answered = context.graph.answered_for(function)
    more = f" and {len(answered) - 1} more" if len(answered) > 1 else ""
    what = f"{named(answered[0].ref)}{more}" if answered else "its work"
    return Problem(
        function.where(),
        f"function '{function.id}' has no lead, so nobody answers for {what}",
        _way_out("lead"),
        notes=tuple(
            (one.where(section_of(type(one)).accountable), f"the function answers for {named(one.ref)}")
            for one in answered[:_LISTED]
        ),
        severity=None if answered and context.graph.must_be_answered_for(answered[0]) else Severity.WARNING,
    )
