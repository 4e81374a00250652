"""What hangs on an entity by one thing between: the plans that pay on its KPI, feedback about its definition."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from opmodel.handbook.links import ENTERS, LEAVES, Links
from opmodel.model import Entity, Link
from opmodel.model.reading import Trail
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage

_MEASURED_BY, _MEASURES = "measured_by", frozenset(("counts", "drawn_from"))


@dataclass(frozen=True, slots=True)
class _Beyond:
    """What to tell of something between: the edges that come into it, and those that leave it."""

    into: frozenset[str]
    out: frozenset[str] = frozenset()


_MOVES = _Beyond(frozenset(("about", "loaded_by", "caused_by")), frozenset((_MEASURED_BY, "decided_by")))
_PATH = _Beyond(frozenset(), frozenset(("requires", "backward")))
_NAMED: Mapping[str, _Beyond] = {
    "defined_by": _Beyond(_MEASURES | {"about", "closes"}),
    "requires": _Beyond(_MEASURES),
    "is_a": _Beyond(frozenset(("paid_to", "carried_by"))),
}
_NAMING: Mapping[str, _Beyond] = {LEAVES: _MOVES, ENTERS: _MOVES, "has_stage": _PATH}
_KPI = _Beyond(frozenset(("paid_on", "inspects")))
_OWNER = _Beyond(frozenset(("carried_by",)))


@dataclass(frozen=True, slots=True)
class Through:
    """Something that hangs on an entity: what is between, the other end, and where it names that."""

    between: str
    ref: str
    trail: Trail = ()


def through(entity: Entity, links: Links) -> tuple[Through, ...]:
    """Return what hangs on an entity by one thing between; what names it directly is not among it."""
    own = {entity.ref, *(link.source for link in links.into(entity)), *(link.target for link in links.out(entity.ref))}
    found = {one.ref: one for one in reversed(tuple(_all(entity, links))) if one.ref not in own}
    return tuple(found[ref] for ref in sorted(found))


def _all(entity: Entity, links: Links) -> Iterator[Through]:
    between = [(link.target, _NAMED[link.edge]) for link in links.out(entity.ref) if link.edge in _NAMED]
    between += [(link.source, _NAMING[link.edge]) for link in links.into(entity) if link.edge in _NAMING]
    if isinstance(entity, Stage):
        between += [(f"role/{owner}", _OWNER) for owner in links.graph.journey.owners(entity)]
    if isinstance(entity, Role):
        yield from _stages(entity, links)
    first = [one for ref, beyond in between for one in _beyond(ref, beyond, links)]
    yield from first
    kpis = dict.fromkeys((*_kpis(entity, links), *(one.ref for one in first if one.ref.startswith("kpi/"))))
    for kpi in kpis:
        yield from _beyond(kpi, _KPI, links)


def _stages(role: Role, links: Links) -> Iterator[Through]:
    """Yield the stages that a role answers for because their lifecycle says so."""
    journey = links.graph.journey
    for link in links.into(role):
        path = links.graph.model.get(Lifecycle, link.source) if link.edge == "owned_by" else None
        for stage in journey.stages(path) if path else ():
            if not stage.owner and role.id in journey.owners(stage):
                yield Through(link.source, stage.ref)


def _kpis(entity: Entity, links: Links) -> Iterator[str]:
    """Yield the KPIs that measure or count the entity itself."""
    yield from (link.target for link in links.out(entity.ref) if link.edge == _MEASURED_BY)
    yield from (link.source for link in links.into(entity) if link.edge in _MEASURES and _is_kpi(link.source))


def _beyond(ref: str, beyond: _Beyond, links: Links) -> Iterable[Through]:
    entity = links.graph.model.entities.get(ref)
    into: tuple[Link, ...] = links.into(entity) if entity else ()
    yield from (Through(ref, link.source, link.trail) for link in into if link.edge in beyond.into)
    yield from (Through(ref, link.target) for link in links.out(ref) if link.edge in beyond.out)


def _is_kpi(ref: str) -> bool:
    return ref.startswith("kpi/")
