"""The facade: one object that answers every question about pay and what it moves."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from opmodel.finding import Severity
from opmodel.graph import Graph, Handoff
from opmodel.incentives.influence.closure import Closure
from opmodel.incentives.influence.near import Near
from opmodel.incentives.influence.network import Network, network_of
from opmodel.incentives.influence.paths import Loops, loops
from opmodel.incentives.payments import Opposition, Payment, conflicts, payments
from opmodel.incentives.position import Position, Push, push
from opmodel.incentives.stake import Stake, severity
from opmodel.incentives.thresholds import Thresholds
from opmodel.model import is_draft
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Good, Kpi, KpiKind
from opmodel.model.sections.roles import Level, Role
from opmodel.wording import bare


class Incentives:
    """Questions about who is paid for what and what that moves; read-only, computed when first asked for.

    Two rules of evidence. That somebody harms something is claimed from paths near enough to matter (`near`), that
    nothing reaches something from every way there is (`closure`). Nodes are numbers of the `network`; `node` gives
    those of KPIs by id.
    """

    def __init__(self, graph: Graph, thresholds: Thresholds) -> None:
        self.graph = graph
        self.thresholds = thresholds

    @cached_property
    def network(self) -> Network:
        """What moves what."""
        return network_of(self.graph.model)

    @cached_property
    def kpis(self) -> Mapping[str, Kpi]:
        """Every KPI by id, drafts left out."""
        return {kpi.id: kpi for kpi in self.graph.model.of(Kpi) if not is_draft(kpi)}

    @cached_property
    def node(self) -> Mapping[str, int]:
        """The nodes of KPIs by id."""
        found = ((kpi.id, self.network.number(kpi.ref)) for kpi in self.graph.model.of(Kpi))
        return {name: number for name, number in found if number is not None}

    @cached_property
    def plans(self) -> tuple[Incentive, ...]:
        """The plans that are more than drafts."""
        return tuple(plan for plan in self.graph.model.of(Incentive) if not is_draft(plan))

    @cached_property
    def paid(self) -> Mapping[str, tuple[Payment, ...]]:
        """What is paid for by KPI id, most pay first."""
        return payments(self.graph, self.plans, assumed_variable_percent=self.thresholds.assumed_variable_percent)

    @cached_property
    def opposed(self) -> Mapping[str, tuple[Opposition, ...]]:
        """What is paid for in opposite directions, by KPI id."""
        assumed = self.thresholds.assumed_variable_percent
        return conflicts(self.graph, self.plans, assumed_variable_percent=assumed)

    @cached_property
    def positions(self) -> Mapping[str, Position]:
        """Every role that has a plan or levers of its own, by id."""
        own: dict[str, list[Payment]] = {}
        for paid in self.paid.values():
            for payment in paid:
                for payee in payment.everybody:
                    own.setdefault(payee, []).append(payment)
        every = self.graph.model.of(Role)
        roles = (role for role in every if role.id in own or role.id in self._listed)
        return {role.id: self._position(role, own) for role in roles if not is_draft(role)}

    def _position(self, role: Role, own: Mapping[str, list[Payment]]) -> Position:
        people = self.graph.people
        kinds = people.kinds(role.id)
        mine = tuple({id(payment): payment for kind in kinds for payment in own.get(kind, ())}.values())
        special = (kind.id for kind in people.special(role.id))
        levers = tuple(dict.fromkeys(lever for kind in (*kinds, *special) for lever in self._listed.get(kind, ())))
        if levers:
            return Position(role, mine, levers)
        counted = (one.kpi for one in mine if one.kpi in self.node and not self.is_shared(one, role.id))
        moved = dict.fromkeys(self.node[kpi] for kpi in counted)
        return Position(role, mine, tuple(moved), assumed=True)

    def is_shared(self, payment: Payment, name: str) -> bool:
        """Tell whether a role earns by a payment as one of the people of a function, for whom its lead speaks."""
        return bool(payment.members) and not set(payment.members).isdisjoint(self.graph.people.kinds(name))

    @cached_property
    def _listed(self) -> Mapping[str, tuple[int, ...]]:
        """By role, the nodes that lie with it and not with its general role or its kinds."""
        refs = {role.id: self.graph.entrusted.of(role.id) for role in self.graph.model.of(Role)}
        return {role: tuple(self._nodes(names)) for role, names in refs.items() if names}

    def holding(self, position: Position, lever: int) -> tuple[str, ...]:
        """Return the ids of those among a role, its general roles and its kinds with whom one of its levers lies."""
        people = self.graph.people
        names = (*people.kinds(position.name), *(kind.id for kind in people.special(position.name)))
        return tuple(name for name in names if lever in self._listed.get(name, ())) or (position.name,)

    def _nodes(self, refs: Iterable[str]) -> Iterator[int]:
        numbers = map(self.network.number, refs)
        return (number for number in numbers if number is not None)

    def is_declared(self, position: Position, moved: Iterable[int]) -> bool:
        """Tell whether the model says what every lever of a role moves, as far as anybody can know.

        A KPI that is a lever moves itself, so it needs no influence. Of a general role without levers of its own each
        kind must list some. `moved` are all the nodes it moves, with those of the people it leads.
        """
        if position.assumed or any(self.network.unsure[one] for one in moved):
            return False
        special = (kind.id for kind in self.graph.people.special(position.name))
        if not self._lists(position.name) and not all(map(self._lists, special)):
            return False
        return all(self.network.out[one] or self.network.names[one].startswith("kpi/") for one in position.levers)

    def _lists(self, name: str) -> bool:
        return any(kind in self._listed for kind in self.graph.people.kinds(name))

    def speaking(self, positions: Iterable[Position]) -> tuple[Position, ...]:
        """Leave out roles that are one kind of a general role that is there too."""
        return self.graph.people.once(positions, lambda one: (one.name,))

    @cached_property
    def paid_positions(self) -> tuple[Position, ...]:
        """The positions of roles that are paid for something."""
        return tuple(one for one in self.positions.values() if one.payments)

    @cached_property
    def important(self) -> tuple[Kpi, ...]:
        """What the company hopes for: outcomes, qualities, what it calls important, the north star.

        A KPI that is best in a range has no good direction and is left out.
        """
        directed = (kpi for kpi in self.kpis.values() if kpi.good is not Good.RANGE)
        return tuple(one for one in directed if one.important or one.kind is KpiKind.QUALITY or self.is_outcome(one))

    def is_outcome(self, kpi: Kpi) -> bool:
        """Tell whether a KPI is what the company exists for: of kind outcome, or the north star."""
        return kpi.kind is KpiKind.OUTCOME or self.graph.is_north_star(kpi)

    @cached_property
    def outcomes(self) -> tuple[Kpi, ...]:
        """What the company exists for and has a good direction."""
        return tuple(kpi for kpi in self.kpis.values() if self.is_outcome(kpi) and kpi.good is not Good.RANGE)

    @cached_property
    def outcome_at(self) -> Mapping[int, Kpi]:
        """The outcomes by node."""
        return {self.node[kpi.id]: kpi for kpi in self.outcomes}

    @cached_property
    def better(self) -> tuple[int, int]:
        """The outcomes that are better when they rise and those that are better when they fall, as bits."""
        ups, downs = ([self.node[kpi.id] for kpi in self.outcomes if good_sign(kpi) == sign] for sign in (1, -1))
        return self.closure.bits(ups), self.closure.bits(downs)

    @cached_property
    def levers(self) -> tuple[int, ...]:
        """Every node that some role moves."""
        return tuple(sorted({node for one in self.positions.values() for node in one.levers}))

    @cached_property
    def external(self) -> tuple[int, ...]:
        """The KPIs that the market moves too."""
        return tuple(sorted(self.node[kpi.id] for kpi in self.kpis.values() if kpi.external))

    @cached_property
    def targets(self) -> tuple[int, ...]:
        """The KPIs that somebody is paid for, the company hopes for, or that stand for such a one."""
        named = {*self.paid, *(kpi.id for kpi in (*self.important, *self.outcomes))}
        named.update(*(one.guards for paid in self.paid.values() for one in paid))
        meant = (self.kpis[name] for name in named & self.kpis.keys())
        named |= {bare(other) for kpi in meant for other in (kpi.proxy_for, kpi.partition_of) if other}
        return tuple(sorted(self.node[name] for name in named if name in self.node))

    @cached_property
    def closure(self) -> Closure:
        """All ways from everything to the targets."""
        return Closure(self.network, self.targets)

    @cached_property
    def near(self) -> Near:
        """The paths from levers to the targets that are strong enough to matter."""
        return Near(self.network, (*self.levers, *self.external), self.targets)

    @cached_property
    def loops(self) -> Loops:
        """The loops of what moves what."""
        return loops(self.network)

    @cached_property
    def _pushes(self) -> dict[tuple[str, int], Push]:
        return {}

    def push(self, position: Position, lever: int) -> Push:
        """Return which way the pay of a role pushes one of its levers; a position that is only tried is not kept."""
        if self.positions.get(position.name) is not position:
            return push(position, lever, self.near, self.node)
        key = (position.name, lever)
        if key not in self._pushes:
            self._pushes[key] = push(position, lever, self.near, self.node)
        return self._pushes[key]

    def moves(self, position: Position, kpi: str) -> bool:
        """Tell whether any way leads from a lever of a role to a KPI, however far."""
        return any(self.closure.reaches(lever, self.node[kpi]) for lever in position.levers)

    @cached_property
    def _paid_towards(self) -> Mapping[tuple[int, int], tuple[str, ...]]:
        """The roles that are paid for each KPI, by node and direction."""
        found: dict[tuple[int, int], list[str]] = {}
        for one in self.paid_positions:
            for payment in one.payments:
                found.setdefault((self.node[payment.kpi], payment.sign), []).append(one.name)
        return {key: tuple(names) for key, names in found.items()}

    @cached_property
    def _wished(self) -> Mapping[int, int]:
        """The KPIs that somebody is paid to raise (+1) and those that somebody is paid to lower (-1), as bits."""
        return {sign: self.closure.bits(node for node, way in self._paid_towards if way == sign) for sign in (1, -1)}

    @cached_property
    def _holders(self) -> dict[tuple[int, int], tuple[Position, ...]]:
        """Who holds what moves the same: in a large loop nearly everything does."""
        return {}

    def holders(self, kpi: str) -> tuple[Position, ...]:
        """Return the roles whose pay can improve when a KPI improves."""
        raised, lowered = self.closure.moved(self.node[kpi], good_sign(self.kpis[kpi]))
        served = (raised & self._wished[1], lowered & self._wished[-1])
        if served not in self._holders:
            keys = (
                (node, sign) for bits, sign in zip(served, (1, -1), strict=True) for node in self.closure.nodes(bits)
            )
            names = {name for key in keys for name in self._paid_towards[key]}
            self._holders[served] = tuple(self.positions[name] for name in sorted(names))
        return self._holders[served]

    def is_stake(self, weight: float) -> bool:
        """Tell whether a share of variable pay (percent) is large enough to matter to whom it is paid."""
        return weight >= self.thresholds.stake_percent - 1e-9

    def severity(self, stake: Stake) -> Severity:
        """Return how bad a conflict over a share of total pay is."""
        limits = self.thresholds
        return severity(stake, error_percent=limits.error_percent, warning_percent=limits.warning_percent)

    def is_executive(self, position: Position) -> bool:
        """Tell whether a role leads the company."""
        return position.role.level is Level.EXECUTIVE

    def is_above(self, one: str, other: str) -> bool:
        """Tell whether a role stands in the reporting line above another."""
        return one in self.graph.people.line(other)

    @cached_property
    def handoffs(self) -> Mapping[tuple[str, str], tuple[Handoff, ...]]:
        """The handoffs between two roles, giver first; queues stand for those who work them."""
        found: dict[tuple[str, str], list[Handoff]] = {}
        working = self.graph.people.working
        for handoff in self.graph.journey.handoffs:
            for giver in working(handoff.givers):
                for receiver in working(handoff.receivers):
                    found.setdefault((giver, receiver), []).append(handoff)
        return {pair: tuple(handoffs) for pair, handoffs in sorted(found.items())}

    def position_of(self, name: str) -> Position | None:
        """Return the position of a role, or of the general role whose plan it shares; None where it has none."""
        return next((self.positions[kind] for kind in self.graph.people.kinds(name) if kind in self.positions), None)


def good_sign(kpi: Kpi) -> int:
    """Return the direction that is good for a KPI; up where it does not say."""
    return -1 if kpi.good is Good.DOWN else 1
