"""Where the pay of one role pushes against what another is paid for, or against what the company hopes for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from opmodel.finding import Severity
from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.influence.near import Effect
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.inside.perverse import perverted
from opmodel.incentives.payments import Payment
from opmodel.incentives.position import Position, Push
from opmodel.incentives.stake import Stake, smaller, together
from opmodel.incentives.sureness import Sureness
from opmodel.incentives.verdict import Verdict
from opmodel.model.sections.kpis import Kpi

OPPOSED, LEADERS, VERTICAL, OUTRUN = (
    "opposed-incentives",
    "leadership-conflict",
    "vertical-misalignment",
    "capacity-outrun",
)
HOPED = "rewards-a-hopes-for-b"
_NOTHING: Mapping[tuple[str, int], list[str]] = {}


@dataclass(frozen=True, slots=True)
class Harm:
    """One role's pay pushes one of its levers to where it harms a KPI.

    `rule` is the rule that speaks about it. `victim` is who is paid for the KPI, None where nobody is.
    """

    rule: str
    payee: Position
    push: Push
    kpi: Kpi
    toward: int
    """The direction of the KPI that is good, or paid."""
    verdict: Verdict
    severity: Severity
    stake: Stake
    victim: Position | None = None
    payment: Payment | None = None
    """What the victim is paid for the KPI."""
    also: tuple["Harm", ...] = ()
    """Further levers or KPIs of the same two."""


class Harms:
    """Every harm that declared pay does along declared influences, the worst one per pair and rule."""

    def __init__(self, incentives: Incentives) -> None:
        self._of = incentives
        self.sureness = Sureness(incentives)

    @cached_property
    def oppositions(self) -> tuple[Harm, ...]:
        """One harm for each payee and each role whose pay it harms."""
        found: dict[tuple[str, ...], list[Harm]] = {}
        every = (harm for payee in self._of.paid_positions for harm in self.oppositions_of(payee))
        for harm in self._of.graph.people.once(every, _parties, _cause):
            found.setdefault((*_parties(harm), harm.rule), []).append(harm)
        return tuple(_worst(found[pair]) for pair in sorted(found))

    def oppositions_of(self, payee: Position, only: str = "") -> Iterator[Harm]:
        """Yield every harm that the pay of one role does to the pay of others, or of one other."""
        for push in self._pushes(payee):
            for victim, harmed in self._victims(payee, push, only).items():
                for payment in harmed:
                    found = self._opposition(payee, push, self._of.positions[victim], payment)
                    if found is not None:
                        yield found

    @cached_property
    def hopes(self) -> tuple[Harm, ...]:
        """One harm for each payee and each KPI that the company hopes for and pays nobody for.

        Where the KPI lies on the way to one that somebody is paid for, the opposition has said it already.
        """
        found: dict[tuple[str, str], list[Harm]] = {}
        for harm in self._of.graph.people.once(self._every_hope(), _parties, _cause):
            found.setdefault((harm.payee.name, harm.kpi.id), []).append(harm)
        return tuple(_worst(found[pair]) for pair in sorted(found))

    def _every_hope(self) -> Iterator[Harm]:
        said: dict[tuple[str, int], list[str]] = {}
        for harm in self.oppositions:
            for one in (harm, *harm.also):
                for name in self._those(one.payee) if one.severity is not Severity.NOTE else ():
                    said.setdefault((name, one.push.lever), []).append(one.kpi.id)
        for payee in self._of.paid_positions:
            yield from self.hopes_of(payee, said)

    def hopes_of(self, payee: Position, said: Mapping[tuple[str, int], list[str]] = _NOTHING) -> Iterator[Harm]:
        """Yield every harm that the pay of one role does to what is hoped for, but on the way to what was said."""
        for push in self._pushes(payee):
            opposed = said.get((payee.name, push.lever), ())
            for node in self._of.near.of(push.lever).effects:
                kpi = self._hoped.get(node)
                if kpi and not any(self._of.closure.reaches(node, self._of.node[one]) for one in opposed):
                    hope = self._hope(payee, push, kpi)
                    if hope is not None:
                        yield hope

    @cached_property
    def _hoped(self) -> Mapping[int, Kpi]:
        """What the company hopes for and pays nobody for, by node."""
        return {self._of.node[kpi.id]: kpi for kpi in self._of.important if kpi.id not in self._of.paid}

    @cached_property
    def covered(self) -> frozenset[tuple[str, str]]:
        """Roles and KPIs about which an opposition or a hope speaks; lesser rules stay silent about them."""
        speaking = (harm for harm in (*self.oppositions, *self.hopes) if harm.severity is not Severity.NOTE)
        every = ((name, harm) for harm in speaking for name in self._those(harm.payee))
        return frozenset((name, one.kpi.id) for name, harm in every for one in (harm, *harm.also))

    def of(self, rule: str) -> tuple[Harm, ...]:
        """Return the harms that a rule speaks about; where the direction of pay is perverse, that rule does."""
        every = self.hopes if rule == HOPED else self.oppositions
        return tuple(harm for harm in every if harm.rule == rule and not self._is_perverse(harm))

    def by_lever(self, rule: str) -> tuple[tuple[Harm, ...], ...]:
        """Return the harms that a rule speaks about, those of one payee and lever together, the worst first."""
        found: dict[tuple[str, int], list[Harm]] = {}
        for harm in self.of(rule):
            found.setdefault((harm.payee.name, harm.push.lever), []).append(harm)
        return tuple(tuple(sorted(some, key=_badness)) for some in found.values())

    def _is_perverse(self, harm: Harm) -> bool:
        """Tell whether a hope suffers because all that its payee earns most by harms it, as perverse-incentive says."""
        return harm.victim is None and harm.kpi in perverted(harm.push.earning, self._of)

    def harmful(self, position: Position, lever: int) -> bool:
        """Tell whether the pay of a role pushes a lever to where it harms another's pay or a KPI hoped for."""
        return (position.name, lever) in self._harmful

    @cached_property
    def _harmful(self) -> frozenset[tuple[str, int]]:
        every = (one for harm in (*self.oppositions, *self.hopes) for one in (harm, *harm.also))
        bad = (one for one in every if one.verdict is not Verdict.TRADEOFF)
        return frozenset((name, one.push.lever) for one in bad for name in self._those(one.payee))

    def _those(self, payee: Position) -> tuple[str, ...]:
        """Return about whom something is said: a role and its kinds."""
        return (payee.name, *(kind.id for kind in self._of.graph.people.special(payee.name)))

    def _pushes(self, payee: Position) -> Iterator[Push]:
        """Yield where the pay of a role pushes; a lever that moves nothing else harms nothing else."""
        out = self._of.network.out
        pushes = (self._of.push(payee, lever) for lever in payee.levers if out[lever])
        return (push for push in pushes if push.sign)

    @cached_property
    def _paid_at(self) -> Mapping[int, tuple[tuple[Position, Payment], ...]]:
        found: dict[int, list[tuple[Position, Payment]]] = {}
        for position in self._of.paid_positions:
            for payment in position.payments:
                node = self._of.node.get(payment.kpi)
                if node is not None:
                    found.setdefault(node, []).append((position, payment))
        return {node: tuple(paid) for node, paid in found.items()}

    def _victims(self, payee: Position, push: Push, only: str) -> dict[str, list[Payment]]:
        """Return what others are paid for near a lever, by role; those who gain by the push are left out."""
        found: dict[str, list[tuple[Payment, Effect]]] = {}
        for node, effect in self._of.near.of(push.lever).effects.items():
            for victim, payment in self._paid_at.get(node, ()):
                if not only or victim.name == only:
                    found.setdefault(victim.name, []).append((payment, effect))
        same = self._of.graph.people.same
        return {
            name: [payment for payment, _ in paid if not self._of.is_shared(payment, name)]
            for name, paid in found.items()
            if not self._gains_on_balance(push, paid) and not same(payee.name, name)
        }

    def _gains_on_balance(self, push: Push, paid: list[tuple[Payment, Effect]]) -> bool:
        """Tell whether the other's pay as a whole gains by the push: that is what a shared outcome buys."""
        gain = sum(payment.stake.percent * payment.sign * push.sign * effect.net for payment, effect in paid)
        return gain > EPSILON

    def _opposition(self, payee: Position, push: Push, victim: Position, payment: Payment) -> Harm | None:
        pushing = [pull.payment for pull in push.along]
        if not any(one.meets(payment) for one in pushing):
            return None
        mine = {one.plan.id for one in payee.payments}
        for pair in self._of.opposed.get(payment.kpi, ()):
            plans = {pair.up.plan.id, pair.down.plan.id}
            if payment.plan.id in plans and plans <= mine | {payment.plan.id}:
                return None  # the two are paid in opposite directions on one KPI, and same-metric-opposed says so
        kpi = self._of.kpis[payment.kpi]
        verdict = self.sureness.verdict(payee, push, kpi, payment.sign)
        if verdict is None:
            return None
        stake = smaller(push.stake, together(one.stake for one in victim.payments if one.kpi == payment.kpi))
        harm = Harm(
            OPPOSED,
            payee,
            push,
            kpi,
            payment.sign,
            verdict,
            self._severity(stake, verdict, payee),
            stake,
            victim,
            payment,
        )
        return self._labelled(harm)

    def _labelled(self, harm: Harm) -> Harm:
        """Name the rule that speaks: about load, two leaders or a reporting line there are rules of their own."""
        payee, victim = harm.payee, harm.victim
        assert victim is not None
        if self._only_by_burden(harm):
            return replace(harm, rule=OUTRUN)
        if self._of.is_executive(payee) and self._of.is_executive(victim):
            sure = harm.severity is not Severity.NOTE and harm.verdict in (Verdict.CERTAIN, Verdict.RESOLVED)
            return replace(harm, rule=LEADERS, severity=Severity.ERROR if sure and not payee.assumed else harm.severity)
        if self._of.is_above(payee.name, victim.name) or self._of.is_above(victim.name, payee.name):
            return replace(harm, rule=VERTICAL)
        return harm

    def _only_by_burden(self, harm: Harm) -> bool:
        """Tell whether all harm runs through KPIs of load and capacity."""
        effect = self._of.near.of(harm.push.lever).effects[self._of.node[harm.kpi.id]]
        return effect.free * harm.push.sign * harm.toward >= -EPSILON

    def _hope(self, payee: Position, push: Push, kpi: Kpi) -> Harm | None:
        toward = good_sign(kpi)
        verdict = self.sureness.verdict(payee, push, kpi, toward)
        if verdict is None or self._is_guarded(push, kpi, toward):
            return None
        same = self._of.graph.people.same
        felt = any(not same(one.name, payee.name) for one in self._of.holders(kpi.id))
        how_bad = self._severity(push.stake, verdict, payee, lower=felt)
        return Harm(HOPED, payee, push, kpi, toward, verdict, how_bad, push.stake)

    def _is_guarded(self, push: Push, kpi: Kpi, toward: int) -> bool:
        """Tell whether all harm runs through KPIs that the same role is paid for: pay-mix-domination asks if enough."""
        node, near = self._of.node[kpi.id], self._of.near
        harm, passing = near.of(push.lever).effects[node].toward(-toward * push.sign), 0.0
        for name in {pull.payment.kpi for pull in push.against}:
            there, onward = near.of(push.lever).effects[self._of.node[name]], near.of(self._of.node[name]).effects
            if node in onward:
                passing += sum(there.toward(sign) * onward[node].toward(-toward * push.sign * sign) for sign in (1, -1))
        return 0 < harm <= passing + EPSILON

    def _severity(self, stake: Stake, verdict: Verdict, payee: Position, *, lower: bool = False) -> Severity:
        if verdict is Verdict.TRADEOFF:
            return Severity.NOTE
        how_bad = self._of.severity(stake)
        for milder in (verdict is Verdict.LEANING, payee.assumed, lower):
            how_bad = how_bad.milder if milder else how_bad
        return how_bad


def _parties(harm: Harm) -> tuple[str, ...]:
    return (harm.payee.name, *((harm.victim.name,) if harm.victim else ()))


def _cause(harm: Harm) -> tuple[object, ...]:
    """Return what tells apart the harms of the same people: where who is pushed by which pay, and what it costs."""
    paid = frozenset(id(pull.payment) for pull in harm.push.along)
    return harm.push.lever, paid, harm.kpi.id, harm.stake.percent


def _worst(harms: list[Harm]) -> Harm:
    """Return the worst harm, which names the others of its rule."""
    first, *others = sorted(harms, key=_badness)
    return replace(first, also=tuple(one for one in others if one.severity in (first.severity, Severity.WARNING)))


def _badness(harm: Harm) -> tuple[int, int, float, str, int]:
    return (harm.severity.rank, harm.verdict.rank, -harm.stake.percent, harm.kpi.id, harm.push.lever)
