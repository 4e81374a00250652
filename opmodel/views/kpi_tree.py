"""What the north star hangs on: the KPIs and levers that move it, how strongly, and who owns them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from opmodel.drawing import Drawing, Edge, Key, Shape
from opmodel.engine import Scene
from opmodel.finding import Findings
from opmodel.graph import Graph
from opmodel.incentives import Incentives
from opmodel.incentives.influence.network import Edge as Influence
from opmodel.model import Entity, Model, is_draft
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.levers import Lever
from opmodel.views._words import declared, place, unread
from opmodel.views.pay.drivers import MOST_ROWS, Driver, drivers
from opmodel.views.pay.owners import colours, owners
from opmodel.wording import beside, counted, listed

_READ = ("kpi", "lever", "influence", "role")
_MOST_APART = 12
_HEADING = "kpi/"
_SIGNS = {1: "+", -1: "−"}


def draw(scene: Scene, _: Findings) -> Drawing:
    """Draw the north star, else every outcome, with what moves it to its right."""
    model, graph = scene.model, scene.graph
    tree = _Tree(model, graph, scene.incentives, owners(model, graph))
    roots = tree.roots
    shown = drivers(tree.incentives.network, (tree.number(kpi.ref) for kpi in roots[:MOST_ROWS]))
    kinds, legend = colours(tree.owner(one) for one in shown if one.depth)
    apart = tree.apart()
    shapes = (*(tree.shape(one, kinds, shown) for one in shown), *_apart(apart, tree))
    return Drawing(
        "kpi_tree",
        f"{model.name}: what moves {_named(roots)}",
        "drivers",
        " ".join(_said(tree, roots, shown)),
        shapes,
        tuple(tree.edge(one.edge) for one in shown if one.edge),
        legend=(*legend, Key("kpi", "another owner"))
        if legend and any(shape.kind == "kpi" for shape in shapes)
        else legend,
        left_out=(*_left_out(roots, len(apart)), *unread(model, _READ)),
    )


@dataclass(frozen=True, slots=True)
class _Tree:
    """Names, owners and influences of one model."""

    model: Model
    graph: Graph
    incentives: Incentives
    owned: Mapping[str, tuple[str, ...]]

    @property
    def roots(self) -> tuple[Kpi, ...]:
        """The north star; without one every outcome, in the order they are written."""
        found = [kpi for kpi in declared(self.model.of(Kpi)) if self.graph.is_north_star(kpi)]
        return tuple(found or declared(self.incentives.outcomes))

    def number(self, ref: str) -> int:
        """Return the node of a KPI."""
        number = self.incentives.network.number(ref)
        assert number is not None
        return number

    def entity(self, node: int) -> Entity:
        """Return what a node stands for."""
        return self.model.entities[self.incentives.network.names[node]]

    def owner(self, one: Driver) -> str:
        """Return the first of its owners; empty where there is none."""
        return next(iter(self.owned.get(self.entity(one.node).ref, ())), "")

    def shape(self, one: Driver, kinds: Mapping[str, str], shown: tuple[Driver, ...]) -> Shape:
        """Draw a KPI or lever with its owner, what else it moves and how much hangs on it unseen."""
        entity, owner = self.entity(one.node), self.owner(one)
        parent = self.entity(one.edge.target).ref if one.edge else ""
        more = f"+{one.hidden} below" if one.hidden else ""
        root = "north_star" if isinstance(entity, Kpi) and self.graph.is_north_star(entity) else "outcome"
        kind = root if one.edge is None else kinds.get(owner, "kpi") if owner else "unowned"
        second = beside(self.words(entity), self._also(one, shown), more)
        return Shape(entity.ref, entity.label, kind, second, column=one.depth, parent=parent, place=place(entity),
                     draft=is_draft(entity))  # fmt: skip

    def words(self, entity: Entity) -> str:
        """Write who owns a KPI or holds a lever."""
        names = self.owned.get(entity.ref, ())
        if isinstance(entity, Lever):
            return f"lever: {names[0]}{f' +{len(names) - 1}' if names[1:] else ''}" if names else "lever of nobody"
        return _one_of(names) if names else "no owner"

    def _also(self, one: Driver, shown: tuple[Driver, ...]) -> str:
        """Name what else it moves of what is on the picture."""
        drawn = {other.node for other in shown}
        others = [edge for edge in self.incentives.network.out[one.node] if edge != one.edge and edge.target in drawn]
        others = [edge for edge in others if one.edge is not None]
        names = [f"{_SIGNS[edge.effect.sign]} {self.entity(edge.target).label}" for edge in others]
        return f"also {_one_of(names)}" if names else ""

    def edge(self, influence: Influence) -> Edge:
        """Draw an influence on the parent, with its strength and how long it takes."""
        source, target = (self.entity(node) for node in (influence.source, influence.target))
        effect = influence.effect
        lag = (
            f"{influence.lag:.2g}mo"
            if influence.lag >= 1
            else f"{influence.lag * 52 / 12:.2g}w"
            if influence.lag
            else ""
        )
        label = f"{_SIGNS[effect.sign]} {effect.text[1:]}".strip()
        kind = "raises" if effect.sign > 0 else "lowers"
        ref = f"influence/{source.id}"
        return Edge(f"{ref}/{target.id}", source.ref, target.ref, kind, label, lag, entities=(ref,))

    def apart(self) -> tuple[Entity, ...]:
        """Return the KPIs and levers from which no way leads to a root, KPIs first, as they are written."""
        network = self.incentives.network
        linked = network.leading_to(self.number(kpi.ref) for kpi in self.roots)
        entities: tuple[Entity, ...] = (*declared(self.model.of(Kpi)), *declared(self.model.of(Lever)))
        return tuple(entity for entity in entities if not linked[self.number(entity.ref)])


def _apart(apart: tuple[Entity, ...], tree: _Tree) -> Iterator[Shape]:
    """Draw some of what leads to no root below a heading of its own."""
    if apart:
        yield Shape(_HEADING, f"No declared influence leads from these to {_named(tree.roots)}", "heading")
    for entity in apart[:_MOST_APART]:
        draft = is_draft(entity)
        yield Shape(entity.ref, entity.label, "unlinked", tree.words(entity), parent=_HEADING, place=place(entity),
                    draft=draft)  # fmt: skip


def _one_of(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _named(roots: tuple[Kpi, ...]) -> str:
    if len(roots) > 3:
        return f"{len(roots)} outcomes"
    return listed(kpi.label for kpi in roots) or "the numbers"


def _left_out(roots: tuple[Kpi, ...], apart: int) -> Iterator[str]:
    if len(roots) > MOST_ROWS:
        yield counted(len(roots) - MOST_ROWS, "further outcome")
    if apart > _MOST_APART:
        yield f"{counted(apart - _MOST_APART, 'further KPI or lever', 'further KPIs and levers')} linked to no outcome"


def _said(tree: _Tree, roots: tuple[Kpi, ...], shown: tuple[Driver, ...]) -> Iterator[str]:
    if not roots:
        yield "No north star and no KPI of kind outcome is declared, so there is nothing that KPIs could lead to."
        return
    if not tree.incentives.network.edges:
        yield "No influence is declared, so nothing says what moves what."
        return
    levers = sum(isinstance(tree.entity(one.node), Lever) for one in shown)
    yield f"{counted(len(shown) - levers, 'KPI')} and {counted(levers, 'lever')}; read from right to left."
    if hidden := sum(one.hidden for one in shown):
        yield f"{counted(hidden, 'more hangs', 'more hang')} on them further down, counted at each."
    unowned = sum(not tree.owner(one) for one in shown)
    if unowned:
        yield f"{counted(unowned, 'of them has', 'of them have')} no owner."
