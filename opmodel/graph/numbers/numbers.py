"""Who answers for which KPI, who is paid on it, and who looks at it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from opmodel.expressions import Expression, Kind, Reference, all_of
from opmodel.expressions.kinds import kind_of
from opmodel.graph.journey import TIMED, Agreements, TimeLimit
from opmodel.graph.people import People
from opmodel.graph.records import Records
from opmodel.model import Entity, Model, is_draft
from opmodel.model.sections.cadences import Cadence
from opmodel.model.sections.dashboards import Dashboard
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Formula, Kpi
from opmodel.wording import bare

E = TypeVar("E", bound=Entity)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counted:
    """The records that a number counts: those of an object that meet a condition."""

    object: str
    condition: Expression


class Numbers:
    """Questions about the KPIs of a model; KPIs are named by their ids."""

    def __init__(self, model: Model, people: People, records: Records, agreements: Agreements) -> None:
        self._model, self._people, self._records, self._agreements = model, people, records, agreements

    def plans(self, kpi: str) -> tuple[Incentive, ...]:
        """Return the plans that pay for a KPI."""
        return tuple(self._plans.get(kpi, ()))

    @cached_property
    def _plans(self) -> Mapping[str, list[Incentive]]:
        pairs = ((measure.kpi, plan) for plan in self._live(Incentive) for measure in plan.measures)
        return _listed_by(pairs)

    def time_limits(self, kpi: str) -> tuple[TimeLimit, ...]:
        """Return the time limits that a KPI measures."""
        return tuple(self._time_limits.get(kpi, ()))

    @cached_property
    def _time_limits(self) -> Mapping[str, list[TimeLimit]]:
        every = (one for kind in TIMED for one in self._live(kind))
        limits = (limit for one in every for limit in self._agreements.limits(one))
        return _listed_by((kpi.id, limit) for limit in limits if (kpi := self._agreements.measuring(limit)))

    def boards(self, kpi: str) -> tuple[Dashboard, ...]:
        """Return the dashboards that show a KPI."""
        return tuple(self._boards.get(kpi, ()))

    @cached_property
    def _boards(self) -> Mapping[str, list[Dashboard]]:
        return _listed_by((name, board) for board in self._live(Dashboard) for name in board.kpis)

    def meetings(self, kpi: Kpi) -> tuple[Cadence, ...]:
        """Return the meetings that inspect a KPI, or read a dashboard that shows it or the dataset it comes from."""
        boards = (board.ref for board in self.boards(kpi.id))
        dataset = (f"dataset/{bare(kpi.dataset)}",) if kpi.dataset else ()
        found = (one for ref in (kpi.ref, *boards, *dataset) for one in self._model.holders(Cadence, ref))
        return tuple({one.ref: one for one in found if not is_draft(one)}.values())

    def counted(self, kpi: Kpi) -> Counted | None:
        """Return the records a KPI counts; None where they cannot be told."""
        return self._counted(kpi, ())

    def side(self, kpi: Kpi, formula: Formula | None) -> Counted | None:
        """Return the records that a part of a ratio counts; None where it adds up values or cannot be told."""
        if formula is None:
            return None
        if formula.kpi:
            other = self._model.get(Kpi, formula.kpi)
            return self.counted(other) if other else None
        tree = formula.sql.tree if formula.sql else None
        found = self._counted(kpi, (tree,)) if tree else None
        is_condition = found and tree and kind_of(tree, self._records.columns(found.object)) is Kind.BOOLEAN
        return found if is_condition else None

    def _counted(self, kpi: Kpi, more: tuple[Expression, ...]) -> Counted | None:
        objects = kpi.objects((), self._model)
        if len(objects) != 1 or (kpi.filter and kpi.filter.tree is None):
            return None
        named = (Reference(0, 0, (bare(name),), asked=True) for name in (kpi.definition, kpi.population) if name)
        narrowed = (kpi.filter.tree,) if kpi.filter and kpi.filter.tree else ()
        parts = (*named, *narrowed, *more)
        return Counted(bare(objects[0]), all_of(parts)) if self._records.can_judge(objects[0], parts) else None

    def _live(self, kind: type[E]) -> Iterator[E]:
        return (one for one in self._model.of(kind) if not is_draft(one))

    def are_shared(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Tell whether somebody of one side answers for a KPI together with, or is paid on the same as, the other."""
        shared = self._shared
        sides = [self._people.working(side) for side in (some, others)]
        return any(
            shared.leaders_share(one, other) or not shared.of(one).isdisjoint(shared.of(other))
            for one in sides[0]
            for other in sides[1]
        )

    @cached_property
    def _shared(self) -> "SharedNumbers":
        return SharedNumbers(self._live(Kpi), self._live(Incentive), self._people)


class SharedNumbers:
    """The KPIs that each role answers for or is paid on.

    A general role's are those of its kinds and the other way round, a queue's those of who works it, and what
    functions answer for jointly is shared by the people in them.
    """

    def __init__(self, kpis: Iterable[Kpi], plans: Iterable[Incentive], people: People) -> None:
        self._people = people
        self._own: dict[str, set[tuple[str, str]]] = {}
        self._known: dict[str, frozenset[tuple[str, str]]] = {}
        self._roles: dict[str, tuple[str, ...]] = {}
        self._joint: list[frozenset[str]] = []
        for kpi in kpis:
            if kpi.joint:
                named = (people.role(name) for name in (*kpi.owner, *kpi.joint))
                self._joint.append(frozenset(role.id for role in named if role))
            self._add((*kpi.owner, *kpi.joint), "answers for", kpi.id)
            for name in kpi.joint:
                if people.is_function(name):
                    self._own.setdefault(_everybody(people.function(name)), set()).add(("answers for", kpi.id))
        for plan in plans:
            paid = (*plan.payee, *(member for name in plan.payee for member in people.members(name)))
            for measure in plan.measures:
                self._add(paid, "is paid on", bare(measure.kpi))

    def _add(self, names: tuple[str, ...], how: str, kpi: str) -> None:
        for name in names:
            if name not in self._roles:
                roles = ((self._people.role(holder), holder) for holder in (name, *self._people.holders(name)))
                self._roles[name] = tuple(dict.fromkeys(role.id if role else holder for role, holder in roles))
            for role_name in self._roles[name]:
                self._own.setdefault(role_name, set()).add((how, kpi))

    def of(self, name: str) -> frozenset[tuple[str, str]]:
        """Return what a role answers for and is paid on."""
        if name not in self._known:
            self._known[name] = self._of(name)
        return self._known[name]

    def leaders_share(self, one: str, other: str) -> bool:
        """Tell whether somebody who leads only the one side answers for a KPI jointly with who leads only the other."""
        mine, theirs = self._in_charge(one), self._in_charge(other)
        return any(joint & (mine - theirs) and joint & (theirs - mine) for joint in self._joint)

    def _in_charge(self, name: str) -> frozenset[str]:
        """Return a role, those above it and the lead of its function."""
        return frozenset((name, *self._people.leaders(name)))

    def _of(self, name: str) -> frozenset[tuple[str, str]]:
        kinds = (*self._people.kinds(name), *(kind.id for kind in self._people.special(name)))
        keys = (*kinds, _everybody(self._people.function(name)))
        return frozenset().union(*(self._own.get(key, ()) for key in keys))


def _everybody(function: str) -> str:
    return f"function/{function}"


def _listed_by(pairs: Iterable[tuple[str, T]]) -> Mapping[str, list[T]]:
    """Return what is told of ids by id, however these are written."""
    found: dict[str, list[T]] = {}
    for name, one in pairs:
        found.setdefault(bare(name), []).append(one)
    return found
