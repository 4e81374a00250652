"""Names and places: nodes, edges and paths of a network in the words and files of its model."""

from dataclasses import dataclass

from opmodel.errors import UsageError
from opmodel.incentives.influence.network import Edge, Network
from opmodel.incentives.influence.paths import Path
from opmodel.model import Model, named
from opmodel.model.sections.influences import Effect, Influence
from opmodel.model.sections.roles import Role
from opmodel.wording import bare, did_you_mean, listed


@dataclass(frozen=True, slots=True)
class Thing:
    """A lever, KPI or role as people say it, with its entity (`kpi/win_rate`)."""

    ref: str
    label: str

    @property
    def id(self) -> str:
        """The id without its section."""
        return bare(self.ref)


@dataclass(frozen=True, slots=True)
class Step:
    """One declared influence and where it stands; `effect` and `lag` are as written, empty texts were not."""

    source: Thing
    target: Thing
    sign: int
    effect: str
    declared: bool
    lag: str
    evidence: str
    evidence_ref: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Way:
    """A path: `strength` is the product of the likely strengths along it.

    `loop` tells that it meets a loop that feeds itself, so that its strength compares with no other.
    """

    sign: int
    strength: float
    lag_months: float
    steps: tuple[Step, ...]
    loop: bool = False


class Atlas:
    """Says what a network's nodes, edges and paths are called and where they are written."""

    def __init__(self, model: Model, network: Network) -> None:
        self._model, self._network = model, network

    def thing(self, node: int) -> Thing:
        """Return what a node stands for."""
        return self.entity(self._network.names[node])

    def entity(self, ref: str) -> Thing:
        """Return an entity by its reference."""
        found = self._model.entities.get(ref)
        return Thing(ref, found.label if found else bare(ref))

    def step(self, edge: Edge) -> Step:
        """Return an edge with what its author says of it."""
        span = self._model.span(edge.where)
        effect = self._effect(edge)
        grounds = effect.evidence if effect else None
        return Step(
            self.thing(edge.source),
            self.thing(edge.target),
            edge.effect.sign,
            edge.effect.text,
            edge.effect.declared,
            str(effect.lag) if effect and effect.lag else "",
            str(grounds.type) if grounds and grounds.type else "",
            (grounds.ref or "") if grounds else "",
            span.file,
            span.line,
        )

    def way(self, path: Path) -> Way:
        """Return a path with all its steps."""
        loop = not self._network.runaway.isdisjoint(path.nodes)
        return Way(path.sign, path.strength, path.lag, tuple(self.step(edge) for edge in path.edges), loop)

    def node(self, word: str) -> int:
        """Return the node that somebody names: `discount`, or `lever/discount` where a KPI has that id too.

        Raises:
            UsageError: there is none, or there are two.
        """
        names = self._network.names
        asked = (self._network.number(name) for name in (word, f"lever/{word}", f"kpi/{word}"))
        found = [names[node] for node in asked if node is not None]
        if len(found) > 1:
            raise UsageError(f"'{word}' is a lever and a KPI; say which: {' or '.join(found)}")
        node = self._network.number(found[0]) if found else None
        if node is None:
            raise UsageError(f"there is no lever or KPI '{word}'{self._model.lacks}; {self._hint(word)}")
        return node

    def _hint(self, word: str) -> str:
        names = self._network.names
        broken = next((one for one in (word, f"lever/{word}", f"kpi/{word}") if one in self._model.broken), "")
        if broken:
            return f"{named(broken)} could not be read, and `opmodel check` says why"
        role = self._model.get(Role, word)
        if role is not None and role.levers:
            return f"role '{role.id}' moves {listed(bare(name) for name in role.levers[:6])}: name one of them"
        if not names:
            return "the model has neither"
        close = did_you_mean(word, map(bare, names)) or did_you_mean(word, names)
        return (
            close or f"there are {', '.join(bare(name) for name in names[:8])}{' and others' if len(names) > 8 else ''}"
        )

    def _effect(self, edge: Edge) -> Effect | None:
        name = edge.where.entity.partition("/")[2]
        influence = self._model.get(Influence, name)
        written = edge.where.trail[0] if edge.where.trail else ""
        return next((one for one in influence.effects if one.to == written), None) if influence else None
