"""How many records arrive and how many can be carried: Little's law, and targets that run down the journey."""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from opmodel.graph import Graph, Move
from opmodel.incentives.payments import Payment, scopes_meet
from opmodel.model import is_draft
from opmodel.model.sections.capacities import Capacity, Demand
from opmodel.model.sections.incentives import MeasureLevel
from opmodel.model.sections.kpis import Aggregation, Kpi
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import ANY
from opmodel.model.values import Case, Duration, Quantity
from opmodel.wording import bare

MOST_STAGES = 64
"""Stages that are followed from one where a target counts, those that most records reach first."""
_ONE = Quantity((Case(1.0, 1.0),))
Amount: TypeAlias = "Quantity[float] | Quantity[float | Duration]"
_SHARED = (MeasureLevel.TEAM, MeasureLevel.COMPANY)


@dataclass(frozen=True, slots=True)
class Load:
    """Work that arrives in terms of people: those it takes, those there are for it, and the posts these are part of.

    Source: Little's law: what is in work is what arrives in a time multiplied by how long it stays.
    """

    needed: float
    there: float
    posts: float

    @property
    def percent(self) -> float:
        """The work as a share of what can be carried."""
        return 100 * self.needed / self.there


@dataclass(frozen=True, slots=True)
class Way:
    """The strongest way to a stage: the share of records that make it, 0 to 1, and its moves."""

    stage: Stage
    rate: float
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Where the target of a paid KPI leads: records that arrive in a stage, and how many its owner can take.

    `arriving` and `carried` are records a month, `people` those the target is for each of (1 where it is a team's),
    and `way` the strongest one from the stage whose arrivals the KPI counts.
    """

    payment: Payment
    amount: float
    people: int
    way: Way
    capacity: Capacity
    carrier: str
    arriving: float
    carried: float

    @property
    def percent(self) -> float:
        """What arrives as a share of what can be carried."""
        return 100 * self.arriving / self.carried


class Flow:
    """Questions about how much arrives where; numbers nobody declared are no numbers, ranges are taken kindly.

    Kindly means: the least that arrives, for the shortest time, and the most that can be carried.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._ways: dict[str, Mapping[str, Way]] = {}
        self._by_record: dict[str, float | None] = {}

    def load(self, capacity: Capacity) -> Load | None:
        """Return what the declared demand of a capacity comes to; None where a number is missing."""
        posts, per_head = self._posts(capacity), capacity.per_head
        there = self._there(capacity)
        if not there or posts is None or per_head is None:
            return None
        needed = [one for demand in capacity.demand if (one := _people_for(demand, per_head)) is not None]
        return Load(sum(needed), there, posts) if needed else None

    def _posts(self, capacity: Capacity) -> float | None:
        return self._graph.people.headcount(capacity.role) if capacity.headcount is None else capacity.headcount

    def _there(self, capacity: Capacity) -> float | None:
        """Return the people there are for the work, with all of their time where nobody says how much is free."""
        posts = self._posts(capacity)
        return None if posts is None else posts * (100 if capacity.utilization is None else capacity.utilization) / 100

    def runs(self, payment: Payment) -> Iterator[Run]:
        """Yield where the target of a payment leads, for each role that carries records on the way the fullest."""
        quantity = payment.measure.target or payment.measure.quota
        heads, period = self._heads(payment), payment.measure.period
        arrivals = self._counted(payment)
        if quantity is None or heads is None or period is None or payment.sign < 0 or not arrivals:
            return
        if any(isinstance(case.low, Duration) for case in quantity.cases):
            return
        worst: dict[str, Run] = {}
        for way in self._reached(arrivals):
            run = self._run(payment, quantity, heads, period.months, way)
            if run and (run.carrier not in worst or run.percent > worst[run.carrier].percent):
                worst[run.carrier] = run
        yield from (worst[carrier] for carrier in sorted(worst))

    def _counted(self, payment: Payment) -> tuple[Stage, ...]:
        """Return the stages whose arrivals a paid KPI counts."""
        kpi = self._graph.model.get(Kpi, payment.kpi)
        return self._counting.get(payment.kpi, ()) if kpi and kpi.aggregation is Aggregation.COUNT else ()

    def _heads(self, payment: Payment) -> int | None:
        """Return how many people have the target, one where it is for all together; None where nobody says."""
        if payment.measure.level in _SHARED:
            return 1
        people = self._graph.people
        counts = [people.headcount(one) for one in payment.everybody]
        return None if None in counts or not counts else sum(one for one in counts if one is not None)

    def _run(self, payment: Payment, target: Amount, heads: int, months: float, way: Way) -> Run | None:
        capacities = [one for one in self._carrying[way.stage.id] if scopes_meet(one, payment.plan)]
        amount = min(_size(case.low) for case in target.cases)
        shares = [self._share(target, one, heads * way.rate / months) for one in capacities]
        known = [one for one in shares if one]
        if not known or len(known) < len(shares):
            return None
        share = 1 / sum(1 / one for one in known)
        arriving = amount * heads * way.rate / months
        role = self._graph.people.role(capacities[0].role)
        carrier = role.id if role else bare(capacities[0].role)
        return Run(payment, amount, heads, way, capacities[0], carrier, arriving, arriving / share)

    def _share(self, target: Amount, capacity: Capacity, factor: float) -> float | None:
        """Return what a target takes up of a capacity, 1 for all."""
        if target.dimension:
            one = self._taken(target, capacity)
        else:
            if capacity.id not in self._by_record:
                self._by_record[capacity.id] = self._taken(_ONE, capacity)
            one = self._by_record[capacity.id]
            amount = min(_size(case.low) for case in target.cases)
            one = None if one is None else one * amount
        return None if one is None else one * factor

    def _taken(self, target: Amount, capacity: Capacity) -> float | None:
        """Return what records a month take up of a capacity, case by case where they differ by one dimension."""
        there, per_head = self._there(capacity), capacity.per_head
        durations = [demand.duration for demand in capacity.demand if demand.duration]
        if not there or per_head is None or not durations:
            return None
        return min(_least(target, duration, per_head) for duration in durations) / there

    @cached_property
    def _carrying(self) -> Mapping[str, tuple[Capacity, ...]]:
        """By stage, the capacities of who owns it for its records; several add up."""
        found: dict[str, tuple[Capacity, ...]] = {}
        people, owners = self._graph.people, self._graph.journey.owners
        for stage in self._graph.model.of(Stage) if self._by_role else ():
            objects = stage.objects((), self._graph.model)
            kinds = dict.fromkeys(kind for role in people.working(owners(stage)) for kind in people.kinds(role))
            found[stage.id] = tuple(
                one for kind in kinds for one in self._by_role.get(kind, ()) if bare(one.unit) in objects
            )
        return found

    @cached_property
    def _by_role(self) -> Mapping[str, list[Capacity]]:
        found: dict[str, list[Capacity]] = {}
        for capacity in self._graph.model.of(Capacity):
            role = self._graph.people.role(capacity.role)
            if role and not is_draft(capacity):
                found.setdefault(role.id, []).append(capacity)
        return found

    @cached_property
    def _counting(self) -> Mapping[str, tuple[Stage, ...]]:
        found: dict[str, list[Stage]] = {}
        for stage in self._graph.model.of(Stage):
            if stage.kpi and not is_draft(stage):
                found.setdefault(bare(stage.kpi), []).append(stage)
        return {kpi: tuple(stages) for kpi, stages in found.items()}

    def _reached(self, starts: tuple[Stage, ...]) -> Iterator[Way]:
        """Yield the ways to the stages that records reach from each of some stages, of several starts the weakest.

        Nobody knows how a KPI that counts arrivals in several stages divides among them.
        """
        every = [self._from(start) for start in starts]
        for name in every[0]:
            if self._carrying.get(name) and all(name in ways for ways in every):
                yield min((ways[name] for ways in every), key=lambda way: way.rate)

    def _from(self, start: Stage) -> Mapping[str, Way]:
        """Return the strongest way from a stage to each other by the declared rates of moves."""
        if start.id not in self._ways:
            self._ways[start.id] = self._strongest(start)
        return self._ways[start.id]

    def _strongest(self, start: Stage) -> dict[str, Way]:
        best = {start.id: Way(start, 1.0, ())}
        done: dict[str, Way] = {}
        waiting: list[tuple[float, str]] = [(-1.0, start.id)]
        while waiting and len(done) < MOST_STAGES:
            _, name = heapq.heappop(waiting)
            if name in done:
                continue
            way = done[name] = best[name]
            for move in self._graph.journey.moves_out(way.stage):
                rate, target = way.rate * _rate(move), move.target
                if rate > 0 and (target.id not in best or rate > best[target.id].rate):
                    best[target.id] = Way(target, rate, (*way.moves, move))
                    heapq.heappush(waiting, (-rate, target.id))
        return done


def _rate(move: Move) -> float:
    """Return the declared share of records that make a move; 0 where none is, or where it is for several ways."""
    one = move.transition
    divides = len(one.to) > 1 or ANY in one.to
    return 0.0 if one.rate is None or divides or one.kind.is_return or is_draft(one) else one.rate


def _people_for(demand: Demand, per_head: Quantity[float]) -> float | None:
    """Return the people that arriving records take; None where nobody says how many arrive or how long they stay.

    Where arrivals differ by a dimension every value adds up.
    """
    if demand.per_month is None or demand.duration is None:
        return None
    arriving = demand.per_month
    return sum(_least(Quantity((case,), arriving.dimension), demand.duration, per_head) for case in arriving.cases)


def _least(arriving: Amount, duration: Quantity[Duration], per_head: Quantity[float]) -> float:
    """Return the fewest people that some records a month take, whatever the values within their ranges are.

    Where all that differ do so by one dimension they are compared value by value; else nobody knows which belong
    together, and the mildest of each is taken.
    """
    dimensions = {one.dimension for one in (arriving, duration, per_head) if one.dimension}
    keys = dict.fromkeys(case.key for case in arriving.cases) if arriving.dimension else None
    keys = keys or dict.fromkeys(case.key for one in (duration, per_head) if one.dimension for case in one.cases)
    found = []
    for key in keys if len(dimensions) == 1 else ("",):
        (many, _), (long, _), (_, carried) = (_bounds(one, key) for one in (arriving, duration, per_head))
        found.append(many * long / carried if carried else 0.0)
    return min(found)


def _bounds(quantity: Amount | Quantity[Duration], key: str) -> tuple[float, float]:
    """Return the least and the most for a value of the dimension; of all where there is nothing for it."""
    cases = [case for case in quantity.cases if case.key == key] or quantity.cases
    return min(_size(case.low) for case in cases), max(_size(case.high) for case in cases)


def _size(amount: float | Duration) -> float:
    """Return records as they are and a duration in months."""
    return amount.months if isinstance(amount, Duration) else amount
