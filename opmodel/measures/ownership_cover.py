"""Share of what somebody should answer for that names who does."""

from collections.abc import Iterator

from opmodel.engine import Scene
from opmodel.measures._number import Contribution, Figure, Missing, Number
from opmodel.model import Entity, Why, is_draft, section_of, sections
from opmodel.model.entity import State
from opmodel.model.sections.stages import Stage, StageType

FORMULA = (
    "entities that name who answers for them / entities of the sections where somebody is expected to, without closed "
    "stages and what nobody owns on purpose"
)


def measure(scene: Scene) -> Number:
    """Count section by section; parts are sections, with what has no owner."""
    parts: list[Contribution] = []
    missing: list[Missing] = []
    for section in sections().values():
        if section.accountable and section.fields.keys[section.accountable].expected:
            kind: type[Entity] = section.kind
            entities = [one for one in scene.model.of(kind) if _counts(one)]
            missing += [Missing(one.ref, section.accountable) for one in entities if _is_unsure(one)]
            known = [one for one in entities if not _is_unsure(one)]
            if known:
                parts.append(_part(section.name, known, scene))
    if not parts:
        return Number(FORMULA, missing=tuple(missing) or (Missing("", "stages"),))
    owned, all_ = (sum(part.figures[at].value for part in parts) for at in (1, 2))
    whole = Figure("owned", 100 * owned / all_, "%")
    ordered = tuple(sorted(parts, key=lambda part: (part.value, part.ref)))
    figures = (whole, Figure("owned", owned, "entities"), Figure("of", all_, "entities"))
    return Number(FORMULA, figures, ordered, (), tuple(missing))


def _counts(entity: Entity) -> bool:
    if is_draft(entity) or entity.state is State.DEPRECATED:
        return False
    absence = entity.absences.get(section_of(type(entity)).accountable)
    is_waiting = not isinstance(entity, Stage) or entity.type in (StageType.OPEN, StageType.HOLDING)
    return is_waiting and not (absence and absence.why is Why.NONE)


def _is_unsure(entity: Entity) -> bool:
    return section_of(type(entity)).accountable in entity.absences


def _part(name: str, entities: list[Entity], scene: Scene) -> Contribution:
    without = tuple(_ownerless(entities, scene))
    count = len(entities)
    owned = count - len(without)
    share = Figure("owned", 100 * owned / count, "%")
    return Contribution(name, (share, Figure("owned", owned, "entities"), Figure("of", count, "entities")), without)


def _ownerless(entities: list[Entity], scene: Scene) -> Iterator[str]:
    for one in entities:
        named = scene.graph.journey.owners(one) if isinstance(one, Stage) else one.answering
        if not named:
            yield one.ref
