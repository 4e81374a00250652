"""How much stops when the only holder of a role leaves and nobody stands in."""

from opmodel.engine import Scene
from opmodel.measures._number import Contribution, Figure, Missing, Number, ranked
from opmodel.model import Entity, Why, is_draft
from opmodel.model.sections.escalations import Escalation
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.responsibilities import Responsibility
from opmodel.model.sections.roles import Level, Role
from opmodel.model.sections.stages import Stage, StageType
from opmodel.model.sections.transitions import Transition

FORMULA = (
    "for each role that one person holds and nobody backs up, the entities it alone answers for, accepts or has the "
    "last word on"
)
NO_PERSON = frozenset((Level.QUEUE, Level.POOL, Level.AUTOMATION, Level.EXTERNAL))
"""Levels of roles that are no key person of the company."""


def measure(scene: Scene) -> Number:
    """Count what stops per role; the number is that of the role with the most, zero where everybody has a stand-in."""
    roles = [one for one in scene.model.of(Role) if not is_draft(one) and one.level not in NO_PERSON]
    if not roles:
        return Number(FORMULA, missing=(Missing("", "roles"),))
    stopping = _stopping(scene)
    missing = tuple(gap for role in roles if role.id in stopping for gap in _unknown(role, scene))
    unsure = {gap.entity for gap in missing}
    if all(role.ref in unsure for role in roles if role.id in stopping) and missing:
        return Number(FORMULA, missing=missing)
    parts = ranked(
        Contribution(role.ref, (Figure("stop", len(stopping[role.id]), "entities"),), tuple(stopping[role.id]))
        for role in roles
        if role.id in stopping and role.ref not in unsure and is_alone(role, scene)
    )
    worst = Figure("most that stop with one person", parts[0].value if parts else 0, "entities")
    return Number(FORMULA, (worst, Figure("without a stand-in", len(parts), "roles")), parts, (), missing)


def is_alone(role: Role, scene: Scene) -> bool:
    """Tell whether one person holds a role and nobody stands in, on purpose or not."""
    people = scene.graph.people
    kinds = [scene.model.get(Role, name) for name in people.kinds(role.id)]
    backed = people.has_deputy(role.id) or any(one and "backup" in one.absences for one in kinds)
    return people.headcount(role.id) == 1 and not backed and not people.is_vacant(role.id)


def _unknown(role: Role, scene: Scene) -> tuple[Missing, ...]:
    """Return what would have to be known to tell whether a role hangs on one person; a stand-in settles it."""
    if role.backup:
        return ()
    backup = role.absences.get("backup")
    if backup and backup.why is not Why.NONE:
        return (Missing(role.ref, "backup"),)
    is_settled = backup is not None or scene.graph.people.headcount(role.id) is not None
    return () if is_settled or role.vacant else (Missing(role.ref, "headcount"),)


def _stopping(scene: Scene) -> dict[str, dict[str, None]]:
    """Return what stops without a role, by role; what several answer for goes on."""
    found: dict[str, dict[str, None]] = {}

    def stops(entity: Entity, names: tuple[str, ...]) -> None:
        working = scene.graph.people.working(names)
        if len(working) == 1 and not is_draft(entity):
            found.setdefault(working[0], {})[entity.ref] = None

    for entity, names in scene.graph.answering:
        is_covered = isinstance(entity, Responsibility) and entity.stand_in is not None
        if not isinstance(entity, Stage | Lifecycle) and not is_covered:
            stops(entity, names)
    for stage in scene.model.of(Stage):
        if stage.type in (StageType.OPEN, StageType.HOLDING):
            stops(stage, scene.graph.journey.owners(stage))
    for transition in scene.model.of(Transition):
        stops(transition, transition.accept.by if transition.accept else ())
    for ladder in scene.model.of(Escalation):
        stops(ladder, (ladder.ends_with,) if ladder.ends_with else ())
    return found
