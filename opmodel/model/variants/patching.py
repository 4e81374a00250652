"""Which entities patches mean: those of the model, new ones that are declared whole, and names that mean nothing."""

from collections.abc import Iterator

from opmodel.model.declaration import ID
from opmodel.model.model import Model, told
from opmodel.model.reading import Fault
from opmodel.model.sections import sections
from opmodel.model.sections.variants import Patch, Variant
from opmodel.wording import bare, did_you_mean, listed


def unknown_ids(model: Model) -> Iterator[Fault]:
    """Yield the ids in patches that nothing declares, neither the model nor the patch itself."""
    for variant in model.of(Variant):
        for patch in variant.patch:
            if not is_lost(patch, model):
                continue
            where = variant.where("patch", patch.section, patch.head.text)
            text = f"{told(variant.where('patch'))} names '{patch.head.text[:60]}'"
            text += f", but there is no such {sections()[patch.section].singular}"
            span, path = patch.head.span, model.path(where)
            yield Fault("unknown-reference", text, span, variant.ref, path, _meant(patch, model))


def is_lost(patch: Patch, model: Model) -> bool:
    """Tell whether a patch means an entity that the model does not have, and does not declare one either."""
    if patch.ref in model.entities or patch.ref in model.broken:
        return False
    if patch.removes or not ID.fullmatch(patch.head.text):
        return True
    section = sections()[patch.section]
    if section.map_key:
        return False
    required = section.fields.required
    return any(name not in patch.body.values for name in required) or (not required and bool(_near(patch, model)))


def _near(patch: Patch, model: Model) -> str:
    start = f"{patch.ref.partition('/')[0]}/"
    return did_you_mean(patch.head.text, (bare(ref) for ref in model.entities if ref.startswith(start)))


def _meant(patch: Patch, model: Model) -> str:
    required = sections()[patch.section].fields.required
    whole = f", with {listed(required)}" if required else ""
    return _near(patch, model) or f"declare it below {patch.section}:, or give all of it here{whole}"
