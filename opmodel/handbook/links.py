"""How entities hang together: what each names, what names it, and what people call them."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from opmodel.graph import Graph
from opmodel.model import Entity, Link, Model
from opmodel.model.reading import Trail
from opmodel.model.sections.stages import Stage

LEAVES, ENTERS = "leaves", "enters"


class Links:
    """The references of a model from both ends; a move from `any` stage leaves each of them."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._model: Model = graph.model

    def out(self, ref: str) -> tuple[Link, ...]:
        """Return what an entity names, in the order of the text."""
        return self._out.get(ref, ())

    def into(self, entity: Entity) -> tuple[Link, ...]:
        """Return what names an entity, and the moves from or to `any` stage that it takes part in."""
        found = tuple(link for link in self._into.get(entity.ref, ()) if link.source != entity.ref)
        return (*found, *self._moves(entity, found)) if isinstance(entity, Stage) else found

    def named(self, ref: str) -> str:
        """Write an entity as people say it, with its id where that is another word: `Account executive (ae)`."""
        entity = self._model.entities.get(ref)
        if entity is None:
            return ref
        is_same = entity.label.casefold() == entity.id.replace("_", " ").casefold()
        return entity.label if is_same else f"{entity.label} ({entity.id})"

    def meant(self, sections: tuple[str, ...], text: str) -> str:
        """Write what an id means where one of these sections is named, nothing where that is not there."""
        ref = self._model.targets.get((sections, text), "")
        return self.named(ref) if ref in self._model.entities else ""

    def target(self, source: str, trail: Trail) -> str:
        """Return the entity that an entity names at a place, nothing where it names none."""
        return self._targets.get((source, trail), "")

    @cached_property
    def _out(self) -> Mapping[str, tuple[Link, ...]]:
        found: dict[str, list[Link]] = {}
        for link in self._model.links:
            if link.target in self._model.entities:
                found.setdefault(link.source, []).append(link)
        return {ref: tuple(links) for ref, links in found.items()}

    @cached_property
    def _into(self) -> Mapping[str, tuple[Link, ...]]:
        found: dict[str, list[Link]] = {}
        for link in self._model.links:
            if link.source in self._model.entities:
                found.setdefault(link.target, []).append(link)
        return {ref: tuple(sorted(links, key=lambda link: link.source)) for ref, links in found.items()}

    @cached_property
    def _targets(self) -> Mapping[tuple[str, Trail], str]:
        return {(link.source, link.trail): link.target for link in self._model.links}

    def _moves(self, stage: Stage, written: tuple[Link, ...]) -> Iterator[Link]:
        known = {(link.source, link.edge) for link in written}
        journey = self.graph.journey
        for edge, key, moves in ((LEAVES, "from", journey.moves_out(stage)), (ENTERS, "to", journey.moves_in(stage))):
            for ref in dict.fromkeys(move.transition.ref for move in moves):
                if (ref, edge) not in known:
                    yield Link(ref, edge, stage.ref, (key,))
