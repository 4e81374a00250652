"""Where a role stands: what it is paid for, what it can move, and which way its pay pushes what it moves."""

from collections.abc import Mapping
from dataclasses import dataclass

from opmodel.incentives.influence.near import Near
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.payments import Payment
from opmodel.incentives.stake import Stake, together
from opmodel.model.sections.roles import Role


@dataclass(frozen=True, slots=True)
class Position:
    """One role: its payments with those of the general roles it is a kind of, and the nodes that it and its kinds move.

    `assumed` tells that it declares no levers and is taken to move what it is paid on.
    """

    role: Role
    payments: tuple[Payment, ...]
    levers: tuple[int, ...]
    assumed: bool = False

    @property
    def name(self) -> str:
        """The role's id."""
        return self.role.id

    def share(self, kpi: str, sign: int) -> float:
        """Return how much of its variable pay hangs on a KPI in one direction, percent."""
        return sum(one.weight for one in self.payments if one.kpi == kpi and one.sign == sign)


@dataclass(frozen=True, slots=True)
class Pull:
    """What one payment pulls on a lever: percent of total pay per unit of it, negative where less of it pays.

    `low` and `high` bound it over the bands of strengths; `mixed` tells that paths of both signs lead there.
    """

    payment: Payment
    amount: float
    low: float
    high: float
    mixed: bool


@dataclass(frozen=True, slots=True)
class Push:
    """Which way the pay of a role pushes one of its levers: the sign of the pay gradient there, 0 for neither.

    Source: with quadratic cost of effort people move each lever in proportion to the gradient of their pay
    (Holmstrom and Milgrom 1991).
    """

    lever: int
    pulls: tuple[Pull, ...]
    gradient: float
    """Percent of total pay per unit of the lever."""
    sign: int
    """+1 where more of the lever pays, 0 where it makes no difference."""
    cut: bool
    """Not all paths were searched."""

    @property
    def along(self) -> tuple[Pull, ...]:
        """The pulls that win."""
        return tuple(pull for pull in self.pulls if pull.amount * self.sign > EPSILON)

    @property
    def earning(self) -> Payment:
        """The payment that pulls most."""
        return max(self.along, key=lambda pull: (abs(pull.amount), pull.payment.kpi)).payment

    @property
    def against(self) -> tuple[Pull, ...]:
        """The pulls that lose."""
        return tuple(pull for pull in self.pulls if pull.amount * self.sign < -EPSILON)

    @property
    def counterweight(self) -> float:
        """The losing pulls as a share of the winning ones, 0 to 1."""
        winning = sum(abs(pull.amount) for pull in self.along)
        return sum(abs(pull.amount) for pull in self.against) / winning if winning else 0.0

    @property
    def mixed(self) -> bool:
        """Whether some path to what it is paid on pulls the other way."""
        return bool(self.against) or any(pull.mixed for pull in self.pulls)

    @property
    def is_bounded(self) -> bool:
        """Whether it keeps its sign whatever the strengths are within their bands."""
        low, high = sum(pull.low for pull in self.pulls), sum(pull.high for pull in self.pulls)
        return low > EPSILON if self.sign > 0 else high < -EPSILON

    @property
    def stake(self) -> Stake:
        """How much pay pushes."""
        return together(pull.payment.stake for pull in self.along)


def push(position: Position, lever: int, near: Near, nodes: Mapping[str, int]) -> Push:
    """Return which way the pay of a role pushes one of its levers; `nodes` are those of KPIs by id."""
    nearby = near.of(lever)
    pulls = []
    for payment in position.payments:
        effect = nearby.effects.get(nodes[payment.kpi])
        if effect is not None:
            weight = payment.sign * payment.stake.percent
            low, high = sorted((weight * effect.bounds[0], weight * effect.bounds[1]))
            pulls.append(Pull(payment, weight * effect.net, low, high, effect.mixed))
    gradient = sum(pull.amount for pull in pulls)
    sign = 0 if abs(gradient) <= EPSILON else 1 if gradient > 0 else -1
    return Push(lever, tuple(pulls), gradient, sign, nearby.cut)
