"""How far the pay of a role points where the company's value lies."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.position import Position
from opmodel.model.sections.kpis import Kpi


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cosine of the angle between pay and value: 1 where they point the same way, -1 against each other.

    `value` is None where there is no angle, and `why` says what is missing.
    """

    value: float | None
    why: str = ""


class Value:
    """What the company is after: its north star, else the outcomes it declares, each in its good direction.

    Source: with quadratic cost of effort a role moves each of its levers in proportion to the gradient of its pay;
    the cosine of that and the gradient of value is what its pay is worth as a guide (Feltham and Xie 1994, Baker
    2002).
    """

    def __init__(self, incentives: Incentives) -> None:
        self._of = incentives
        star = tuple(kpi for kpi in incentives.outcomes if incentives.graph.is_north_star(kpi))
        self.is_north_star = bool(star)
        self.kpis: tuple[Kpi, ...] = star or incentives.outcomes

    def alignment(self, position: Position) -> Alignment:
        """Return the cosine over the levers of a role: sum(pay * value) / (|pay| * |value|)."""
        why = self._missing(position)
        if why:
            return Alignment(None, f"{why}{self._of.graph.model.lacks}")
        pay = [self._of.push(position, lever).gradient for lever in position.levers]
        value = [self._gradient(lever) for lever in position.levers]
        sizes = sqrt(sum(one * one for one in pay)), sqrt(sum(one * one for one in value))
        if sizes[0] <= EPSILON:
            return Alignment(None, "none of its levers is near what it is paid on")
        if sizes[1] <= EPSILON:
            return Alignment(None, "none of its levers is near what the company is after")
        product = sum(one * other for one, other in zip(pay, value, strict=True))
        return Alignment(max(-1.0, min(1.0, product / (sizes[0] * sizes[1]))))

    def _missing(self, position: Position) -> str:
        if not position.payments:
            return "no plan pays it"
        if position.assumed:
            return "it declares no levers"
        if not self.kpis:
            return "the model names neither a north star nor a KPI of kind outcome"
        if any(self._looped[lever] for lever in position.levers):
            return "reinforcing loop, strengths not comparable"
        return ""

    def _gradient(self, lever: int) -> float:
        effects = self._of.near.of(lever).effects
        near = ((good_sign(kpi), effects.get(self._of.node[kpi.id])) for kpi in self.kpis)
        return sum(sign * effect.net for sign, effect in near if effect is not None)

    @cached_property
    def _looped(self) -> bytearray:
        """Mark the nodes whose way to pay or value meets a loop that feeds itself."""
        network = self._of.network
        if not network.runaway:
            return bytearray(len(network))
        useful = network.leading_to(self._of.targets)
        return network.leading_to(node for node in network.runaway if useful[node])
