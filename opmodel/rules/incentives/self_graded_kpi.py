"""Nobody alone defines, measures or approves the number they are paid by."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives.independence import is_independent
from opmodel.incentives.payments import Payment, named_roles
from opmodel.incentives.stake import EQUAL_WEIGHTS, Stake
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare, listed

_DUTIES = {
    "defined_by": "defines",
    "measured_by": "measures",
    "approved_by": "approves",
    "target_set_by": "sets the target of",
}
_GRAVE = frozenset(("measured_by", "approved_by"))
"""Who holds one of these decides what is paid."""


@rule(Severity.ERROR, needs=("incentives.measures", *(f"kpis.{duty}" for duty in _DUTIES)))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs of somebody's pay, or gates before it, of which no independent role holds a declared duty.

    One finding for those who are paid on a KPI and lack the same duties.
    """
    context.count(Incentive)
    paid = _paid(context)
    for kpi in context.model.of(Kpi):
        if kpi.id in paid and context.known(kpi):
            found: dict[tuple[str, ...], list[tuple[str, Payment]]] = {}
            for payee, payment in _by_payee(paid[kpi.id]):
                duties = _own_duties(context, kpi, payee)
                if duties:
                    found.setdefault(duties, []).append((payee, payment))
            for duties, those in found.items():
                yield _problem(kpi, duties, those, context)


def _paid(context: Context) -> dict[str, list[Payment]]:
    """Return the payments that hang on each KPI: what is paid for it, and what waits for it."""
    found: dict[str, list[Payment]] = {}
    for payments in context.incentives.paid.values():
        for payment in payments:
            for name in dict.fromkeys((payment.kpi, *(bare(gate.kpi) for gate in payment.measure.gates))):
                found.setdefault(name, []).append(payment)
    return found


def _by_payee(payments: list[Payment]) -> Iterator[tuple[str, Payment]]:
    """Yield everybody whose pay hangs on the KPI, with the payment that puts most at stake."""
    found: dict[str, Payment] = {}
    for payment in sorted(payments, key=lambda one: (-one.weight, one.plan.id)):
        for payee in payment.payees:
            found.setdefault(payee, payment)
    return iter(sorted(found.items()))


def _own_duties(context: Context, kpi: Kpi, payee: str) -> tuple[str, ...]:
    """Return the duties that are declared and held by nobody who is independent of a payee."""
    held = ((duty, holders) for duty in _DUTIES if (holders := getattr(kpi, duty)))
    return tuple(
        duty
        for duty, holders in held
        if not any(is_independent(context.incentives, payee, holder, kpi.id) for holder in holders)
    )


def _problem(kpi: Kpi, duties: tuple[str, ...], those: list[tuple[str, Payment]], context: Context) -> Problem:
    names = tuple(payee for payee, _ in those)
    most = max((payment for _, payment in those), key=lambda one: one.weight)
    how = listed(_DUTIES[duty] for duty in duties)
    what = "waits for" if most.kpi != kpi.id else "hangs on"
    return about_pay(
        kpi.where(duties[0]),
        f"kpi '{kpi.id}': {most.weight:.3g}% of the variable pay of {named_roles(names)} {what} it, and "
        f"{_by_whom(kpi, duties, names)} {how} it{_assuming(most)}",
        f"give `{duties[0]}` to a role that is not paid on it and does not report to who is, or add such a role there "
        "as a second key",
        roles=names,
        kpis=(kpi.id, *((most.kpi,) if most.kpi != kpi.id else ())),
        severity=_how_bad(duties, most, context),
        stake=most.stake.percent,
        notes=(
            *((kpi.where(duty), f"who {_DUTIES[duty]} it") for duty in duties[1:]),
            *((one.where, f"how '{payee}' is paid by it") for payee, one in those[:3]),
        ),
        told_apart=" ".join((kpi.id, *duties)),
        people=sum(context.graph.people.headcount(name) or 0 for name in names),
    )


def _by_whom(kpi: Kpi, duties: tuple[str, ...], names: tuple[str, ...]) -> str:
    holders = tuple(dict.fromkeys(bare(holder) for duty in duties for holder in getattr(kpi, duty)))
    if set(holders) <= set(names):
        return "nobody else"
    return f"nobody but {named_roles(holders)}, who earns by it or reports to who does,"


def _how_bad(duties: tuple[str, ...], payment: Payment, context: Context) -> Severity:
    """Return an error where what is paid is in one hand; a token share is a note, an assumed one a step milder."""
    if not context.incentives.is_stake(payment.weight):
        return Severity.NOTE
    is_grave = len(duties) > 1 or not _GRAVE.isdisjoint(duties)
    how_bad = Severity.ERROR if is_grave else Severity.WARNING
    return how_bad.milder if _assuming(payment) else how_bad


def _assuming(payment: Payment) -> str:
    guessed = tuple(one for one in payment.stake.assumed if one.what == EQUAL_WEIGHTS)
    return Stake(0, 0, 0, guessed).assuming
