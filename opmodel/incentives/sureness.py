"""How sure it is that a push does harm: by the signs of paths, their bands, and what holds the payee back."""

from collections.abc import Mapping

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.guards import holding
from opmodel.incentives.influence.near import Effect
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.influence.paths import Path, paths_from, simple_paths
from opmodel.incentives.position import Position, Push
from opmodel.incentives.verdict import Verdict, is_settled, weakest
from opmodel.model.sections.kpis import Kpi

_MOST_STEPS = 10_000
"""Edges looked at to tell whether paths of both signs come to one sign."""


class Sureness:
    """Verdicts about pushes and what they move; what was worked out once is kept."""

    def __init__(self, incentives: Incentives) -> None:
        self._of = incentives
        self._push_verdicts: dict[tuple[str, int], Verdict] = {}
        self._effect_verdicts: dict[tuple[int, int], Verdict] = {}
        self._walked: tuple[int, Mapping[int, list[Path]] | None] | None = None
        """The paths from the lever that was asked about last."""

    def verdict(self, payee: Position, push: Push, kpi: Kpi, toward: int) -> Verdict | None:
        """Return how sure it is that a push harms a KPI, None where there is nothing to say.

        That is so where no path harms or on balance none does, where a gate or clawback holds the payee back, and
        where its own plan pulls back enough: then balanced-tradeoff speaks.
        """
        node = self._of.node[kpi.id]
        effect = self._of.near.of(push.lever).effects[node]
        if effect.net * push.sign * toward >= -EPSILON or self._is_held_back(push, node, toward):
            return None
        if push.counterweight >= self._of.thresholds.counterweight_percent / 100 - EPSILON:
            return None
        return self.certainty(payee, push, kpi)

    def _is_held_back(self, push: Push, node: int, toward: int) -> bool:
        """Tell whether all pay that pushes waits for, or is taken back by, a KPI that all the harm passes through."""
        floor = self._of.near.of(push.lever).floor
        first, *others = (holding(pull.payment, self._of, push.lever) for pull in push.along)
        for name in first.intersection(*others) & self._of.node.keys():
            guard = self._of.node[name]
            if guard == node:
                return True
            if guard != push.lever and self._of.closure.reaches(guard, node):
                around = simple_paths(self._of.network, push.lever, node, floor=floor, without=(guard,))
                if not around.cut and all(path.sign * push.sign * toward > 0 for path in around.paths):
                    return True
        return False

    def _of_push(self, payee: Position, push: Push) -> Verdict:
        """Return how sure it is which way a push goes; that of a position that is only tried is not kept."""
        if self._of.positions.get(payee.name) is not payee:
            return self._judged_push(push)
        key = (payee.name, push.lever)
        if key not in self._push_verdicts:
            self._push_verdicts[key] = self._judged_push(push)
        return self._push_verdicts[key]

    def _judged_push(self, push: Push) -> Verdict:
        if not push.mixed:
            return Verdict.CERTAIN
        if push.is_bounded:
            return Verdict.RESOLVED
        weighted = ((pull.payment.sign * pull.payment.stake.percent, pull.payment.kpi) for pull in push.pulls)
        settled = self._is_settled(push.lever, [(weight, self._of.node[kpi]) for weight, kpi in weighted])
        return Verdict.LEANING if settled else Verdict.TRADEOFF

    def _of_effect(self, lever: int, node: int, effect: Effect) -> Verdict:
        if not effect.mixed:
            return Verdict.CERTAIN
        if effect.is_bounded:
            return Verdict.RESOLVED
        if (lever, node) not in self._effect_verdicts:
            settled = self._is_settled(lever, [(1.0, node)])
            self._effect_verdicts[lever, node] = Verdict.LEANING if settled else Verdict.TRADEOFF
        return self._effect_verdicts[lever, node]

    def _is_settled(self, source: int, targets: list[tuple[float, int]]) -> bool:
        """Tell whether weighted effects come to one sign; where there are too many paths to tell, they do not."""
        if self._walked is None or self._walked[0] != source:
            floor = self._of.near.of(source).floor
            paths = paths_from(self._of.network, source, frozenset(self._of.targets), floor, _MOST_STEPS)
            self._walked = (source, paths)
        paths = self._walked[1]
        return paths is not None and is_settled(
            (weight, path) for weight, target in targets for path in paths.get(target, ())
        )

    def certainty(self, payee: Position, push: Push, kpi: Kpi) -> Verdict:
        """Tell how sure it is which way a push moves a KPI near its lever."""
        node = self._of.node[kpi.id]
        effect = self._of.near.of(push.lever).effects[node]
        sure = weakest(self._of_push(payee, push), self._of_effect(push.lever, node, effect))
        return weakest(sure, Verdict.LEANING) if push.cut else sure
