"""Which entities patches mean: those of the model, new ones that are declared whole, and names that mean nothing."""

from collections.abc import Iterator, Set

from opmodel.model.declaration import ID
from opmodel.model.model import Model
from opmodel.model.reading import Fault, told
from opmodel.model.sections import sections
from opmodel.model.sections.variants import Patch, Variant
from opmodel.wording import bare, did_you_mean, listed


def known_to_patches(model: Model) -> frozenset[str]:
    """Return the entities that a patch may mean: those of the model, and those that some patch declares whole."""
    own = frozenset(model.entities) | model.broken
    patches = (patch for variant in model.of(Variant) for patch in variant.patch if patch.ref not in own)
    return own | {patch.ref for patch in patches if _is_whole(patch, model)}


def unknown_ids(model: Model, known: Set[str]) -> Iterator[Fault]:
    """Yield the ids in patches that mean nothing."""
    for variant in model.of(Variant):
        for patch in variant.patch:
            if patch.ref not in known:
                yield _unknown(variant, patch, model)


def _is_whole(patch: Patch, model: Model) -> bool:
    """Tell whether a patch of what the model does not have declares it."""
    if patch.removes or not ID.fullmatch(patch.head.text):
        return False
    section = sections()[patch.section]
    if section.map_key:
        return True
    required = section.fields.required
    return all(name in patch.body.values for name in required) if required else not _near(patch, model)


def _unknown(variant: Variant, patch: Patch, model: Model) -> Fault:
    where = variant.where("patch", patch.section, patch.head.text)
    section = sections()[patch.section]
    text = f"{told(variant.where('patch'))} names '{patch.head.text[:60]}', but there is no such {section.singular}"
    whole = f", with {listed(section.fields.required)}" if section.fields.required else ""
    way_out = _near(patch, model) or f"declare it below {patch.section}:, or give all of it here{whole}"
    return Fault("unknown-reference", text, patch.head.span, variant.ref, model.path(where), way_out)


def _near(patch: Patch, model: Model) -> str:
    start = f"{patch.ref.partition('/')[0]}/"
    return did_you_mean(patch.head.text, (bare(ref) for ref in model.entities if ref.startswith(start)))
