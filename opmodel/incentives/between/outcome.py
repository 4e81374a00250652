"""What two roles win and lose together, and the KPI that both could best be paid on."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.guards import holding
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.inside.control import Control
from opmodel.incentives.payments import Payment
from opmodel.incentives.position import Position
from opmodel.incentives.stake import together
from opmodel.wording import bare, listed

MOST_NAMED = 3
"""KPIs of one plan that a sentence names."""


@dataclass(frozen=True, slots=True)
class Shareable:
    """A KPI that two roles could both be paid on, and how much of what moves it each has in hand, percent."""

    kpi: str
    shares: tuple[float, float]


class Outcomes:
    """Questions about what two roles have in common; read-only, computed when first asked for."""

    def __init__(self, incentives: Incentives) -> None:
        self._of = incentives

    def share(self, one: Position, other: Position) -> bool:
        """Tell whether one KPI is a stake for both in one direction, by pay or by a gate on pay."""
        mine, theirs = self._stakes(one), self._stakes(other)
        return any(
            first.meets(second) for key in mine.keys() & theirs.keys() for first in mine[key] for second in theirs[key]
        )

    def holds(self, position: Position, kpi: str, sign: int) -> bool:
        """Tell whether a role has a stake in a KPI moving one way, by pay or by a gate on pay."""
        return (kpi, sign) in self._stakes(position)

    def _stakes(self, position: Position) -> Mapping[tuple[str, int], list[Payment]]:
        """Return what a role has a stake in: KPI and direction, with its payments; a slice is a part of its whole."""
        found: dict[tuple[str, int], list[Payment]] = {}
        for payment in position.payments:
            found.setdefault((payment.kpi, payment.sign), []).append(payment)
            kpi = self._of.kpis.get(payment.kpi)
            if kpi and kpi.partition_of:
                found.setdefault((bare(kpi.partition_of), payment.sign), []).append(payment)
            for name in sorted(holding(payment, self._of) & self._of.kpis.keys()):
                found.setdefault((name, good_sign(self._of.kpis[name])), []).append(payment)
        enough = self._of.is_stake
        return {key: paid for key, paid in found.items() if key[0] in self._of.kpis and enough(_weight(paid))}

    def depends(self, one: Position, other: Position, judged: Collection[str] = ()) -> bool:
        """Tell whether a role has a stake that another moves, and that serves the other when it improves.

        `judged` are KPIs that count only what the other accepts: what it takes on is taken to serve it.
        """
        people = self._of.graph.people
        for name, sign in self._stakes(one):
            kpi = self._of.kpis[name]
            judges = (*kpi.accepted_by, *kpi.approved_by)
            accepts = name in judged or people.is_among(other.name, judges)
            helps = accepts or (self._of.moves(other, name) and self._serves(name, sign, other))
            if helps and not self._hurts(name, sign, other):
                return True
        return False

    def _serves(self, name: str, sign: int, position: Position) -> bool:
        """Tell whether a KPI that improves can improve enough of a role's pay to be a stake."""
        signs, node = self._of.closure.signs, self._of.node
        gaining = (
            paid.weight
            for paid in position.payments
            if signs(node[name], node[paid.kpi])[0 if paid.sign == sign else 1]
        )
        return self._of.is_stake(sum(gaining))

    def is_fed(self, one: Position, other: Position) -> bool:
        """Tell whether a role has a stake that improves by what another is paid for and moves."""
        return any(
            self._of.moves(other, name) and self._feeds(name, sign, other) and not self._hurts(name, sign, other)
            for name, sign in self._stakes(one)
        )

    def _feeds(self, name: str, sign: int, position: Position) -> bool:
        """Tell whether enough of what a role is paid for improves a KPI, and never harms it."""
        signs, node = self._of.closure.signs, self._of.node
        feeding = (
            paid.weight
            for paid in position.payments
            if signs(node[paid.kpi], node[name]) == ((True, False) if paid.sign == sign else (False, True))
        )
        return self._of.is_stake(sum(feeding))

    def _hurts(self, name: str, sign: int, position: Position) -> bool:
        effects = self._of.near.of(self._of.node[name]).effects
        found = ((paid, effects.get(self._of.node[paid.kpi])) for paid in position.payments)
        return any(effect is not None and effect.net * sign * paid.sign < -EPSILON for paid, effect in found)

    def best(self, one: Position, other: Position) -> Shareable | None:
        """Return the KPI on which the role that moves it less moves it most; None where they move none together."""
        both = self._moved(one) & self._moved(other) & self._hoped.keys()
        shares = {node: self._control.parts(one.levers, other.levers, node) for node in sorted(both)}
        if not shares:
            return None
        node = max(shares, key=lambda node: round(min(shares[node]), 6))  # the first by name of equals
        return Shareable(self._hoped[node], shares[node])

    @cached_property
    def _hoped(self) -> Mapping[int, str]:
        """What pay may hang on: what is paid for or hoped for already."""
        names = (*self._of.paid, *(kpi.id for kpi in (*self._of.important, *self._of.outcomes)))
        return {self._of.node[name]: name for name in names if name in self._of.kpis}

    def _moved(self, position: Position) -> frozenset[int]:
        return frozenset(node for lever in position.levers for node in self._of.near.of(lever).effects)

    @cached_property
    def _control(self) -> Control:
        return Control(self._of)


def _weight(paid: Collection[Payment]) -> float:
    return sum(one.weight for one in paid)


def to_share(best: Shareable | None, one: Position, other: Position, incentives: Incentives) -> str:
    """Say what to pay both on, and how much of each plan."""
    least = f"at least {incentives.thresholds.stake_percent:g}%"
    if best is None:
        return f"agree on a KPI that both move and put {least} of the variable pay of each on it"
    sign = good_sign(incentives.kpis[best.kpi])
    lacking = [side.name for side in (one, other) if not incentives.is_stake(side.share(best.kpi, sign))]
    whom = "both" if len(lacking) == 2 else f"'{lacking[0]}'" if lacking else "both in its good direction"
    shares = f"the levers of '{one.name}' make {best.shares[0]:.2g}% of what moves it, those of '{other.name}' "
    return f"pay {whom} on kpi '{best.kpi}' with {least} of variable pay: {shares}{best.shares[1]:.2g}%"


def earns_by(position: Position) -> str:
    """Say what a role earns by: `'sdr' earns 36% of its pay by meetings`."""
    found = dict.fromkeys(one.kpi for one in sorted(position.payments, key=lambda one: -one.stake.percent))
    more = (f"{len(found) - MOST_NAMED} more",) if len(found) > MOST_NAMED else ()
    percent = together(one.stake for one in position.payments).percent
    return f"'{position.name}' earns {percent:.3g}% of its pay by {listed((*tuple(found)[:MOST_NAMED], *more))}"


def paid_on(*sides: Position) -> Iterator[str]:
    """Yield the KPIs that roles are paid on, most pay first."""
    for side in sides:
        yield from (one.kpi for one in sorted(side.payments, key=lambda one: -one.stake.percent))
