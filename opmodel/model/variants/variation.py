"""The model with some of its variants: only what they change is read again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from opmodel.model.entity import Entity
from opmodel.model.linking import Removed, link
from opmodel.model.model import Model
from opmodel.model.reading import Reading
from opmodel.model.sections import sections
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.variants import REMOVE, Patch, Variant
from opmodel.model.structures import Group
from opmodel.model.variants.excluded import excluded
from opmodel.model.variants.merging import merged
from opmodel.model.variants.patching import known_to_patches, unknown_ids
from opmodel.source import Mapping, Scalar

_LIFECYCLE = "lifecycle/"
"""What stays though none of the records walk it: its stages would be without one."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What is written about an entity after a variant changed it; no body where the variant takes it away."""

    variant: str
    patch: Patch
    head: Scalar
    body: Mapping | None


class Variation:
    """What a model is with some of its variants.

    It keeps what reading brought to light, so that the model with a variant costs the entities that the variant
    changes and the second pass over all.
    """

    def __init__(self, model: Model, reading: Reading) -> None:
        self._model, self._reading = model, reading
        self._known: dict[frozenset[str], Model] = {}
        self._meant = known_to_patches(model)
        self.lost = () if model.unread else tuple(unknown_ids(model, self._meant))
        """What is wrong with the ids in patches, whichever of them hold."""

    def with_variants(self, names: frozenset[str]) -> Model:
        """Return the model with variants, of which one whose scope names more dimensions comes on top."""
        if names not in self._known:
            self._known[names] = self._read(names)
        return self._known[names]

    def _read(self, names: frozenset[str]) -> Model:
        chosen = sorted((one for one in self._model.of(Variant) if one.id in names), key=_precedence)
        written = self._laid_over(chosen)
        reading = self._reading.without(written.keys())
        entities = {ref: entity for ref, entity in self._model.entities.items() if ref not in written}
        broken = set(self._model.broken)
        removed: dict[str, Removed] = {}
        for ref, one in written.items():
            if one.body is None:
                removed[ref] = Removed(one.variant, one.patch.body.key(REMOVE).span)
                continue
            section = sections()[one.patch.section]
            reading.section, reading.shape = section.name, Group(section.kind)
            entity = section.entity(one.head, one.body, reading)
            if entity is None:
                broken.add(ref)
            else:
                entities[ref] = cast("Entity", entity)
        ordered = {ref: entities[ref] for ref in sorted(entities)}
        whole = {path.id: path.stages for path in self._model.of(Lifecycle)}
        bare = replace(self._model, entities=ordered, references=(), faults=(), unjudged=0)
        model = replace(bare, variation=None, whole=whole)
        linked = link(model, reading, frozenset(broken), removed, without=self._model)
        if removed and (rows := excluded(linked, self._model, reading, chosen, removed.keys())):
            whole_rows = {row.entity for row in rows if not row.trail and not row.entity.startswith(_LIFECYCLE)}
            again = link(model, reading.outside(rows), frozenset(broken), removed, without=self._model)
            linked = again.apart_from(whole_rows)
        return linked.judged((*linked.faults, *self.lost))

    def _laid_over(self, chosen: Iterable[Variant]) -> dict[str, _Written]:
        """Return what is written about each entity that variants change."""
        found: dict[str, _Written] = {}
        for variant in chosen:
            for patch in variant.patch:
                if patch.ref in self._model.broken or patch.ref not in self._meant:
                    continue  # what could not be read cannot be changed
                base, before = self._model.entities.get(patch.ref), found.get(patch.ref)
                node = (before and before.body) or (base.node if base else None)
                body = None if patch.removes else merged(node, patch.body) if node else patch.body
                found[patch.ref] = _Written(variant.id, patch, base.head if base else patch.head, body)
        return found


def with_variation(model: Model, reading: Reading) -> Model:
    """Return a model that knows its variants, with what is wrong with the ids in their patches."""
    variation = Variation(model, reading)
    return model.judged((*model.faults, *variation.lost), variation=variation)


def _precedence(variant: Variant) -> tuple[int, str]:
    return len(variant.scope), variant.id
