"""Which variants hold together: the sets that occur, and the records of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeAlias, TypeVar

from opmodel.model.entity import Entity
from opmodel.model.sections.dimensions import Dimension
from opmodel.model.sections.variants import Variant

E = TypeVar("E", bound=Entity)
MOST = 64
"""Sets of variants that are checked, each as a model of its own."""
_STEPS = 8192
_MOST_NAMES = 256

Cell: TypeAlias = Mapping[str, frozenset[str]]
"""Records by the values of some dimensions; of one that is not named they may have any."""
_Parts: TypeAlias = "dict[frozenset[str], list[Cell]]"


class Entities(Protocol):
    """A model, as far as it is asked for its variants."""

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """Return the entities of a section."""


@dataclass(frozen=True, slots=True)
class Case:
    """Records for which the same variants hold: the ids of these, and the records in parts."""

    variants: frozenset[str] = frozenset()
    cells: tuple[Cell, ...] = field(default=({},), hash=False)

    @property
    def is_all(self) -> bool:
        """Whether it is all records."""
        return self.cells == ({},)


def case_of(scope: Mapping[str, str], variants: Iterable[Variant], on: date | None) -> Case:
    """Return the records with some values of dimensions, and the variants that hold for all of them on a day.

    Args:
        scope: values by dimension; a variant's id with an empty value stands for its scope, also while it is a draft.
        variants: those of the model.
        on: the day.
    """
    in_force = {one.id: one for one in variants if on is None or one.in_force(on)}
    records: dict[str, frozenset[str]] = {}
    for name, value in scope.items():
        variant = None if value else in_force.get(name)
        for dimension, values in (variant.scope if variant else {name: (value,)} if value else {}).items():
            records[dimension] = records.get(dimension, frozenset(values)) & frozenset(values)
    chosen = (name for name, one in in_force.items() if one.holds_for(records) and (name in scope or not one.is_draft))
    return Case(frozenset(chosen), (records,))


@dataclass(frozen=True, slots=True)
class Occurring:
    """The sets of variants that some record has, the smallest first; `more` where there are more than are listed."""

    cases: tuple[Case, ...]
    more: bool = False


def occurring(model: Entities, day: date | None) -> Occurring:
    """Return the sets of variants of a model that hold together for some record on a day; drafts hold for none."""
    in_force = [one for one in model.of(Variant) if not one.is_draft and (day is None or one.in_force(day))]
    variants = _within_reason(in_force)
    dimensions = (one for one in model.of(Dimension) if day is None or one.in_force(day))
    values = {one.id: tuple(value.id for value in one.values) for one in dimensions}
    named = Counter(dimension for one in variants for dimension in one.scope)
    parts: _Parts = {frozenset(one.id for one in variants): [{}]}
    more = len(variants) < len(in_force)
    for dimension in sorted(named, key=lambda name: (-named[name], name)):
        groups = _groups(dimension, variants, values.get(dimension, ()))
        parts, cut = _parted(parts, dimension, groups, _STEPS if not more else 4 * MOST)
        more = more or cut
    ordered = sorted(parts, key=lambda names: (len(names), sorted(names)))
    cases = tuple(Case(names, tuple(parts[names])) for names in ordered[:MOST])
    return Occurring(cases, more or len(ordered) > MOST)


def _within_reason(variants: Iterable[Variant]) -> tuple[Variant, ...]:
    """Return the first variants that are not more, and name not more dimensions, than anybody could check."""
    kept: list[Variant] = []
    dimensions: set[str] = set()
    for one in variants:
        if len(kept) < _MOST_NAMES and len(one.scope) + len(dimensions - one.scope.keys()) <= _MOST_NAMES:
            kept.append(one)
            dimensions |= one.scope.keys()
    return tuple(kept)


def _groups(
    dimension: str, variants: tuple[Variant, ...], declared: tuple[str, ...]
) -> dict[frozenset[str], frozenset[str] | None]:
    """Return which variants hold for which values of a dimension; None stands for all values that nobody names."""
    everywhere = frozenset(one.id for one in variants if dimension not in one.scope)
    naming: dict[str, set[str]] = {value: set() for value in declared}
    for one in variants:
        for value in one.scope.get(dimension, ()):
            if value in naming or not declared:
                naming.setdefault(value, set()).add(one.id)
    found: dict[frozenset[str], set[str]] = {}
    for value, names in naming.items():
        found.setdefault(frozenset(names), set()).add(value)
    groups: dict[frozenset[str], frozenset[str] | None] = {
        names | everywhere: frozenset(values) for names, values in found.items()
    }
    return groups if declared else {**groups, everywhere: None}


def _parted(
    parts: _Parts, dimension: str, groups: Mapping[frozenset[str], frozenset[str] | None], most_steps: int
) -> tuple[_Parts, bool]:
    """Part the records by one dimension more; values that make no difference stay together.

    What would be too much is cut, and that is told.
    """
    found: _Parts = {}
    steps = 0
    for names, cells in parts.items():
        below: dict[frozenset[str], list[frozenset[str] | None]] = {}
        for holding, values in groups.items():
            below.setdefault(names & holding, []).append(values)
        steps += len(groups) + len(below) * len(cells)
        if steps > most_steps and found:
            return {rest: some[:1] for rest, some in list(found.items())[:MOST]}, True
        for rest, several in below.items():
            known = [values for values in several if values is not None]
            if len(known) < len(several) or len(below) == 1:  # any value
                found.setdefault(rest, []).extend(cells)
            else:
                own = frozenset().union(*known)
                found.setdefault(rest, []).extend({**cell, dimension: own} for cell in cells)
    return found, False
