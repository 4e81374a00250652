"""What terms mean for the whole: where they stand, who works by them, what hangs on them, and which share a word."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from opmodel.expressions import columns_of, holds
from opmodel.expressions.tree import Comparison, Membership, walk
from opmodel.graph.journey import Journey
from opmodel.graph.meaning.terms import Terms
from opmodel.graph.people import People
from opmodel.graph.records import Records
from opmodel.model import Entity, Model, Where, is_draft
from opmodel.model.columns import Term
from opmodel.model.entity import Visibility
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.objects import FieldType, Object
from opmodel.model.sections.parts import ForecastCategory
from opmodel.model.sections.sources import Source
from opmodel.model.sections.stages import Stage, StageType
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare

_PLURAL = re.compile(r"(?<=[^s])s$")
_WITH_INITIALS = re.compile(r"(.+?)\s*\((\w{2,6})\)")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A function whose people work by a definition: the stage they own, and where the definition is named there."""

    function: str
    owner: str
    stage: Stage
    where: Where


class Meaning:
    """Questions about definitions, criteria and statuses: what a condition may name."""

    def __init__(self, model: Model, journey: Journey, people: People, records: Records, terms: Terms) -> None:
        self._model, self._journey, self._people = model, journey, people
        self._records, self._terms = records, terms

    def stages(self, term: Term) -> tuple[Stage, ...]:
        """Return the stages at which a term stands: it is their definition, or asked on the way in or out."""
        found = (self._model.entities.get(where.entity) for where in self._terms.places(term) if _is_gate(where))
        return tuple(dict.fromkeys(one for one in found if isinstance(one, Stage)))

    def neighbours(self, term: Term) -> tuple[Neighbour, ...]:
        """Return the functions whose people own a stage beside a term, each once.

        At the way into a stage those are its people and those who bring records forward to it; at the way out its
        people and those they bring records to; at an acceptance or a condition of a move both sides.
        """
        found: dict[str, Neighbour] = {}
        for where in self._terms.places(term):
            for stage in self._beside(where):
                for owner in self._people.working(self._journey.owners(stage)):
                    function = self._people.function(owner) if self._people.is_people(owner) else ""
                    if function:
                        found.setdefault(function, Neighbour(function, owner, stage, where))
        return tuple(found.values())

    def _beside(self, where: Where) -> Iterable[Stage]:
        entity, key = self._model.entities.get(where.entity), where.trail[0] if where.trail else ""
        if entity is None or is_draft(entity):
            return ()
        stages: list[Stage] = []
        if isinstance(entity, Stage) and _is_gate(where):
            stages = [*self._before(entity, key), entity, *self._after(entity, key)]
        elif isinstance(entity, Transition) and key in ("accept", "when") and entity.kind.is_onward:
            stages = [end for move in self._journey.expand(entity) for end in (move.source, move.target)]
        return (stage for stage in dict.fromkeys(stages) if not is_draft(stage))

    def _before(self, stage: Stage, key: object) -> Iterator[Stage]:
        if key != "exit":
            yield from (move.source for move in self._journey.moves_in(stage) if move.transition.kind.is_onward)

    def _after(self, stage: Stage, key: object) -> Iterator[Stage]:
        if key != "entry":
            ahead = (move for move in self._journey.moves_out(stage) if move.transition.kind.is_onward)
            yield from (move.target for move in ahead if move.target.type in (StageType.OPEN, StageType.WON))

    def missing_approvals(self, definition: Definition, day: date) -> tuple[Neighbour, ...]:
        """Return the neighbours of a definition for whom neither its owner nor who approved it by a day can speak."""
        approvals = (one.role for one in definition.approvers if one.date is None or one.date <= day)
        agreed = (*definition.owner, *approvals)
        beside = self.neighbours(definition)
        return tuple(one for one in beside if not any(self._people.speaks_for(name, one.owner) for name in agreed))

    def is_judged_anew(self, term: Term, beside: Neighbour) -> bool:
        """Tell whether a function takes over what others call by a term only by criteria of its own.

        Its people accept every record that comes forward to them, the term is none of what they ask for, and nothing at
        their stage names it.
        """
        coming = [one for one in self._journey.moves_in(beside.stage) if one.transition.kind.is_onward]
        coming = [one for one in coming if beside.owner not in self._people.working(self._journey.owners(one.source))]
        named = {(where.entity, where.trail[0] if where.trail else "") for where in self._terms.places(term)}
        asked = {(one.transition.ref, "accept") for one in coming}
        is_theirs = not named.isdisjoint(asked) or any(entity == beside.stage.ref for entity, _ in named)
        return not is_theirs and bool(coming) and all(self._is_accepted(one.transition, beside) for one in coming)

    def _is_accepted(self, transition: Transition, beside: Neighbour) -> bool:
        accept = transition.accept
        by = self._people.working(accept.by) if accept and accept.criteria else ()
        return any(self._people.function(name) == beside.function for name in by)

    def is_hidden(self, definition: Definition) -> bool:
        """Tell whether what a definition says stands only behind addresses or pages that not everybody may see."""
        says = (definition.test, definition.description, definition.criteria, definition.excludes)
        if (
            any(says)
            or definition.population
            or definition.refines
            or any(said.text or said.test for said in definition.statements)
        ):
            return False
        pages = [self._model.get(Source, one.source.partition("#")[0]) for one in definition.stated_in]
        if any(one.quote for one in definition.stated_in):
            return False
        closed = all(page is not None and page.visibility is Visibility.PRIVATE for page in pages)
        if definition.visibility is Visibility.PRIVATE:
            return bool(definition.links or pages)
        return bool(pages) and closed and not definition.links

    def on_forecast(self, definition: Definition) -> str:
        """Say by what the forecast hangs on a definition, as the end of a sentence; nothing where it does not."""
        first, why = self._forecast.get(definition.ref, (definition.ref, ""))
        return why.format("it" if first == definition.ref else f"definition '{bare(first)}', which rests on it,")

    @cached_property
    def _forecast(self) -> Mapping[str, tuple[str, str]]:
        """By what the forecast hangs on a definition: the one that it counts by, and a sentence with a place for it."""
        found = {one.ref: (one.ref, why) for one in self._model.of(Definition) if (why := self._counted(one))}
        waiting = deque(found)
        while waiting:
            ref = waiting.popleft()
            for part in self._terms.rests_on(self._terms.all[ref]):
                if part not in found:
                    found[part] = found[ref]
                    waiting.append(part)
        return found

    def _counted(self, definition: Definition) -> str:
        for stage in self.stages(definition):
            if counts_in_forecast(stage):
                return f"by {{}} stage '{stage.id}' counts as {_category(stage)}"
        return next(
            (f"{{}} takes records in stage '{one.id}', which the forecast counts" for one in self.counted(definition)),
            "",
        )

    def counted(self, definition: Definition) -> Iterator[Stage]:
        """Yield the stages that the forecast counts and whose records the test of a definition takes by their stage."""
        tree = definition.test.tree if definition.test else None
        home = bare(next(iter(definition.objects((), self._model)), ""))
        if tree is None or home not in self._stage_column:
            return
        columns, name = self._records.columns(home), self._stage_column[home]
        asked = (part for part in walk(tree) if isinstance(part, Comparison | Membership))
        tests = [part for part in asked if name in {one.name for one in columns_of(part)}]
        column = columns.find((name,)) if tests else None
        for stage in (self._model.get(Stage, value) for value in (column.values if column else ())):
            if stage and counts_in_forecast(stage) and any(holds(one, {name: stage.id}, columns) for one in tests):
                yield stage

    @cached_property
    def _stage_column(self) -> Mapping[str, str]:
        """The column that says where a record stands, by object: `stage`, or the only one that holds a stage."""
        found: dict[str, str] = {}
        for home in self._model.of(Object):
            names = [field.id for field in home.fields if field.type is FieldType.STAGE]
            if len(names) == 1 or "stage" in names:
                found[home.id] = "stage" if "stage" in names else names[0]
        return found

    @cached_property
    def words(self) -> Mapping[str, tuple[Definition, ...]]:
        """The definitions of each word that people use, terms and aliases, as `plain_word` writes it."""
        found: dict[str, dict[str, Definition]] = {}
        for one in self._model.of(Definition):
            for word in _words(one):
                found.setdefault(word, {})[one.ref] = one
        return {word: tuple(meanings.values()) for word, meanings in found.items()}

    def share_a_word(self, one: Definition, other: Definition) -> bool:
        """Tell whether two definitions are of one word."""
        return not _words(one).isdisjoint(_words(other))

    def are_told_apart(self, one: Definition, other: Definition) -> bool:
        """Tell whether two definitions share a word on purpose: `same_word_as` links them, maybe over a third."""
        return self._siblings.get(one.ref, one.ref) == self._siblings.get(other.ref, other.ref)

    def narrows(self, one: Definition, other: Definition) -> bool:
        """Tell whether a definition refines another, maybe over a third."""
        found: set[str] = set()
        above: Definition | None = one
        while above and above.refines and above.ref not in found:
            found.add(above.ref)
            above = self._model.get(Definition, above.refines)
            if above is other:
                return True
        return False

    @cached_property
    def _siblings(self) -> Mapping[str, str]:
        """The first of all definitions that `same_word_as` ties together, by each of them."""
        tied: dict[str, set[str]] = {}
        for one in self._model.of(Definition):
            other = self._model.get(Definition, one.same_word_as) if one.same_word_as else None
            if other:
                tied.setdefault(one.ref, set()).add(other.ref)
                tied.setdefault(other.ref, set()).add(one.ref)
        found: dict[str, str] = {}
        for ref in sorted(tied):
            waiting = [] if ref in found else [ref]
            while waiting:
                node = waiting.pop()
                if node not in found:
                    found[node] = ref
                    waiting += tied[node]
        return found


def meet_in_scope(one: Entity, other: Entity) -> bool:
    """Tell whether two entities are for some of the same records: no dimension keeps them apart."""
    first, second = one.scope or {}, other.scope or {}
    return all(set(first[name]) & set(second[name]) for name in first.keys() & second.keys())


def counts_in_forecast(stage: Stage) -> bool:
    """Tell whether records in a stage are counted in the forecast."""
    return any(category is not ForecastCategory.OMITTED for category in stage.forecast_category)


def plain_word(word: str) -> str:
    """Write a word so that capitals, hyphens, blanks and a plural's s make no difference."""
    return _PLURAL.sub("", " ".join(word.casefold().replace("-", " ").replace("_", " ").split()))


def plain_words(said: str) -> frozenset[str]:
    """Return the words that a term or alias stands for: `Marketing qualified lead (MQL)` is also either part alone."""
    found = {plain_word(said)}
    parts = _WITH_INITIALS.fullmatch(said.strip())
    if parts and parts[2].casefold() == "".join(word[0] for word in plain_word(parts[1]).split()):
        found |= {plain_word(parts[1]), plain_word(parts[2])}
    return frozenset(found) - {""}


def _words(one: Definition) -> frozenset[str]:
    return frozenset(word for said in (one.term, *one.aliases) for word in plain_words(said))


def _is_gate(where: Where) -> bool:
    return where.entity.startswith("stage/") and where.trail[:1] in (("definition",), ("entry",), ("exit",))


def _category(stage: Stage) -> str:
    return next(str(one) for one in stage.forecast_category if one is not ForecastCategory.OMITTED)
