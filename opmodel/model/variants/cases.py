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
_MOST_PARTS = 4096

Cell: TypeAlias = Mapping[str, frozenset[str]]
"""Records by the values of some dimensions; of one that is not named they may have any."""


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
    variants = tuple(one for one in model.of(Variant) if not one.is_draft and (day is None or one.in_force(day)))
    dimensions = (one for one in model.of(Dimension) if day is None or one.in_force(day))
    values = {one.id: tuple(value.id for value in one.values) for one in dimensions}
    named = Counter(dimension for one in variants for dimension in one.scope)
    parts: dict[frozenset[str], list[Cell]] = {frozenset(one.id for one in variants): [{}]}
    more = False
    for dimension in sorted(named, key=lambda name: (-named[name], name)):
        groups = _groups(dimension, variants, values.get(dimension, ()))
        parts, cut = _parted(parts, dimension, groups)
        more = more or cut
    ordered = sorted(parts, key=lambda names: (len(names), sorted(names)))
    cases = tuple(Case(names, tuple(parts[names])) for names in ordered[:MOST])
    return Occurring(cases, more or len(ordered) > MOST)


def _groups(
    dimension: str, variants: tuple[Variant, ...], declared: tuple[str, ...]
) -> dict[frozenset[str], frozenset[str] | None]:
    """Return which variants hold for which values of a dimension; None stands for all values that nobody names."""
    scopes = {one.id: one.scope.get(dimension) for one in variants}
    values = declared or tuple(dict.fromkeys(value for scope in scopes.values() for value in scope or ()))
    found: dict[frozenset[str], frozenset[str] | None] = {}
    for value in values:
        holding = frozenset(name for name, scope in scopes.items() if scope is None or value in scope)
        found[holding] = (found.get(holding) or frozenset()) | {value}
    if not declared:
        found[frozenset(name for name, scope in scopes.items() if scope is None)] = None
    return found


def _parted(
    parts: dict[frozenset[str], list[Cell]], dimension: str, groups: Mapping[frozenset[str], frozenset[str] | None]
) -> tuple[dict[frozenset[str], list[Cell]], bool]:
    """Part the records by one dimension more; values that make no difference stay together."""
    found: dict[frozenset[str], list[Cell]] = {}
    count = 0
    for names, cells in parts.items():
        below: dict[frozenset[str], list[frozenset[str] | None]] = {}
        for holding, values in groups.items():
            below.setdefault(names & holding, []).append(values)
        for rest, several in below.items():
            known = [values for values in several if values is not None]
            any_value = len(known) < len(several) or len(below) == 1
            own: Cell = {} if any_value else {dimension: frozenset().union(*known)}
            count += len(cells)
            if count > _MOST_PARTS:
                return found, True
            found.setdefault(rest, []).extend({**cell, **own} for cell in cells)
    return found, False
