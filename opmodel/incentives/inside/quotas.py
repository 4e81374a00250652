"""What all who carry a number are asked to bring in a year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from opmodel.graph import Graph
from opmodel.incentives.payments import scopes_meet
from opmodel.incentives.stake import weights
from opmodel.model import Quantity, Where
from opmodel.model.sections.incentives import Incentive, Measure, MeasureLevel
from opmodel.model.sections.kpis import Aggregation, Kpi
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.parts import CalendarPeriod
from opmodel.model.sections.roles import Level, Role
from opmodel.wording import bare

Amount = TypeVar("Amount")

_ADDED = (Aggregation.SUM, Aggregation.COUNT)
_UNLIKE = 0.005
"""Share by which two numbers may differ and still be one."""
_BY_THEMSELVES = (Level.AUTOMATION, Level.QUEUE, Level.POOL, Level.EXTERNAL)
"""Levels that sell without a quota."""
_MOST_COMPARED = 50
"""Quotas for one number that are compared with each other."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What one holder of a plan must bring of a KPI in a year."""

    plan: Incentive
    measure: Measure
    a_year: float
    where: Where


@dataclass(frozen=True, slots=True)
class Total:
    """What the quotas of all who carry a KPI add up to in a year; None where it is not known how many people do.

    `uncounted` are the roles of which nobody says how many hold them.
    """

    a_year: float | None
    carried: tuple[Quota, ...]
    uncounted: tuple[Role, ...]


class Quotas:
    """Questions about quotas; ranges, estimates and numbers that differ by dimension are left out."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self._people = graph, graph.people

    def of(self, plan: Incentive) -> Iterator[tuple[str, Quota]]:
        """Yield the quotas of a plan by KPI; the plan's own is for the KPI most of its pay hangs on."""
        for measure in plan.measures:
            amount = _exact(measure.quota)
            if amount is not None and measure.period:
                where = plan.where("measures", measure.kpi, "quota")
                yield bare(measure.kpi), Quota(plan, measure, _a_year(amount, measure.period), where)
        own = _exact(plan.quota.amount) if plan.quota else None
        if plan.quota and own is not None and plan.quota.per and plan.measures:
            shares = list(zip(weights(plan), plan.measures, strict=True))
            most = max(share for share, _ in shares)
            main = [measure for share, measure in shares if share == most]
            kpi = self._graph.model.get(Kpi, main[0].kpi)
            if len(main) == 1 and kpi and kpi.aggregation in _ADDED:
                yield kpi.id, Quota(plan, main[0], _a_year(own, plan.quota.per), plan.where("quota"))

    def target(self, kpi: Kpi) -> float | None:
        """Return what the whole company wants of a KPI in a year; None where no one number says it."""
        if kpi.target is None or kpi.target.period is None or kpi.aggregation not in _ADDED or kpi.scope:
            return None
        number = _exact(kpi.target.value)
        return _a_year(number, kpi.target.period) if isinstance(number, int | float) else None

    def contradictions(self, quotas: list[Quota]) -> Iterator[tuple[Quota, Quota]]:
        """Yield pairs of different quotas of one role for one KPI."""
        people = self._people
        for one, other in combinations(quotas[:_MOST_COMPARED], 2):
            level = one.measure.level is other.measure.level
            meets = people.meet(people.working(one.plan.payee), people.working(other.plan.payee))
            differ = abs(one.a_year - other.a_year) > _UNLIKE * max(one.a_year, other.a_year)
            if level and meets and differ and scopes_meet(one.plan, other.plan):
                yield one, other

    def total(self, kpi: Kpi, quotas: Iterable[Quota]) -> Total | None:
        """Return what the quotas for a KPI add up to; None where others bring some of it as well."""
        carried = {quota.plan.ref: quota for quota in quotas if not quota.measure.overlay}
        leading = self._leading(carried.values())
        if not self._is_all(kpi, frozenset(carried), leading):
            return None
        uncounted: dict[str, Role] = {}
        shares = [self._together(quota, leading, uncounted) for quota in carried.values()]
        known = [share for share in shares if share is not None]
        a_year = sum(known) if len(known) == len(shares) else None
        return Total(a_year, tuple(carried.values()), tuple(uncounted.values()))

    def _leading(self, carried: Iterable[Quota]) -> frozenset[str]:
        """Return the roles above those who carry a quota."""
        payees = {payee for quota in carried for payee in self._people.working(quota.plan.payee)}
        return frozenset(above for payee in payees for above in self._people.line(payee))

    def _is_all(self, kpi: Kpi, carried: frozenset[str], leading: frozenset[str]) -> bool:
        """Tell whether all that counts is sold by people with a quota for it: no other plan, no program, no partner."""
        model = self._graph.model
        if any(one.partition_of for one in model.holders(Kpi, kpi.ref)):
            return False
        for plan in self._graph.numbers.plans(kpi.id):
            measure = next(one for one in plan.measures if bare(one.kpi) == kpi.id)
            is_led = leading.issuperset(self._people.working(plan.payee))
            is_beside = measure.overlay or is_led or measure.level is MeasureLevel.COMPANY
            if plan.scope or not (plan.ref in carried or is_beside):
                return False
        objects = kpi.objects((), model)
        return not any(self._sells_by_itself(path) for path in model.of(Lifecycle) if path.object in objects)

    def _sells_by_itself(self, path: Lifecycle) -> bool:
        journey = self._graph.journey
        owners = (name for stage in journey.stages(path) if stage.is_open for name in journey.owners(stage))
        return any(role and role.level in _BY_THEMSELVES for role in map(self._people.role, owners))

    def _together(self, quota: Quota, leading: frozenset[str], uncounted: dict[str, Role]) -> float | None:
        """Return what all holders of a plan bring in a year; who leads others that carry it brings what they do."""
        if quota.measure.level is None:
            return None
        names = [name for name in self._people.working(quota.plan.payee) if not self._people.is_vacant(name)]
        if leading.issuperset(names):
            return 0.0
        if quota.measure.level is not MeasureLevel.INDIVIDUAL:
            return quota.a_year
        heads = [self._heads(name, uncounted) for name in names]
        return None if None in heads else quota.a_year * sum(head for head in heads if head)

    def _heads(self, name: str, uncounted: dict[str, Role]) -> int | None:
        role = self._graph.model.get(Role, name)
        if role is None or role.scope:
            return None
        if not self._people.is_counted(name):
            uncounted[role.id] = role
            return None
        return self._people.headcount(name)


def _exact(quantity: Quantity[Amount] | None) -> Amount | None:
    """Return a number that is one number: no range, no estimate, the same for everybody."""
    if quantity is None or quantity.dimension or quantity.cases[0].about:
        return None
    case = quantity.cases[0]
    return case.low if case.low == case.high else None


def _a_year(amount: float, period: CalendarPeriod) -> float:
    return amount * round(12 / period.months, 6)
