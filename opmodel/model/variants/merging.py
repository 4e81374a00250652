"""One map of a file laid over another: what stands there afterwards, every word at its own place."""

from collections.abc import Iterable

from opmodel.model.fields import ABSENCES
from opmodel.model.sections.variants import is_removal
from opmodel.model.values import Why
from opmodel.source import Mapping, Node, Scalar, Sequence


def merged(base: Mapping, patch: Mapping) -> Mapping:
    """Return a map with another laid over it: maps are merged, everything else is replaced.

    A value is taken away where the patch says `{remove: true}`, nothing, or that it is absent; one that the patch gives
    is no longer absent.
    """
    absent = _absent(patch)
    entries: dict[str, tuple[int | Scalar, Node]] = {}
    for (name, value), mark in zip(base.values.items(), base.marks, strict=True):
        if name in ABSENCES:
            entries[name] = (mark, _but(value, patch.values))
        elif name not in absent:
            entries[name] = (mark, value)
    for key, value in patch.entries():
        before = entries.get(key.text)
        if is_removal(value):
            entries.pop(key.text, None)
        elif before and isinstance(before[1], Mapping) and isinstance(value, Mapping):
            entries[key.text] = (before[0], merged(before[1], value))
        else:
            entries[key.text] = (key, value)
    made = Mapping(base.start, flow=False, source=base.source)
    made.end = base.offsets[1]
    made.values = {name: value for name, (_, value) in entries.items()}
    made.marks = [mark for mark, _ in entries.values()]
    return made


def _absent(patch: Mapping) -> frozenset[str]:
    """Return the fields that a map names as absent."""
    found: set[str] = set()
    for name, why in ABSENCES.items():
        value = patch.get(name)
        if isinstance(value, Sequence):
            found |= {item.text for item in value.items if isinstance(item, Scalar)}
        elif isinstance(value, Mapping) and why is Why.NONE:
            found |= value.values.keys()
    return frozenset(found)


def _but(value: Node, names: Iterable[str]) -> Node:
    """Return what names fields as absent without those of some names."""
    given = frozenset(names)
    if isinstance(value, Mapping) and not given.isdisjoint(value.values):
        return value.only(value.values.keys() - given)
    if isinstance(value, Sequence):
        kept = Sequence(value.start, value.flow, value.source)
        kept.items = [item for item in value.items if not (isinstance(item, Scalar) and item.text in given)]
        kept.end = value.end
        return kept if len(kept.items) < len(value.items) else value
    return value
