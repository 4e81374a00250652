"""Where variants contradict each other: one field, two values, records for which both hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TypeAlias

from opmodel.model.reading import Trail
from opmodel.model.sections.variants import Variant, is_removal
from opmodel.model.variants.cases import Cell
from opmodel.source import Mapping, Node, plain_value

_MOST = 128  # variants: more than are ever checked
_MOST_PAIRS = 100_000

_Set: TypeAlias = "dict[Trail, dict[str, Node]]"
"""What variants set, by the way to it from a patch: `("stages", "evaluation", "owner")`."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two variants that set fields differently for the same records, neither of them before the other.

    `fields` are the ways to them from the patches, of the first and of the second variant, which may end at a map.
    """

    variants: tuple[Variant, Variant]
    records: Cell
    fields: tuple[tuple[Trail, Trail], ...]


def conflicts(variants: Iterable[Variant]) -> Iterator[Conflict]:
    """Yield the conflicts of variants, by their ids; a variant for all the records of both settles one."""
    known = {one.id: one for one in islice(variants, _MOST)}
    sets: _Set = {}
    for name, one in known.items():
        for patch in one.patch:
            for trail, node in _leaves((patch.section, patch.head.text), patch.body):
                sets.setdefault(trail, {})[name] = node
    found: dict[tuple[str, str], list[tuple[Trail, Trail]]] = {}
    for pair, trails in islice(_differing(sets), _MOST_PAIRS):
        found.setdefault(pair, []).append(trails)
    for (first, second), fields in sorted(found.items()):
        two = (known[first], known[second])
        records = _both(*two)
        if records is None or len(two[0].scope) != len(two[1].scope):
            continue
        left = [one for one in fields if not _is_settled(max(one, key=len), records, two[0], sets, known.values())]
        if left:
            yield Conflict(two, records, tuple(left))


def _leaves(trail: Trail, node: Node) -> Iterator[tuple[Trail, Node]]:
    if isinstance(node, Mapping) and not is_removal(node):
        for name, below in node.values.items():
            yield from _leaves((*trail, name), below)
    else:
        yield trail, node


def _differing(sets: _Set) -> Iterator[tuple[tuple[str, str], tuple[Trail, Trail]]]:
    """Yield every two variants that set a field to different values, or one a field and the other a map around it."""
    for trail, nodes in sets.items():
        values = {name: plain_value(node) for name, node in sorted(nodes.items())}
        for first, second in combinations(values, 2):
            if values[first] != values[second]:
                yield (first, second), (trail, trail)
        for length in range(2, len(trail)):
            for other in sorted(sets.get(trail[:length], ())):
                for name in sorted(nodes):
                    if name < other:
                        yield (name, other), (trail, trail[:length])
                    elif other < name:
                        yield (other, name), (trail[:length], trail)


def _both(one: Variant, other: Variant) -> Cell | None:
    """Return the records for which two variants hold, None where there are none."""
    found = {name: frozenset(values) for name, values in one.scope.items()}
    for name, values in other.scope.items():
        found[name] = found.get(name, frozenset(values)) & frozenset(values)
    return found if all(found.values()) else None


def _is_settled(field: Trail, records: Cell, one: Variant, sets: _Set, variants: Iterable[Variant]) -> bool:
    """Tell whether a variant that comes on top of two says what holds for all records of both."""
    setting = {name for length in range(2, len(field) + 1) for name in sets.get(field[:length], ())}
    above = (other for other in variants if other.id in setting and len(other.scope) > len(one.scope))
    return any(other.holds_for(records) for other in above)
