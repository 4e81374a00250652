"""What shows only after the period by which it was paid."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.guards import holding
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.influence.paths import simple_paths
from opmodel.incentives.payments import Payment
from opmodel.incentives.position import Position
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare


@dataclass(frozen=True, slots=True)
class Late:
    """A KPI that feels a lever, or the paid KPI itself, only after the period is paid."""

    kpi: Kpi
    node: int
    months: float
    harms: bool
    """On balance it suffers from what is pushed."""


class Lateness:
    """Questions about what comes to light when the money is gone."""

    def __init__(self, incentives: Incentives) -> None:
        self._of = incentives

    @cached_property
    def is_declared(self) -> bool:
        """Whether any influence says how late it is felt."""
        return any(edge.lag for edge in self._of.network.edges)

    @cached_property
    def _important(self) -> Mapping[int, Kpi]:
        return {self._of.node[kpi.id]: kpi for kpi in self._of.important}

    def of(self, position: Position, payment: Payment) -> tuple[Late, ...]:
        """Return what comes to light after the period, the soonest way to each; what harms stands first.

        Nothing where the payee has a stake in it, waits for it, may have to pay back until then, or is paid for what
        shows it in time.
        """
        if payment.measure.period is None:
            return ()
        months = payment.measure.period.months
        late = [
            one
            for one in self._felt(position, payment).values()
            if one.months > months + EPSILON
            and not self._waits(position, payment, one)
            and not self._shows_early(position, payment, one, months)
        ]
        return tuple(sorted(late, key=lambda one: (not one.harms, -one.months, one.kpi.id)))

    def _felt(self, position: Position, payment: Payment) -> dict[str, Late]:
        """Return by KPI what this payment does to what the company hopes for, the soonest way to each."""
        found: dict[str, Late] = {}
        for source, sign in self._sources(position, payment):
            for node, effect in self._of.near.of(source).effects.items():
                kpi = self._important.get(node)
                if kpi is None or kpi.id == payment.kpi or effect.lag <= EPSILON:
                    continue
                harms = effect.net * sign * good_sign(kpi) < -EPSILON
                one = Late(kpi, source, effect.lag, harms)
                if kpi.id not in found or (one.months, not one.harms) < (found[kpi.id].months, not found[kpi.id].harms):
                    found[kpi.id] = one
        return found

    def _sources(self, position: Position, payment: Payment) -> Iterator[tuple[int, int]]:
        """Yield the levers that this payment pushes, with the direction; without any, the paid KPI itself.

        What a KPI does, the levers do that move it.
        """
        is_pushed = False
        for lever in position.levers:
            push = self._of.push(position, lever)
            if push.sign and any(pull.payment is payment for pull in push.along):
                is_pushed = True
                yield lever, push.sign
        if not is_pushed:
            yield self._of.node[payment.kpi], payment.sign

    def _waits(self, position: Position, payment: Payment, late: Late) -> bool:
        """Tell whether the payee has a stake in what comes to light, waits for it, or may have to pay back until then.

        A clawback names the KPI, the paid one, or a move of records such as a cancellation.
        """
        incentives = self._of
        if incentives.is_stake(position.share(late.kpi.id, good_sign(late.kpi))):
            return True
        gated = (one for one in position.payments if any(bare(gate.kpi) == late.kpi.id for gate in one.measure.gates))
        if any(late.kpi.id in holding(one, incentives) for one in gated):
            return True
        for one in position.payments:
            for clawback in one.measure.clawbacks:
                name = bare(clawback.event)
                about = name == late.kpi.id or (one is payment and (name == payment.kpi or name not in incentives.kpis))
                if about and clawback.within.months >= late.months - EPSILON:
                    return True
        return False

    def _shows_early(self, position: Position, payment: Payment, late: Late, months: float) -> bool:
        """Tell whether the payee has a stake in another KPI that shows it in time, and that alone leads to it."""
        incentives = self._of
        node, near = incentives.node[late.kpi.id], incentives.near.of(late.node)
        for one in position.payments:
            early = incentives.node[one.kpi]
            effect = near.effects.get(early)
            if one.kpi == payment.kpi or effect is None or effect.lag > months + EPSILON or early in (late.node, node):
                continue
            kpi = incentives.kpis[one.kpi]
            if one.sign != good_sign(kpi) or not incentives.is_stake(position.share(one.kpi, one.sign)):
                continue
            around = simple_paths(incentives.network, late.node, node, floor=near.floor, without=(early,))
            if not around.paths and not around.cut:
                return True
        return False
