"""Which entity of one model is which of the other: by id, else by `formerly`."""

from collections.abc import Iterator, Mapping

from opmodel.model import Model
from opmodel.wording import bare


def renamed(before: Model, after: Model) -> Mapping[str, str]:
    """Return what entities that are gone are called now: those that an entity that is new names as its old id.

    Seen backwards it is the same pair: an entity that went away may know the id that came.
    """
    found: dict[str, str] = {}
    for old, new in (*_claims(after), *((old, new) for new, old in _claims(before))):
        is_gone = old in before.entities and old not in after.entities and old not in after.broken
        is_new = new in after.entities and new not in before.entities and new not in before.broken
        if is_gone and is_new and old not in found and new not in found.values():
            found[old] = new
    return found


def _claims(model: Model) -> Iterator[tuple[str, str]]:
    """Yield the old ids that entities name, with what they are called in this model."""
    for ref, entity in model.entities.items():
        singular = ref.partition("/")[0]
        yield from ((f"{singular}/{bare(name)}", ref) for name in entity.formerly)
