"""Every measure of every plan as one payment: whom, for which KPI, which way, and how much of the pay."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.graph import Graph
from opmodel.graph.people import People
from opmodel.incentives.stake import Stake, smaller, stakes, weights
from opmodel.model import Entity, Where, Why, is_draft
from opmodel.model.entity import Period
from opmodel.model.sections.incentives import Incentive, Measure, PaidDirection
from opmodel.model.sections.kpis import Good, Kpi
from opmodel.wording import bare, listed

_HIDDEN = (Why.UNKNOWN, Why.WITHHELD)
_NOTHING: frozenset[str] = frozenset()
MOST_PLANS = 12
"""Plans per direction of one KPI that are set against each other, those with most pay on it first."""


@dataclass(frozen=True)  # no slots: what is asked about it by the thousand is kept
class Payment:
    """One measure of one plan.

    `payees` are role ids: who works a queue, the lead of a function, no kind beside its general role. `members` are
    the others of a function, who share in it and for whom its lead speaks. `direction` is None where neither the plan
    nor the KPI says which way is good.
    """

    plan: Incentive
    measure: Measure
    payees: tuple[str, ...]
    direction: PaidDirection | None
    weight: float
    """Its share of variable pay, percent."""
    stake: Stake
    members: tuple[str, ...] = ()

    @cached_property
    def everybody(self) -> tuple[str, ...]:
        """The ids of all roles it pays."""
        return (*self.payees, *self.members)

    @cached_property
    def kpi(self) -> str:
        """The id of the KPI it pays for."""
        return self.measure.kpi.rpartition("/")[2]

    @cached_property
    def sign(self) -> int:
        """+1 where more of the KPI earns, also where nobody says which way is good."""
        return -1 if self.direction is PaidDirection.DOWN else 1

    @cached_property
    def guards(self) -> frozenset[str]:
        """The KPIs it waits for or is taken back by."""
        taken = self.measure.clawbacks
        return self.gates | frozenset(one.event.rpartition("/")[2] for one in taken) if taken else self.gates

    @cached_property
    def gates(self) -> frozenset[str]:
        """The KPIs it waits for."""
        gates = self.measure.gates
        return frozenset(gate.kpi.rpartition("/")[2] for gate in gates) if gates else _NOTHING

    @property
    def where(self) -> Where:
        """The line of the plan."""
        return self.plan.where("measures", self.measure.kpi)

    @property
    def words(self) -> str:
        """Whom it pays: `role 'ae'`, `roles 'cro', 'cfo' and 2 more`."""
        return named_roles(self.payees)

    def meets(self, other: "Payment") -> bool:
        """Tell whether two payments are for some of the same records, on some of the same days."""
        return scopes_meet(self.plan, other.plan) and _overlap(self.measure.effective, other.measure.effective)


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two payments for one KPI, one for each direction."""

    up: Payment
    down: Payment

    @property
    def stake(self) -> Stake:
        """What is at stake for the side with less to lose."""
        return smaller(self.up.stake, self.down.stake)

    def against(self, kpi: Kpi) -> Payment:
        """Return the payment against what is good for the KPI; where nobody says what is, a fall is not."""
        return self.up if kpi.good is Good.DOWN else self.down

    def torn(self, people: People) -> tuple[str, ...]:
        """Return who is paid for both: the same role, or the special one of a general role and its kind."""
        ups, downs = frozenset(self.up.everybody), frozenset(self.down.everybody)
        torn = [up for up in self.up.everybody if not downs.isdisjoint(people.kinds(up))]
        torn += [down for down in self.down.everybody if not ups.isdisjoint(people.kinds(down))]
        return tuple(dict.fromkeys(torn))


def conflicts(
    graph: Graph, plans: Iterable[Incentive], *, assumed_variable_percent: float
) -> Mapping[str, tuple[Opposition, ...]]:
    """Return by KPI id what plans pay in opposite directions; every KPI that is measured more than once is there."""
    plans = tuple(plans)
    directions: dict[str, list[PaidDirection | None]] = {}
    for plan in plans:
        for measure in plan.measures:
            kpi = graph.model.get(Kpi, measure.kpi)
            if kpi:
                directions.setdefault(kpi.id, []).append(_direction(measure, kpi))
    torn = {kpi for kpi, ways in directions.items() if PaidDirection.UP in ways and PaidDirection.DOWN in ways}
    pulling = [plan for plan in plans if any(bare(measure.kpi) in torn for measure in plan.measures)]
    paid = payments(graph, pulling, assumed_variable_percent=assumed_variable_percent)
    return {kpi: tuple(opposed(paid.get(kpi, ()))) for kpi, ways in directions.items() if len(ways) > 1}


def payments(
    graph: Graph, plans: Iterable[Incentive], *, assumed_variable_percent: float
) -> Mapping[str, tuple[Payment, ...]]:
    """Return what the plans pay for by KPI id, most pay first; what is no part of anybody's pay is left out."""
    found: dict[str, list[Payment]] = {}
    for plan in plans:
        payees, members = _paid_to(plan, graph.people)
        parts = weights(plan)
        shares = stakes(plan, parts, assumed_variable_percent=assumed_variable_percent)
        for measure, weight, share in zip(plan.measures, parts, shares, strict=True):
            kpi = graph.model.get(Kpi, measure.kpi)
            if kpi and share.most > 0 and not is_draft(kpi) and not _is_hidden(plan, measure, kpi):
                payment = Payment(plan, measure, payees, _direction(measure, kpi), weight, share, members)
                found.setdefault(kpi.id, []).append(payment)
    return {kpi: tuple(sorted(found[kpi], key=_by_stake)) for kpi in sorted(found)}


def _paid_to(plan: Incentive, people: People) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whom a plan names, and who else works in the functions among them."""
    named = people.working(plan.payee)
    members = (member for name in plan.payee for member in people.members(name))
    every = people.once(dict.fromkeys((*named, *members)), lambda name: (name,))
    return tuple(one for one in every if one in named), tuple(one for one in every if one not in named)


def _by_stake(payment: Payment) -> tuple[float, str]:
    return (-payment.stake.percent, payment.plan.id)


def _is_hidden(plan: Incentive, measure: Measure, kpi: Kpi) -> bool:
    """Tell whether there is a direction and nobody may know it, or nobody does."""
    paid = plan.absences.get(f"measures.{measure.kpi}.direction")
    good = kpi.absences.get("good")
    return measure.direction is None and any(one is not None and one.why in _HIDDEN for one in (paid, good))


def _direction(measure: Measure, kpi: Kpi) -> PaidDirection | None:
    if measure.direction is not None:
        return measure.direction
    return PaidDirection.UP if kpi.good is Good.UP else PaidDirection.DOWN if kpi.good is Good.DOWN else None


def named_roles(names: tuple[str, ...]) -> str:
    """Write `role 'ae'`, `roles 'cro', 'cfo' and 2 more`."""
    more = (f"{len(names) - 2} more",) if len(names) > 2 else ()
    named = listed((*(f"'{name}'" for name in names[:2]), *more))
    return f"{'role' if len(names) == 1 else 'roles'} {named}"


def opposed(paid: Iterable[Payment]) -> Iterator[Opposition]:
    """Yield the pairs of payments for one KPI that pull in opposite directions for the same records and days."""
    paid = tuple(paid)
    ups = [one for one in paid if one.direction is PaidDirection.UP][:MOST_PLANS]
    downs = [one for one in paid if one.direction is PaidDirection.DOWN][:MOST_PLANS]
    for up in ups:
        for down in downs:
            if up.meets(down):
                yield Opposition(up, down)


def scopes_meet(one: Entity, other: Entity) -> bool:
    """Tell whether two entities are for some of the same records; what names no scope is for all."""
    first, second = one.scope or {}, other.scope or {}
    return not any(set(values).isdisjoint(second[name]) for name, values in first.items() if name in second)


def _overlap(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None:
        return True
    before = one.to and other.from_ and one.to < other.from_
    after = other.to and one.from_ and other.to < one.from_
    return not (before or after)
