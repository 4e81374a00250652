"""Who can judge a number of somebody else's pay."""

from opmodel.incentives.analysis import Incentives, good_sign
from opmodel.incentives.payments import Payment


def is_independent(incentives: Incentives, payee: str, holder: str, kpi: str) -> bool:
    """Tell whether who holds a duty on a KPI is free of what the payee earns by it.

    That is somebody else than the payee, does not report to the payee however far below, and has no stake in the KPI
    moving the way the payee earns by. Where the payee is not paid on the KPI itself (it is a gate of its pay), the
    good direction is the one it earns by. A queue is as free as those who work it, all of them; a program is free.

    Args:
        incentives: who is paid for what.
        payee: the role whose pay hangs on the KPI.
        holder: the role or function that accepts, measures, approves or defines it.
        kpi: the id of the KPI.
    """
    people = incentives.graph.people
    signs = {one.sign for one in incentives.paid.get(kpi, ()) if _pays(incentives, one, payee)}
    signs = signs or {good_sign(incentives.kpis[kpi])}
    for name in people.holders(holder):
        line = (name, *people.line(name))
        if people.is_among(payee, line) or any(_has_stake(incentives, name, kpi, sign) for sign in signs):
            return False
    return True


def _has_stake(incentives: Incentives, name: str, kpi: str, sign: int) -> bool:
    paid = (one for one in incentives.paid.get(kpi, ()) if one.sign == sign and _pays(incentives, one, name))
    return incentives.is_stake(sum(one.weight for one in paid))


def _pays(incentives: Incentives, payment: Payment, name: str) -> bool:
    """Tell whether a payment is for a role, for a general role it is a kind of, or for one of its kinds."""
    return incentives.graph.people.is_among(name, payment.everybody)
