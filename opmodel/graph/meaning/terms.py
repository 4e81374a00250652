"""What terms rest on and where they are named."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from opmodel.expressions import columns_of
from opmodel.graph.circles import going_round, way_round
from opmodel.graph.records import Records
from opmodel.model import Condition, Entity, Model, Where, is_draft
from opmodel.model.columns import Term
from opmodel.model.sections.criteria import Criterion
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.objects import Object
from opmodel.model.sections.statuses import Status

_BESIDE = frozenset(("same_word_as", "exclusive_with"))
"""What a term says about another without resting on it."""


class Terms:
    """The definitions, criteria and statuses of a model: what a condition may name."""

    def __init__(self, model: Model, records: Records) -> None:
        self._model, self._records = model, records
        self._written: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {}

    @cached_property
    def all(self) -> Mapping[str, Term]:
        """Every term by `definition/mql`."""
        found: tuple[Term, ...] = (*self._model.of(Definition), *self._model.of(Criterion), *self._model.of(Status))
        return {term.ref: term for term in found}

    @cached_property
    def _by_id(self) -> Mapping[str, Term]:
        return {term.id: term for term in reversed(tuple(self.all.values()))}

    def places(self, term: Term) -> tuple[Where, ...]:
        """Return every place that names a term: keys that take its id, and conditions."""
        return tuple(self._places.get(term.ref, ()))

    @cached_property
    def _places(self) -> Mapping[str, list[Where]]:
        found: dict[str, list[Where]] = {}
        names = self.all.keys() | self._by_id.keys()
        for source, trail, text, sections, _, _, _ in self._model.references:
            target = self._model.targets.get((sections, text)) if text in names else None
            if target and target in self.all and trail[:1] != ("statements",):
                found.setdefault(target, []).append(Where(source, trail))
        for where, condition in self._model.conditions:
            entity = self._model.entities.get(where.entity)
            if entity and where.trail[:1] != ("statements",):
                for term in self._asked(entity, where, condition):
                    found.setdefault(term.ref, []).append(where)
        return found

    def _asked(self, entity: Entity, where: Where, condition: Condition) -> Iterator[Term]:
        """Yield the terms that a condition names; without an object an id can only be meant as a term."""
        paths = self._paths(condition)
        if not paths:
            return
        homes = [home for home in entity.objects(where.trail, self._model) if self._model.get(Object, home)]
        for path in paths:
            known = (self._records.columns(home).meaning(path) for home in homes)
            found: Term | None = next((term for term in known if term), None)
            if not homes and len(path) == 1:
                found = self._by_id.get(path[0])
            if found:
                yield found

    def _paths(self, condition: Condition) -> tuple[tuple[str, ...], ...]:
        """Return what a condition names by the id of a term, once for all that say the same."""
        asked = (condition.kind, condition.text)
        known = self._written.get(asked)
        if known is None:
            named = columns_of(condition.tree) if condition.tree else ()
            known = tuple(dict.fromkeys(one.path for one in named if one.path[-1] in self._by_id))
            self._written[asked] = known
        return known

    def rests_on(self, term: Term) -> Mapping[str, Where]:
        """Return the terms that a term names, by `definition/mql`, each with where it does."""
        return self._rests.get(term.ref, {})

    @cached_property
    def _rests(self) -> Mapping[str, Mapping[str, Where]]:
        found: dict[str, dict[str, Where]] = {}
        for target, places in self._places.items():
            for where in places:
                if where.entity in self.all and where.trail[:1] and where.trail[0] not in _BESIDE:
                    found.setdefault(where.entity, {}).setdefault(target, where)
        return found

    @cached_property
    def circles(self) -> tuple[tuple[Term, ...], ...]:
        """The terms that depend on themselves, each group as one shortest way round from its first id; no drafts."""
        judged = [ref for ref in sorted(self.all) if not is_draft(self.all[ref])]
        known = frozenset(judged)
        ways = {ref: known & self._rests.get(ref, {}).keys() for ref in judged}
        found = (tuple(self.all[ref] for ref in way_round(group, ways)) for group in going_round(ways))
        return tuple(sorted(found, key=lambda terms: terms[0].ref))
