"""Who has a hand in the number that their own pay, or goal, hangs on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.incentives.analysis import Incentives
from opmodel.incentives.independence import is_independent
from opmodel.incentives.inside.recipients import assuming_weight
from opmodel.incentives.payments import Payment
from opmodel.incentives.stake import Stake, together
from opmodel.model.sections.kpis import COUNTED, Aggregation, Good, Kpi

DUTIES = ("defined_by", "measured_by", "approved_by", "target_set_by")
"""What somebody may do with a KPI that others are paid by."""
_JUDGING = ("accepted_by", "defined_by")


@dataclass(frozen=True, slots=True)
class Hanging:
    """How much of one payee's pay hangs on a KPI, through the lines of its plan on it and those that wait for it."""

    payee: str
    payments: tuple[Payment, ...]

    @property
    def weight(self) -> float:
        """The share of variable pay, percent."""
        return sum(one.weight for one in self.payments)

    @property
    def stake(self) -> Stake:
        """The share of all pay."""
        return together(one.stake for one in self.payments)

    @property
    def assuming(self) -> str:
        """What was assumed about its weight, as the end of a sentence."""
        return next((said for one in self.payments if (said := assuming_weight(one))), "")


class Grading:
    """Questions about duties on numbers that somebody earns by, or is to reach."""

    def __init__(self, incentives: Incentives) -> None:
        self._of = incentives

    @cached_property
    def _payments(self) -> Mapping[str, list[Payment]]:
        """The payments that hang on each KPI: what is paid for it, and what waits for it."""
        found: dict[str, list[Payment]] = {}
        for payments in self._of.paid.values():
            for payment in payments:
                for name in (payment.kpi, *sorted(payment.gates - {payment.kpi})):
                    found.setdefault(name, []).append(payment)
        return found

    def is_paid(self, kpi: Kpi) -> bool:
        """Tell whether somebody's pay hangs on a KPI or waits for it."""
        return kpi.id in self._payments

    def hanging(self, kpi: Kpi) -> Iterator[Hanging]:
        """Yield everybody whose pay hangs on a KPI, with the plan that puts most at stake."""
        found: dict[str, dict[str, list[Payment]]] = {}
        for payment in self._payments.get(kpi.id, ()):
            for payee in payment.payees:
                found.setdefault(payee, {}).setdefault(payment.plan.id, []).append(payment)
        for payee, plans in sorted(found.items()):
            every = [Hanging(payee, tuple(lines)) for _, lines in sorted(plans.items())]
            yield max(every, key=lambda one: (one.weight, one.stake.percent))

    def own_duties(self, kpi: Kpi, payee: str) -> tuple[str, ...]:
        """Return the duties on a KPI that are declared and held by nobody who is independent of a payee."""
        held = ((duty, holders) for duty in DUTIES if (holders := getattr(kpi, duty)))
        return tuple(
            duty
            for duty, holders in held
            if not any(is_independent(self._of, payee, holder, kpi.id) for holder in holders)
        )

    def is_mere_goal(self, kpi: Kpi) -> bool:
        """Tell whether somebody is to bring a KPI to a target, known or not, and nobody is paid for it."""
        has_target = kpi.target is not None or "target" in kpi.absences
        return has_target and kpi.good is not Good.RANGE and not self.is_paid(kpi)

    def graded_alone(self, kpi: Kpi) -> str:
        """Return the duty by which the owners of a goal alone say what counts, or give the score; empty without one."""
        working = self._of.graph.people.working
        owners = set(working(kpi.owner))
        duties = _JUDGING if kpi.kind in COUNTED else ("measured_by",) if kpi.aggregation is Aggregation.SCORE else ()
        alone = (duty for duty in duties if (held := getattr(kpi, duty)) and owners.issuperset(working(held)))
        return next(alone, "") if owners else ""
