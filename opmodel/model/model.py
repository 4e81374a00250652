"""A model: typed entities with their places, and how they refer to each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from opmodel.finding import Note, Span
from opmodel.model.columns import AllColumns
from opmodel.model.declaration import section_of
from opmodel.model.entity import Entity, State
from opmodel.model.manifest import About, Manifest
from opmodel.model.reading import LOST, Asked, Condition, Fault, Reference, Trail, Where, dotted, named, told
from opmodel.model.sections.variants import Variant
from opmodel.model.values import Quantity
from opmodel.model.variants.cases import Case, case_of
from opmodel.source import Comment, Node, Scalar
from opmodel.source import Mapping as MapNode
from opmodel.wording import listed

if TYPE_CHECKING:  # it reads, and reading makes models
    from opmodel.model.variants.variation import Variation

E = TypeVar("E", bound=Entity)


class Link(NamedTuple):
    """A reference that was resolved: an edge from one entity to another.

    `edge` is its name (`owned_by`); `trail` is where in the source it is written.
    """

    source: str
    edge: str
    target: str
    trail: Trail


@dataclass(frozen=True, slots=True)
class Varied:
    """A quantity that differs by a dimension."""

    where: Where
    quantity: Quantity[object]


_NAMED = 3


@dataclass(frozen=True)  # no slots: indexes are computed when somebody asks
class Model:
    """Everything a model says, read-only.

    `entities` maps `stage/evaluation` to the entity and is sorted by section and id. `broken` are entities that are
    written but could not be understood; a reference to one is fine. `faults` are what reading found wrong.
    `references` are those that draw an edge, `targets` the entities that ids mean where they are found.
    """

    folder: str
    manifest: Manifest
    manifest_file: str
    entities: Mapping[str, Entity]
    references: tuple[Reference, ...]
    faults: tuple[Fault, ...]
    targets: Mapping[Asked, str] = field(default_factory=dict, repr=False)
    varied: tuple[Varied, ...] = ()
    conditions: tuple[tuple[Where, Condition], ...] = ()
    broken: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    unjudged: int = 0
    """Names that mean nothing in what was read, and may mean something in what could not be."""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The text of every file that could be read."""
    remarks: tuple[Comment, ...] = ()  # those that speak to the program: `# opmodel: ignore[...]`
    whole: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """The stages of lifecycles for all records, where variants were laid over the model."""
    variation: "Variation | None" = field(default=None, repr=False)
    """What the model is with its variants, where it has some."""

    @property
    def about(self) -> About | None:
        """What the manifest says about the company."""
        return self.manifest.model

    @property
    def name(self) -> str:
        """What the model is called: its name, else its folder."""
        return (self.about and self.about.name) or self.folder

    @property
    def lacks(self) -> str:
        """Say which files could not be read, as the end of a sentence about what is not there."""
        more = (f"{len(self.unread) - _NAMED} more",) if len(self.unread) > _NAMED else ()
        return f" in what could be read: {listed((*self.unread[:_NAMED], *more))} could not" if self.unread else ""

    @property
    def is_misread(self) -> bool:
        """Tell whether something that is written never became part of the model: nothing follows from its absence."""
        lost = (one.rule in LOST for one in self.faults)
        return bool(self.unread or self.broken) or any(lost)

    @cached_property
    def _by_kind(self) -> Mapping[type, tuple[Any, ...]]:
        found: dict[type, list[Entity]] = {}
        for entity in self.entities.values():
            found.setdefault(type(entity), []).append(entity)
        return {kind: tuple(entities) for kind, entities in found.items()}

    @cached_property
    def _named(self) -> dict[type, Mapping[str, Any]]:
        """Entities by id and by `stage/evaluation`, for the kinds that somebody asked about."""
        return {}

    @cached_property
    def _naming(self) -> Mapping[str, list[str]]:
        """What refers to an entity, both written as `stage/evaluation`, as often as it does."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for source, _, text, sections, _, _, _ in self.references:
            if target := self.targets.get((sections, text)):
                found[target].append(source)
        return found

    @cached_property
    def _held(self) -> dict[tuple[type, str], tuple[Any, ...]]:
        """What `holders` found, by kind and what they refer to."""
        return {}

    def judged(self, faults: Iterable[Fault], variation: "Variation | None" = None, unjudged: int = 0) -> "Model":
        """Return the model with what judging it found; its entities are the same, and so is what was looked up."""
        made = replace(self, faults=tuple(faults), variation=variation, unjudged=self.unjudged + unjudged)
        vars(made).update({name: found for name, found in vars(self).items() if name in _LOOKUPS})
        return made

    @cached_property
    def columns(self) -> AllColumns:
        """The columns that conditions about objects may name."""
        return AllColumns(self)

    def share_columns(self, other: "Model") -> None:
        """Take over the columns of another model, with what was found by them, where they are made of the same."""
        if other.columns.fit(self):
            vars(self)["columns"] = other.columns

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """Return the entities of a section, sorted by id."""
        found: tuple[E, ...] = self._by_kind.get(kind, ())
        return found

    def get(self, kind: type[E], name: str) -> E | None:
        """Return the entity of a section with this id, written bare or as `stage/evaluation`."""
        known = self._named.get(kind)
        if known is None:
            known = self._named[kind] = {name: entity for entity in self.of(kind) for name in (entity.id, entity.ref)}
        found: E | None = known.get(name)
        return found

    def holders(self, kind: type[E], ref: str) -> tuple[E, ...]:
        """Return the entities of a kind that refer to the entity written as `stage/evaluation`."""
        found: tuple[E, ...] | None = self._held.get((kind, ref))
        if found is None:
            sources = map(self.entities.get, dict.fromkeys(self._naming.get(ref, ())))
            found = self._held[kind, ref] = tuple(one for one in sources if type(one) is kind)
        return found

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The references that were resolved, in the order they were read; few questions need them all."""
        found = ((one, self.target(one)) for one in self.references)
        return tuple(Link(one.source, one.key, target, one.trail) for one, target in found if target)

    def target(self, reference: Reference) -> str | None:
        """Return the entity a reference means, None where it is not found."""
        return self.targets.get((reference.sections, reference.text))

    def takes_up(self, kind: type[Entity]) -> bool:
        """Tell whether a section has entries, readable or not."""
        singular = section_of(kind).singular
        return bool(self.of(kind)) or any(ref.startswith(f"{singular}/") for ref in self.broken)

    def span(self, where: Where) -> Span:
        """Return where a value stands in the files; what is not written stands at its nearest parent."""
        entity = self.entities.get(where.entity)
        if entity is None:
            return Span(self.manifest_file, 1, 1, 1, 1)
        node: Node = entity.node
        place: Node = entity.head
        for part in where.trail:
            below = node.inside(part)
            if below is None:
                break
            place = node.key(str(part)) if isinstance(node, MapNode) and not isinstance(below, Scalar) else below
            node = below
        return place.span

    def path(self, where: Where) -> str:
        """Return the dotted path of a value in the document: `stages.evaluation.stall.after`."""
        entity = self.entities.get(where.entity)
        if entity is None:
            return dotted(where.trail)
        return dotted((section_of(type(entity)).name, entity.id, *where.trail))

    def resolve(self, on: date | None = None, scope: "Mapping[str, str] | Case | None" = None) -> "Model":
        """Return the model as it is on a day and for some records, with the variants that hold for all of them.

        Entities that are not in force, or are for other records, are left out with everything that concerns them; a
        reference from an entity in force to one that is not is a fault.

        Args:
            on: the day; without it everything is in force.
            scope: values of dimensions, where a variant's id with an empty value stands for its scope; or a case.
        """
        case = scope if isinstance(scope, Case) else case_of(scope or {}, self.of(Variant) if scope else (), on)
        if self.variation and case.variants:
            return self.variation.with_variants(case.variants).resolve(on, Case(cells=case.cells))
        cells = () if case.is_all else case.cells
        kept = {
            ref: entity
            for ref, entity in self.entities.items()
            if (on is None or entity.in_force(on)) and (not cells or any(map(entity.in_scope, cells)))
        }
        parts = self._parts_out_of_force(kept, on) if on else {}
        if len(kept) == len(self.entities) and not parts:
            return self
        gone = self.entities.keys() - kept.keys()
        left = _closed(replace(self, entities=kept), gone, parts)
        return replace(left, faults=(*left.faults, *(self._out_of_force(gone, on) if on else ())))

    def apart_from(self, refs: Set[str]) -> "Model":
        """Return the model without some entities and everything that concerns them."""
        kept = {ref: entity for ref, entity in self.entities.items() if ref not in refs}
        return _closed(replace(self, entities=kept), refs, {}) if refs else self

    def _parts_out_of_force(self, kept: dict[str, Entity], on: date) -> dict[str, frozenset[Trail]]:
        """Replace the entities whose parts differ on a day, and return the ways to those parts."""
        found: dict[str, frozenset[Trail]] = {}
        for ref, entity in kept.items():
            if type(entity).on is Entity.on:  # as in nearly all sections
                continue
            kept[ref], trails = entity.on(on)
            if trails:
                found[ref] = trails
        return found

    def _out_of_force(self, gone: Iterable[str], on: date) -> Iterator[Fault]:
        outside = set(gone)
        for link in self.links:
            if (
                link.source not in self.entities
                or link.source in outside
                or link.target not in outside
                or self.entities[link.target].in_force(on)
            ):
                continue
            where = Where(link.source, link.trail)
            text = f"{told(where)} names {named(link.target)}, which is not in force on {on}"
            way_out = "name what is in force on that day, or change the dates of one of them"
            target = self.span(Where(link.target, ("effective",)))
            notes = (Note(target, f"{named(link.target)} is in force on other days"),)
            yield Fault("reference-not-in-force", text, self.span(where), link.source, self.path(where), way_out, notes)


_LOOKUPS = ("_by_kind", "_named", "_naming", "_held", "columns")
"""What is worked out from entities and references alone."""


def _closed(model: Model, gone: Set[str], parts: Mapping[str, frozenset[Trail]]) -> Model:
    """Leave out what concerns entities that are gone, and parts of others."""
    closed = {**parts, **dict.fromkeys(gone, _WHOLE)}
    lost = {asked for asked, target in model.targets.items() if target in gone}
    left = (one for one in model.references if not (lost and (one.sections, one.text) in lost))
    return replace(
        model,
        references=tuple(one for one in left if not _within(one.source, one.trail, closed)),
        faults=tuple(fault for fault in model.faults if fault.entity not in gone),
        varied=tuple(one for one in model.varied if not _within(one.where.entity, one.where.trail, closed)),
        conditions=tuple(pair for pair in model.conditions if not _within(pair[0].entity, pair[0].trail, closed)),
    )


_WHOLE: frozenset[Trail] = frozenset(((),))
"""The way to all of an entity."""


def _within(entity: str, trail: Trail, closed: Mapping[str, Set[Trail]]) -> bool:
    """Tell whether a value belongs to something that is left out."""
    return entity in closed and not closed[entity].isdisjoint(((), trail[:2]))


_DRAFT = State.DRAFT


def is_draft(entity: Entity) -> bool:
    """Tell whether an entity is a draft, judged by shape and references only."""
    return entity.state is _DRAFT
