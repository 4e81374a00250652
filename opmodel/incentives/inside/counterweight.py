"""What one plan pays for on a lever and what it pays for the opposite, where one of the two is a guard."""

from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.payments import Payment
from opmodel.incentives.position import Position, Pull
from opmodel.model.sections.kpis import Good


@dataclass(frozen=True, slots=True)
class Counterweight:
    """Pay for a guard KPI that pulls one lever against the rest of a role's pay.

    A guard is a KPI that the company hopes for or calls a guardrail, paid in its good direction. `held` pull the way
    of the guard, `against` the other way; pay that waits for the guard or is taken back by it pulls against nothing.
    """

    position: Position
    lever: int
    guard: Pull
    held: tuple[Pull, ...]
    against: tuple[Pull, ...]

    @property
    def percent(self) -> float:
        """What pulls the way of the guard, as a share of what pulls the other way."""
        return 100 * _sum(self.held) / _sum(self.against)

    @property
    def weighs(self) -> float:
        """What the plan puts on the side of the guard, as a share of what it puts on the other side."""
        return 100 * _weight(self.held) / _weight(self.against)

    @property
    def costs(self) -> float:
        """What the lever does to the guard, as a share of what it does to the strongest pull against it."""
        return 100 * _effect(self.guard) / _effect(self.strongest)

    @property
    def strongest(self) -> Pull:
        """What pulls most against the guard."""
        return max(self.against, key=_strength)

    def weight_for(self, percent: float) -> int | None:
        """Return the least weight of the guard, in whole percent, at which its side pulls that share of the other.

        The rest of the plan is scaled down to make room. None where no weight does.
        """
        plan, weight = self.guard.payment.plan, self.guard.payment.weight
        if not 0 < weight < 100:
            return None

        def scaled(pull: Pull, share: int) -> float:
            if pull.payment.plan is not plan:
                return abs(pull.amount)
            is_guard = pull.payment is self.guard.payment
            return abs(pull.amount) * (share / weight if is_guard else (100 - share) / (100 - weight))

        for share in range(1, 100):
            held, against = (sum(scaled(pull, share) for pull in side) for side in (self.held, self.against))
            if 100 * held >= percent * against - EPSILON:
                return share
        return None


def counterweights(incentives: Incentives) -> Iterator[Counterweight]:
    """Yield for every role and guard the lever on which the guard is weakest against the rest of the plan."""
    if not incentives.network.edges:
        return
    hoped = {kpi.id for kpi in incentives.important} | {kpi.id for kpi in incentives.kpis.values() if kpi.guardrail}
    for position in incentives.paid_positions:
        found: dict[str, Counterweight] = {}
        for lever in position.levers if len(position.payments) > 1 else ():
            for one in _on_lever(position, lever, hoped, incentives):
                kpi = one.guard.payment.kpi
                if kpi not in found or one.percent < found[kpi].percent - EPSILON:
                    found[kpi] = one
        yield from (found[kpi] for kpi in sorted(found))


def _on_lever(position: Position, lever: int, hoped: set[str], incentives: Incentives) -> Iterator[Counterweight]:
    pulls = [pull for pull in incentives.push(position, lever).pulls if abs(pull.amount) > EPSILON]
    up = tuple(pull for pull in pulls if pull.amount > 0)
    down = tuple(pull for pull in pulls if pull.amount < 0)
    for held, against in ((up, down), (down, up)):
        guards = [pull for pull in held if pull.payment.kpi in hoped and _is_wanted(pull.payment, incentives)]
        other = {pull.payment.kpi for pull in against}
        guards = [pull for pull in guards if pull.payment.kpi not in other]
        guard = max(guards, key=_strength, default=None)
        loose = tuple(pull for pull in against if guard and guard.payment.kpi not in pull.payment.guards)
        if guard and any(guard.payment.meets(pull.payment) for pull in loose):
            yield Counterweight(position, lever, guard, held, loose)


def _is_wanted(payment: Payment, incentives: Incentives) -> bool:
    kpi = incentives.kpis[payment.kpi]
    return kpi.good is not Good.RANGE and payment.sign == good_sign(kpi)


def _strength(pull: Pull) -> tuple[float, str]:
    return (abs(pull.amount), pull.payment.kpi)


def _sum(pulls: tuple[Pull, ...]) -> float:
    return sum(abs(pull.amount) for pull in pulls)


def _weight(pulls: tuple[Pull, ...]) -> float:
    return sum(pull.payment.weight for pull in pulls)


def _effect(pull: Pull) -> float:
    return abs(pull.amount) / pull.payment.weight
