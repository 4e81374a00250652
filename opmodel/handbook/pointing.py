"""Which entity somebody means: by `stage/evaluation`, by its id alone, or by what people call it."""

from collections.abc import Mapping
from datetime import date

from opmodel.errors import UsageError
from opmodel.model import Entity, Model, section_of, sections
from opmodel.model.sections.variants import Variant
from opmodel.model.variants.cases import case_of
from opmodel.wording import did_you_mean, listed


def pointed_at(word: str, model: Model, day: date, whole: Model, scope: Mapping[str, str] | None = None) -> Entity:
    """Return the entity that a word means.

    Args:
        word: `stage/evaluation`, `stages/evaluation`, `evaluation` or a label such as `Account executive`.
        model: the model as it is on the day.
        day: the day.
        whole: the model on every day and for every record, for what is there at another time.
        scope: the records that the model is for.

    Raises:
        UsageError: nothing has that name, several have, or it is not in force.
    """
    found = _meant(word, model)
    if len(found) == 1:
        return found[0]
    if found:
        refs = [entity.ref for entity in found]
        raise UsageError(f"'{word[:60]}' is the name of several: {listed(refs[:8])}; write which one")
    if elsewhere := _meant(word, whole):
        if removed := _removed(elsewhere[0], whole, day, scope or {}):
            raise UsageError(removed)
        raise UsageError(f"{elsewhere[0].ref} is not there on {day} and for these records; see --on and --scope")
    if word in model.broken:
        raise UsageError(f"{word} is written and could not be understood; `opmodel check` says why")
    names = [name for entity in model.entities.values() for name in (entity.ref, entity.id)]
    hint = did_you_mean(word, names) or did_you_mean(word, [entity.label for entity in model.entities.values()])
    hint = hint or "write it like stage/evaluation; `opmodel sections` lists what there is"
    raise UsageError(f"nothing is called '{word[:60]}'; {hint}")


def _removed(entity: Entity, whole: Model, day: date, scope: Mapping[str, str]) -> str:
    """Say which variant takes an entity away for some records, if one does."""
    holding = case_of(scope, whole.of(Variant), day).variants
    for variant in whole.of(Variant):
        if variant.id in holding and (span := variant.removing(entity.ref)):
            place = f"{span.file}:{span.line}"
            return f"{entity.ref} is not there for these records: variant '{variant.id}' removes it ({place})"
    return ""


def _meant(word: str, model: Model) -> tuple[Entity, ...]:
    """Return what has a name; an entry whose id is that of another entity gives way to it."""
    section, slash, name = word.partition("/")
    if slash and section in sections():
        word = f"{sections()[section].singular}/{name}"
    if word in model.entities:
        return (model.entities[word],)
    said = word.casefold()
    by_id = tuple(entity for entity in model.entities.values() if entity.id == word)
    found = by_id or tuple(entity for entity in model.entities.values() if entity.label.casefold() == said)
    return tuple(entity for entity in found if not section_of(type(entity)).map_key) or found
