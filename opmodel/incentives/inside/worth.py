"""Whether pay for a number of things looks at what they are worth."""

from collections.abc import Mapping
from functools import cached_property

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.guards import holding
from opmodel.incentives.independence import is_independent
from opmodel.incentives.payments import Payment
from opmodel.incentives.position import Position
from opmodel.model.sections.kpis import COUNTED, Good, Kpi, KpiKind
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare

_SHOWING = (KpiKind.QUALITY, KpiKind.OUTCOME, KpiKind.VALUE, KpiKind.MARGIN, None)
"""Kinds of KPIs that show what a thing is worth; one of unknown kind has the benefit of the doubt."""


class Worth:
    """Questions about volumes: who says which things count, and whether whoever is paid by them feels their worth."""

    def __init__(self, incentives: Incentives) -> None:
        self._of, self._graph = incentives, incentives.graph

    def is_volume(self, payment: Payment) -> bool:
        """Tell whether a line pays for more of a number of things."""
        kpi = self._of.kpis[payment.kpi]
        return kpi.kind in COUNTED and kpi.good is not Good.RANGE and payment.sign == good_sign(kpi)

    def is_selective(self, payment: Payment) -> bool:
        """Tell whether a line pays for some records only, or takes pay back where one of them comes undone."""
        incentives = self._of
        events = {bare(one.event) for one in payment.measure.clawbacks}
        undone = holding(payment, incentives, incentives.node[payment.kpi]) & events
        takes_back = any(one == payment.kpi or one not in incentives.kpis for one in undone)
        return payment.measure.counts is not None or takes_back

    def judges(self, kpi: Kpi) -> tuple[str, ...]:
        """Return who says which things count: who accepts them, makes or accepts the move that is for them."""
        return (*kpi.accepted_by, *self._deciding.get(bare(kpi.definition or ""), ()))

    @cached_property
    def _deciding(self) -> Mapping[str, tuple[str, ...]]:
        """By definition who makes or accepts the move that is for its records: they decide which meet it."""
        found: dict[str, tuple[str, ...]] = {}
        for move in self._graph.model.of(Transition):
            if move.when is not None:
                name = move.when.text.strip()
                found[name] = (*found.get(name, ()), *move.by, *(move.accept.by if move.accept else ()))
        return found

    def has_the_same_goal(self, judge: str, kpi: Kpi) -> bool:
        """Tell whether a judge has a goal of its own that grows with every record it accepts."""
        moved = {edge.target for edge in self._of.network.out[self._of.node[kpi.id]]}
        names = self._graph.people.working((judge,))
        return any(self._of.node[one.id] in moved for name in names for one in self._goals.get(name, ()))

    @cached_property
    def _goals(self) -> Mapping[str, tuple[Kpi, ...]]:
        """By owner the numbers of things that somebody has a target for, paid or not."""
        found: dict[str, tuple[Kpi, ...]] = {}
        for kpi in self._of.kpis.values():
            if kpi.kind in COUNTED and kpi.good is Good.UP and (kpi.target or "target" in kpi.absences):
                for name in self._graph.people.working(kpi.owner):
                    found[name] = (*found.get(name, ()), kpi)
        return found

    def is_accepted(self, position: Position, kpi: Kpi, judges: tuple[str, ...]) -> bool:
        """Tell whether one of some judges is independent of a payee."""
        return any(is_independent(self._of, position.name, judge, kpi.id) for judge in judges)

    def is_held(self, position: Position, payment: Payment) -> bool:
        """Tell whether a gate, a clawback or a stake, in the good direction, hangs on what the things are worth."""
        incentives = self._of
        paid = (one for one in position.payments if one.meets(payment) and incentives.is_stake(one.weight))
        guards = holding(payment, incentives, incentives.node[payment.kpi])
        stakes = (one.kpi for one in paid if one.sign == good_sign(incentives.kpis[one.kpi]))
        return any(self._shows_worth(name, position, payment) for name in (*guards, *stakes))

    def _shows_worth(self, name: str, position: Position, payment: Payment) -> bool:
        kpi = self._of.kpis.get(name)
        if kpi is None or name == payment.kpi:
            return False
        shows = kpi.kind in _SHOWING or kpi.important or kpi.guardrail or self._graph.is_north_star(kpi)
        return shows and (_is_of(kpi, payment.kpi) or self._is_moved(kpi, position, payment))

    def _is_moved(self, kpi: Kpi, position: Position, payment: Payment) -> bool:
        """Tell whether a KPI feels the volume or what the payee does; where no influence is declared, any does."""
        network, node = self._of.network, self._of.node[kpi.id]
        sources = (self._of.node[payment.kpi], *position.levers)
        reached = any(self._of.closure.reaches(source, node) for source in sources)
        return reached or not any(network.out[source] for source in sources)

    def shown_by(self, position: Position, volume: str) -> Kpi | None:
        """Return a KPI that shows what the things are worth, one that is declared as that first."""
        others = [one for one in self._hoped if one.id != volume]
        declared = next((one for one in others if _is_of(one, volume)), None)
        if declared:
            return declared
        closure, reached = self._of.closure, 0
        for source in (self._of.node[volume], *position.levers):
            reached |= closure.reached(source)
        return next((one for one in others if reached & closure.bits((self._of.node[one.id],))), None)

    @cached_property
    def _hoped(self) -> tuple[Kpi, ...]:
        return tuple(sorted(self._of.important, key=lambda one: (one.kind is not KpiKind.QUALITY, one.id)))


def _is_of(kpi: Kpi, volume: str) -> bool:
    return kpi.quality_of is not None and bare(kpi.quality_of) == volume
