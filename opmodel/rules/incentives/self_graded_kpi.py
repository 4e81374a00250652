"""Nobody alone defines, measures or approves the number they are paid by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives.independence import is_independent
from opmodel.incentives.inside.recipients import assuming_weight
from opmodel.incentives.payments import Payment, named_roles
from opmodel.incentives.stake import Stake, together
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Aggregation, Good, Kpi, KpiKind
from opmodel.wording import bare, listed

_DUTIES = {
    "defined_by": "defines",
    "measured_by": "measures",
    "approved_by": "approves",
    "target_set_by": "sets the target of",
}
_COUNTED = (KpiKind.VOLUME, KpiKind.ACTIVITY)
_JUDGING = ("accepted_by", "defined_by")
_GRADING = {
    "accepted_by": "accepts what counts toward it",
    "defined_by": "defines what counts toward it",
    "measured_by": "gives the score",
}
_GRAVE = frozenset(("measured_by", "approved_by"))
"""Who holds one of these decides what is paid."""


@dataclass(frozen=True, slots=True)
class _Hanging:
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


@rule(Severity.ERROR, needs=("incentives.measures", *(f"kpis.{duty}" for duty in _DUTIES)))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs of somebody's pay, or gates before it, of which no independent role holds a declared duty.

    One finding for those who are paid on a KPI and lack the same duties.
    """
    context.look(Incentive)
    paid = _paid(context)
    for kpi in context.model.of(Kpi):
        if kpi.id in paid and context.can_judge(kpi) and any(getattr(kpi, duty) for duty in _DUTIES):
            context.judge([kpi])
            found: dict[tuple[str, ...], list[_Hanging]] = {}
            for one in _by_payee(paid[kpi.id]):
                duties = _own_duties(context, kpi, one.payee)
                if duties:
                    found.setdefault(duties, []).append(one)
            for duties, those in found.items():
                yield _problem(kpi, duties, tuple(those), context)
    yield from _goals(context, paid)


def _goals(context: Context, paid: Mapping[str, list[Payment]]) -> Iterator[Problem]:
    """Yield goals that nobody is paid on and whose owner alone says what counts, or gives the score."""
    people = context.graph.people
    for kpi in context.model.of(Kpi):
        has_goal = kpi.target is not None or "target" in kpi.absences
        if kpi.id in paid or not has_goal or kpi.good is Good.RANGE or not context.known(kpi):
            continue
        owners = people.working(kpi.owner)
        duties = _JUDGING if kpi.kind in _COUNTED else ("measured_by",) if kpi.aggregation is Aggregation.SCORE else ()
        alone = [duty for duty in duties if (held := getattr(kpi, duty)) and set(people.working(held)) <= set(owners)]
        if owners and alone:
            yield _goal(kpi, alone[0], owners)


def _goal(kpi: Kpi, duty: str, owners: tuple[str, ...]) -> Problem:
    return about_pay(
        kpi.where(duty),
        f"kpi '{kpi.id}' is a goal of {named_roles(owners)}, and nobody else {_GRADING[duty]}",
        f"give `{duty}` to a role that the goal is not for, or add such a role as a second key",
        roles=owners,
        alike=True,
        kpis=(kpi.id,),
        severity=Severity.WARNING,
        told_apart=f"goal {kpi.id}",
    )


def _paid(context: Context) -> dict[str, list[Payment]]:
    """Return the payments that hang on each KPI: what is paid for it, and what waits for it."""
    found: dict[str, list[Payment]] = {}
    for payments in context.incentives.paid.values():
        for payment in payments:
            for name in (payment.kpi, *sorted(payment.gates - {payment.kpi})):
                found.setdefault(name, []).append(payment)
    return found


def _by_payee(payments: list[Payment]) -> Iterator[_Hanging]:
    """Yield everybody whose pay hangs on the KPI, with the plan that puts most at stake."""
    found: dict[str, dict[str, list[Payment]]] = {}
    for payment in payments:
        for payee in payment.payees:
            found.setdefault(payee, {}).setdefault(payment.plan.id, []).append(payment)
    for payee, plans in sorted(found.items()):
        every = [_Hanging(payee, tuple(lines)) for _, lines in sorted(plans.items())]
        yield max(every, key=lambda one: (one.weight, one.stake.percent))


def _own_duties(context: Context, kpi: Kpi, payee: str) -> tuple[str, ...]:
    """Return the duties that are declared and held by nobody who is independent of a payee."""
    held = ((duty, holders) for duty in _DUTIES if (holders := getattr(kpi, duty)))
    return tuple(
        duty
        for duty, holders in held
        if not any(is_independent(context.incentives, payee, holder, kpi.id) for holder in holders)
    )


def _problem(kpi: Kpi, duties: tuple[str, ...], those: tuple[_Hanging, ...], context: Context) -> Problem:
    names = tuple(one.payee for one in those)
    most = max(those, key=lambda one: one.weight)
    lines = tuple(dict.fromkeys(line.kpi for one in those for line in one.payments if line.kpi != kpi.id))
    what = "hangs on" if any(line.kpi == kpi.id for one in those for line in one.payments) else "waits for"
    how = listed(_DUTIES[duty] for duty in duties)
    return about_pay(
        kpi.where(duties[0]),
        f"kpi '{kpi.id}': {_share(those)} {what} it, and {_by_whom(kpi, duties, names)} {how} it{most.assuming}",
        _way_out(duties),
        roles=names,
        alike=True,
        kpis=(kpi.id, *lines),
        severity=min((_how_bad(duties, one, context) for one in those), key=lambda one: one.rank),
        stake=max(one.stake.percent for one in those),
        notes=(
            *((kpi.where(duty), f"who {_DUTIES[duty]} it") for duty in duties[1:]),
            *((line.where, f"how '{one.payee}' is paid by it") for one in those[:3] for line in one.payments[:1]),
        ),
        told_apart=" ".join((kpi.id, *duties)),
        people=sum(context.graph.people.headcount(name) or 0 for name in names),
    )


def _share(those: tuple[_Hanging, ...]) -> str:
    """Say how much of whose pay hangs on it: `70% of the variable pay of role 'sdr'`."""
    least, most = (pick(round(one.weight, 1) for one in those) for pick in (min, max))
    percent = f"{most:.3g}%" if least == most else f"{least:.3g}% to {most:.3g}%"
    return f"{percent} of the variable pay of {named_roles(tuple(one.payee for one in those))}"


def _way_out(duties: tuple[str, ...]) -> str:
    keys = listed(f"`{duty}`" for duty in duties)
    each, there = ("each ", "in each place") if len(duties) > 1 else ("", "there")
    return (
        f"give {keys} {each}to a role that is not paid on it and does not report to anybody who is, or add such a role "
        f"{there} as a second key"
    )


def _by_whom(kpi: Kpi, duties: tuple[str, ...], names: tuple[str, ...]) -> str:
    holders = tuple(dict.fromkeys(bare(holder) for duty in duties for holder in getattr(kpi, duty)))
    if set(holders) <= set(names):
        return "nobody else"
    return f"nobody but {named_roles(holders)}, who earns by it or reports to who does,"


def _how_bad(duties: tuple[str, ...], one: _Hanging, context: Context) -> Severity:
    """Return an error where what is paid is in one hand; a token share is a note, an assumed one a step milder."""
    if not context.incentives.is_stake(one.weight):
        return Severity.NOTE
    is_grave = len(duties) > 1 or not _GRAVE.isdisjoint(duties)
    how_bad = Severity.ERROR if is_grave else Severity.WARNING
    return how_bad.milder if one.assuming else how_bad
