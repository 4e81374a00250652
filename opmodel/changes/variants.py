"""What changes only for the records of a variant: the entities that variants lay over others, compared with them."""

from collections.abc import Iterator

from opmodel.changes.edits.comparing import Comparing
from opmodel.changes.edits.edit import Edit
from opmodel.changes.edits.meaning import is_written_alike
from opmodel.changes.sides import Sides
from opmodel.graph import Graph
from opmodel.model import Model
from opmodel.model.sections.variants import Variant


def variant_edits(sides: Sides, known: frozenset[tuple[str, str, str]]) -> Iterator[tuple[str, Sides, Edit]]:
    """Yield what changes for the records of single variants and is no change for all.

    Args:
        sides: both models for all records.
        known: entity, path and key of what changes for all records.
    """
    before, after = sides.models
    names = {one.id for model in (before, after) for one in model.of(Variant) if not one.is_draft}
    touched = {ref for ref, _, _ in known}
    for name in sorted(names):
        pair = _laid(before, name), _laid(after, name)
        patched = {patch.ref for one in pair if one for patch in one.patch}
        if not (patched & touched) and _is_same_patch(*pair):
            continue
        seen = Sides(_with(sides.before, pair[0]), _with(sides.after, pair[1]), sides.on)
        comparing = Comparing(seen.before, seen.after)
        olds, news = (model.entities for model in seen.models)
        for ref in sorted(patched | {comparing.renamed.get(one, one) for one in patched}):
            old = next((olds[one] for one in (ref, *_former(comparing, ref)) if one in olds), None)
            if old or ref in news:
                yield from ((_told(pair), seen, edit) for edit in comparing.of(ref, old, news.get(ref)))


def _laid(model: Model, name: str) -> Variant | None:
    """Return a variant that is laid over others; a draft is not yet."""
    variant = model.get(Variant, name)
    return None if variant is None or variant.is_draft else variant


def _former(comparing: Comparing, ref: str) -> Iterator[str]:
    return (old for old, new in comparing.renamed.items() if new == ref)


def _with(graph: Graph, variant: Variant | None) -> Graph:
    model: Model = graph.model
    if variant is None or model.variation is None:
        return graph
    return Graph(model.variation.with_variants(frozenset((variant.id,))))


def _is_same_patch(before: Variant | None, after: Variant | None) -> bool:
    return before is not None and after is not None and is_written_alike(before.node, after.node)


def _told(pair: tuple[Variant | None, Variant | None]) -> str:
    """Say for which records a variant is: `segment small`."""
    one = pair[1] or pair[0]
    assert one
    parts = (f"{dimension} {' or '.join(values)}" for dimension, values in sorted(one.scope.items()))
    return " and ".join(parts)
