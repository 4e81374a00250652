"""Two models -> what differs, entity by entity and value by value."""

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from opmodel.changes.change import Action
from opmodel.changes.edits.edit import Edit, Listed
from opmodel.changes.edits.meaning import Meanings, Meant, is_written_alike
from opmodel.changes.edits.naming import renamed
from opmodel.changes.edits.writing import Written
from opmodel.finding import Span
from opmodel.graph import Graph
from opmodel.model import Entity, Model, Where, Why, is_draft, section_of
from opmodel.model.fields import Fields
from opmodel.model.reading import EntryId, Trail, dotted
from opmodel.model.shapes import Shape
from opmodel.model.structures import Group, Keyed, Many

_ELSEWHERE = frozenset(("patch", "formerly"))
"""Keys whose changes are told as what they come to: other entities for some records, another id."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """An entity on both sides, and what is below a place of it."""

    entity: str
    before: Entity
    after: Entity
    is_draft: bool


class Comparing:
    """Compares two models; nothing is worked out about what is written alike."""

    def __init__(self, before: Graph, after: Graph) -> None:
        self._before, self._after = before.model, after.model
        self.renamed: Mapping[str, str] = renamed(self._before, self._after)
        self._old_meanings = Meanings(self._before, self.renamed)
        self._new_meanings = Meanings(self._after, {})
        self._written = Written(before, after)

    def edits(self) -> Iterator[Edit]:
        """Yield what differs, by section and id."""
        names = self.renamed
        if self._before is self._after:
            return
        now = {names.get(ref, ref): entity for ref, entity in self._before.entities.items()}
        for ref in sorted(now.keys() | self._after.entities.keys()):
            yield from self.of(ref, now.get(ref), self._after.entities.get(ref))

    def of(self, ref: str, before: Entity | None, after: Entity | None) -> Iterator[Edit]:
        """Yield what differs about one entity; one that could not be read on a side may be the same there."""
        if before and after:
            if before is not after and not (before.ref == ref and is_written_alike(before.node, after.node)):
                yield from self._changed(ref, before, after)
        elif (before or after) and not self._is_unknown(ref, self._after if before else self._before):
            yield self._whole(ref, before, after, is_draft=is_draft(cast("Entity", before or after)))

    def _is_unknown(self, ref: str, where_not: Model) -> bool:
        """Tell whether an entity may be there all the same: it is broken, or some file could not be read."""
        return ref in where_not.broken or bool(where_not.unread)

    def _changed(self, ref: str, before: Entity, after: Entity) -> Iterator[Edit]:
        was, is_now = is_draft(before), is_draft(after)
        if was is not is_now:
            yield self._whole(ref, before if is_now else None, after if was else None, goes_live=True)
            return
        pair = _Pair(ref, before, after, was)
        if before.ref != ref:
            yield self._renamed(pair)
        section = section_of(type(after))
        if section.entries:
            yield from self._keyed(pair, cast("Keyed[object]", section.entries.shape), *self._entries(pair), ())
        else:
            yield from self._fields(pair, section.fields, before, after, ())
        yield from self._absences(pair)

    def _renamed(self, pair: _Pair) -> Edit:
        spans = self._spans(pair, ())
        return Edit(
            pair.entity,
            Action.RENAMED,
            (),
            pair.before,
            pair.after,
            old_text=pair.before.id,
            new_text=pair.after.id,
            key=f"{pair.before.ref} -> {pair.after.ref}",
            is_draft=pair.is_draft,
            before_span=spans[0],
            after_span=spans[1],
        )

    def _entries(self, pair: _Pair) -> tuple[object, object]:
        key = section_of(type(pair.after)).entries
        assert key
        return getattr(pair.before, key.attribute), getattr(pair.after, key.attribute)

    def _whole(
        self, ref: str, before: Entity | None, after: Entity | None, *, is_draft: bool = False, goes_live: bool = False
    ) -> Edit:
        entity = cast("Entity", after or before)
        meanings = self._new_meanings if after else self._old_meanings
        meant = meanings.group(_whole_fields(entity), entity)
        return Edit(
            ref,
            Action.ADDED if after else Action.REMOVED,
            (),
            before,
            after,
            old_text=self._written.summary("before", before) if before else "",
            new_text=self._written.summary("after", after) if after else "",
            key=repr(meant),
            is_draft=is_draft,
            goes_live=goes_live,
            before_span=self._before.span(Where(before.ref)) if before else None,
            after_span=self._after.span(Where(after.ref)) if after else None,
        )

    def _fields(self, pair: _Pair, fields: Fields, old: object, new: object, trail: Trail) -> Iterator[Edit]:
        for key in fields.keys.values():
            if not trail and key.name in _ELSEWHERE:
                continue
            one, other = getattr(old, key.attribute), getattr(new, key.attribute)
            if one is not other:
                yield from self._values(pair, key.shape, one, other, (*trail, key.name))

    def _values(self, pair: _Pair, shape: Shape[object], old: object, new: object, trail: Trail) -> Iterator[Edit]:
        if isinstance(shape, Group) and old is not None and new is not None:
            yield from self._fields(pair, shape.fields, old, new, trail)
        elif isinstance(shape, Keyed) and old and new:
            yield from self._keyed(pair, cast("Keyed[object]", shape), old, new, trail)
        else:
            meant = self._old_meanings.of(shape, old), self._new_meanings.of(shape, new)
            if meant[0] != meant[1] and not self._is_lost(pair, trail):
                yield self._edit(pair, shape, (old, new), meant, trail)

    def _keyed(self, pair: _Pair, shape: Keyed[object], old: object, new: object, trail: Trail) -> Iterator[Edit]:
        """Yield what differs entry by entry; where only their order does and that says something, it is one edit."""
        olds = {self._old_meanings.id_of(shape, one): one for one in cast("tuple[object, ...]", old)}
        news = {self._new_meanings.id_of(shape, one): one for one in cast("tuple[object, ...]", new)}
        for name in sorted(olds.keys() | news.keys()):
            one, other = olds.get(name), news.get(name)
            group = cast("Shape[object]", shape.group)
            step = EntryId(_written_id(shape, other if other is not None else one))
            yield from self._values(pair, group, one, other, (*trail, step))
        if shape.ordered and olds.keys() == news.keys() and list(olds) != list(news):
            yield self._edit(
                pair, cast("Shape[object]", shape), (old, new), (repr(list(olds)), repr(list(news))), trail
            )

    def _edit(
        self, pair: _Pair, shape: Shape[object], values: tuple[object, object], meant: tuple[Meant, Meant], trail: Trail
    ) -> Edit:
        old, new = (None if value == () else value for value in values)
        told = self._written.pair(pair.before, pair.after, shape, trail)
        told = (told[0] or _default(old), told[1] or _default(new))
        action = Action.ADDED if old is None else Action.REMOVED if new is None else Action.CHANGED
        items = self._items(pair, shape, values, trail) if isinstance(shape, Many) else None
        spans = self._spans(pair, trail)
        key = f"{meant[0]!r} -> {meant[1]!r}"
        return Edit(
            pair.entity,
            action,
            trail,
            pair.before,
            pair.after,
            old,
            new,
            *told,
            items,
            key,
            pair.is_draft,
            before_span=spans[0],
            after_span=spans[1],
        )

    def _spans(self, pair: _Pair, trail: Trail) -> tuple[Span, Span]:
        return self._before.span(Where(pair.before.ref, trail)), self._after.span(Where(pair.after.ref, trail))

    def _items(self, pair: _Pair, shape: Many[object], values: tuple[object, object], trail: Trail) -> Listed | None:
        """Return what a list gained and lost, in words."""
        if not all(isinstance(one, tuple) for one in values):
            return None
        olds = [repr(self._old_meanings.of(shape.item, one)) for one in cast("tuple[object, ...]", values[0])]
        news = [repr(self._new_meanings.of(shape.item, one)) for one in cast("tuple[object, ...]", values[1])]
        lost, gained = Counter(olds) - Counter(news), Counter(news) - Counter(olds)
        was, is_now = (
            self._written.items(side, entity, shape, trail)
            for side, entity in (("before", pair.before), ("after", pair.after))
        )
        return Listed(tuple(_picked(is_now, news, gained)), tuple(_picked(was, olds, lost)))

    def _is_lost(self, pair: _Pair, trail: Trail) -> bool:
        """Tell whether a value is written and could not be read on a side: nothing is known about it."""
        found = (
            one.absences.get(dotted(trail[:length])) for one in (pair.before, pair.after) for length in (1, len(trail))
        )
        return any(absence is not None and absence.why is Why.BROKEN for absence in found)

    def _absences(self, pair: _Pair) -> Iterator[Edit]:
        """Yield what is said to be absent otherwise than before, where there is no value on either side."""
        old, new = pair.before.absences, pair.after.absences
        for path in sorted(old.keys() | new.keys()):
            one, other = old.get(path), new.get(path)
            if one == other or self._has_value(pair, path) or self._is_lost(pair, _trail(path)):
                continue
            told = self._written.absence(one), self._written.absence(other)
            action = Action.ADDED if one is None else Action.REMOVED if other is None else Action.CHANGED
            trail = _trail(path)
            spans = self._spans(pair, trail)
            yield Edit(
                pair.entity,
                action,
                trail,
                pair.before,
                pair.after,
                one,
                other,
                *told,
                key=" -> ".join(told),
                is_draft=pair.is_draft,
                before_span=spans[0],
                after_span=spans[1],
            )

    def _has_value(self, pair: _Pair, path: str) -> bool:
        return any(self._written.node(one, _trail(path)) is not None for one in (pair.before, pair.after))


def _whole_fields(entity: Entity) -> Fields:
    section = section_of(type(entity))
    return Fields({section.entries.name: section.entries}) if section.entries else section.fields


def _written_id(shape: Keyed[object], entry: object) -> str:
    value = getattr(entry, shape.identity[0])
    return str(getattr(value, "text", value))


def _default(value: object) -> str:
    """Write what holds where nothing is written."""
    return ("no", "yes")[value] if isinstance(value, bool) else str(value) if isinstance(value, enum.Enum) else ""


def _picked(texts: Iterable[str], keys: Iterable[str], wanted: Counter[str]) -> Iterator[str]:
    left = Counter(wanted)
    for text, key in zip(texts, keys, strict=False):
        if left[key] > 0:
            left[key] -= 1
            yield text


def _trail(path: str) -> Trail:
    """Return the way to what a dotted path names; places in lists are numbers."""
    steps: list[str | int] = []
    for part in path.split("."):
        name, *places = part.split("[")
        steps += [name] if name else []
        steps += [int(place.rstrip("]")) for place in places if place.rstrip("]").isdigit()]
    return tuple(steps)
