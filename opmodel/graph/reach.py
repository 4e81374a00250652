"""What hangs on an entity: everything that names it, and what names that, as far as the meaning goes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.graph.journey import Journey
from opmodel.graph.meaning.terms import Terms
from opmodel.graph.people import People
from opmodel.model import Entity, Link, Model
from opmodel.model.sections.dashboards import Dashboard
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition

_MEANT = frozenset(
    (
        *("definition", "criterion", "status", "object", "dimension", "reason", "decision", "escalation"),
        *("kpi", "dataset", "question", "crediting", "stage", "transition"),
    )
)
"""What others rest on: where such a thing changes, what names it means something else. A job only has work."""
_PASSED_ON = frozenset(("definition", "criterion", "status", "kpi", "dataset", "crediting", "transition"))
"""What hands a change on to those that name it; a stage or a plan is where it arrives."""
_ASIDE = frozenset(("stated_in", "same_word_as", "felt_by", "closes", "inspects", "reads", "sent_by", "sent_to"))
"""Names that are beside the point: whoever cites a thing or looks at it works on as before."""
_KEPT: tuple[type[Entity], ...] = (Stage, Kpi, Incentive, Role, Dashboard)


@dataclass(frozen=True, slots=True)
class Reached:
    """What a change of an entity reaches, each written as `stage/evaluation` and sorted."""

    stages: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    incentives: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    dashboards: tuple[str, ...] = ()

    def __or__(self, other: "Reached") -> "Reached":
        """Return what either reaches."""
        pairs = zip(self.all, other.all, strict=True)
        return Reached(*(tuple(sorted({*one, *more})) for one, more in pairs))

    @property
    def all(self) -> tuple[tuple[str, ...], ...]:
        """Stages, KPIs, incentives, roles and dashboards."""
        return self.stages, self.kpis, self.incentives, self.roles, self.dashboards


class Reach:
    """Questions about what a change of one entity touches."""

    def __init__(self, model: Model, people: People, journey: Journey, terms: Terms) -> None:
        self._model, self._people, self._journey, self._terms = model, people, journey, terms
        self._known: dict[str, Reached] = {}

    def hanging_on(self, ref: str) -> Reached:
        """Return what hangs on an entity, itself left out, with the roles that own, earn or read what hangs on it."""
        if ref not in self._known:
            self._known[ref] = self._reached(ref)
        return self._known[ref]

    def named_by(self, ref: str) -> tuple[Link, ...]:
        """Return what an entity names, in the order of the text."""
        return self._named.get(ref, ())

    @cached_property
    def _named(self) -> Mapping[str, tuple[Link, ...]]:
        found: dict[str, list[Link]] = {}
        for link in self._model.links:
            found.setdefault(link.source, []).append(link)
        return {ref: tuple(links) for ref, links in found.items()}

    def _reached(self, ref: str) -> Reached:
        found = self._backwards(ref)
        entities = [self._model.entities[one] for one in found if one in self._model.entities]
        start = self._model.entities.get(ref)
        roles = {
            role.ref for one in (start, *entities) if one for name in self._concerned(one) for role in self._of(name)
        }
        kinds = [{one.ref for one in entities if isinstance(one, kind)} for kind in _KEPT]
        kinds[3] |= roles
        return Reached(*(tuple(sorted(kind - {ref})) for kind in kinds))

    def _backwards(self, ref: str) -> dict[str, None]:
        """Return what names an entity, at once or over things that hand the change on."""
        found: dict[str, None] = {}
        waiting = [ref]
        while waiting:
            here = waiting.pop()
            for source in (*self._naming.get(here, ()), *self._ends(here)):
                if source not in found and source != ref:
                    found[source] = None
                    if _kind(ref) in _MEANT and _kind(source) in _PASSED_ON:
                        waiting.append(source)
        return found

    def _ends(self, ref: str) -> Iterator[str]:
        """Yield the stages at the ends of a move: whoever works there has it before them or behind them."""
        move = self._model.entities.get(ref)
        if isinstance(move, Transition):
            yield from dict.fromkeys(end.ref for one in self._journey.written(move) for end in (one.source, one.target))

    def _of(self, name: str) -> Iterator[Role]:
        role = self._people.role(name)
        if role:
            yield role

    def _concerned(self, entity: Entity) -> Iterable[str]:
        """Return who owns, earns or reads something, as written."""
        match entity:
            case Stage():
                return self._journey.owners(entity)
            case Incentive():
                return entity.payee
            case Kpi():
                return (*entity.owner, *entity.joint)
            case Dashboard():
                return (*entity.owner, *entity.audience)
        return entity.answering

    @cached_property
    def _naming(self) -> Mapping[str, tuple[str, ...]]:
        """Who names an entity, in a key or in a condition."""
        found: dict[str, dict[str, None]] = {}
        for link in self._model.links:
            if link.edge not in _ASIDE and link.trail[:1] != ("statements",) and link.source:
                found.setdefault(link.target, {})[link.source] = None
        for ref, term in self._terms.all.items():
            for where in self._terms.places(term):
                if where.trail[:1] not in (("same_word_as",), ("closes",)):
                    found.setdefault(ref, {})[where.entity] = None
        return {ref: tuple(sources) for ref, sources in found.items()}


def _kind(ref: str) -> str:
    return ref.partition("/")[0]
