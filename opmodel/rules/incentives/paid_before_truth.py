"""Pay for a result waits, or can be taken back, until the harm it may do has come to light."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position, good_sign
from opmodel.incentives.guards import holding
from opmodel.incentives.influence.network import EPSILON
from opmodel.incentives.influence.paths import simple_paths
from opmodel.incentives.influence.witness import shown
from opmodel.incentives.inside.proof import paths_between
from opmodel.incentives.inside.recipients import alike, names
from opmodel.incentives.payments import named_roles
from opmodel.model.reading import named
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare, listed


@dataclass(frozen=True, slots=True)
class _Late:
    """A KPI that feels a lever, or the paid KPI itself, only after the period is paid."""

    kpi: Kpi
    node: int
    months: float
    harms: bool
    """On balance it suffers from what is pushed."""


@rule(
    Severity.WARNING, needs=("incentives.measures.period", "incentives.measures.clawbacks", "incentives.measures.gates")
)
def check(context: Context) -> Iterator[Problem]:
    """Yield lines of plans that pay before it shows what the result was worth."""
    context.look(Incentive)
    incentives = context.incentives
    if not any(edge.lag for edge in incentives.network.edges):
        return
    important = {incentives.node[kpi.id]: kpi for kpi in incentives.important}
    for payment, positions in context.recipients:
        period = payment.measure.period
        if period is None or not incentives.is_stake(payment.weight) or not context.known(payment.plan):
            continue
        found = ((one, _late(one, payment, period.months, important, incentives)) for one in positions)
        for late, roles in alike(incentives, ((one, late) for one, late in found if late)):
            yield _problem(payment, late, roles, incentives)


def _late(
    position: Position, payment: Payment, months: float, important: dict[int, Kpi], incentives: Incentives
) -> tuple[_Late, ...]:
    """Return what comes to light after the period, the soonest way to each; what harms stands first."""
    found: dict[str, _Late] = {}
    for source, sign in _sources(position, payment, incentives):
        for node, effect in incentives.near.of(source).effects.items():
            kpi = important.get(node)
            if kpi is None or kpi.id == payment.kpi or effect.lag <= EPSILON:
                continue
            harms = effect.net * sign * good_sign(kpi) < -EPSILON
            one = _Late(kpi, source, effect.lag, harms)
            if kpi.id not in found or (one.months, not one.harms) < (found[kpi.id].months, not found[kpi.id].harms):
                found[kpi.id] = one
    late = [
        one
        for one in found.values()
        if one.months > months + EPSILON
        and not _waits(position, payment, one, incentives)
        and not _shows_early(position, payment, one, months, incentives)
    ]
    return tuple(sorted(late, key=lambda one: (not one.harms, -one.months, one.kpi.id)))


def _sources(position: Position, payment: Payment, incentives: Incentives) -> Iterator[tuple[int, int]]:
    """Yield the levers that this payment pushes, with the direction; without any, the paid KPI itself.

    What a KPI does, the levers do that move it.
    """
    is_pushed = False
    for lever in position.levers:
        push = incentives.push(position, lever)
        if push.sign and any(pull.payment is payment for pull in push.along):
            is_pushed = True
            yield lever, push.sign
    if not is_pushed:
        yield incentives.node[payment.kpi], payment.sign


def _waits(position: Position, payment: Payment, late: _Late, incentives: Incentives) -> bool:
    """Tell whether the payee has a stake in what comes to light, waits for it, or may have to pay back until then.

    A clawback names the KPI, the paid one, or a move of records such as a cancellation.
    """
    if incentives.is_stake(position.share(late.kpi.id, good_sign(late.kpi))):
        return True
    gated = (one for one in position.payments if any(bare(gate.kpi) == late.kpi.id for gate in one.measure.gates))
    if any(late.kpi.id in holding(one, incentives) for one in gated):
        return True
    for one in position.payments:
        for clawback in one.measure.clawbacks:
            name = bare(clawback.event)
            about = name == late.kpi.id or (one is payment and (name == payment.kpi or name not in incentives.kpis))
            if about and clawback.within.months >= late.months - EPSILON:
                return True
    return False


def _shows_early(position: Position, payment: Payment, late: _Late, months: float, incentives: Incentives) -> bool:
    """Tell whether the payee has a stake in another KPI that shows it in time, and by which alone it comes about."""
    node, near = incentives.node[late.kpi.id], incentives.near.of(late.node)
    for one in position.payments:
        early = incentives.node[one.kpi]
        effect = near.effects.get(early)
        if one.kpi == payment.kpi or effect is None or effect.lag > months + EPSILON or early in (late.node, node):
            continue
        kpi = incentives.kpis[one.kpi]
        if one.sign != good_sign(kpi) or not incentives.is_stake(position.share(one.kpi, one.sign)):
            continue
        around = simple_paths(incentives.network, late.node, node, floor=near.floor, without=(early,))
        if not around.paths and not around.cut:
            return True
    return False


def _too_short(payment: Payment) -> str:
    longest = max(payment.measure.clawbacks, key=lambda one: one.within.hours, default=None)
    return f"; its clawback ends after {longest.within}" if longest else ""


def _problem(payment: Payment, late: tuple[_Late, ...], roles: tuple[Position, ...], incentives: Incentives) -> Problem:
    first = late[0]
    felt = [f"kpi '{one.kpi.id}' after {one.months:.3g} months" for one in late[:3]]
    sources = tuple(dict.fromkeys(bare(incentives.network.names[one.node]) for one in late))
    cause = named(incentives.network.names[first.node])
    months = math.ceil(first.months - EPSILON)
    paths = paths_between(incentives, first.node, incentives.node[first.kpi.id])
    slow = min(paths, key=lambda path: path.lag) if paths else None
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': {named_roles(names(roles))} {'is' if len(roles) == 1 else 'are'} paid for kpi "
        f"'{payment.kpi}' by the {payment.measure.period}, and what {cause} does to {listed(felt)} comes to light "
        f"when the money is gone{_too_short(payment)}",
        f"hold part of the pay back for {months} months, add a clawback of {months} months, or put "
        f"{incentives.thresholds.stake_percent:g}% or more of the variable pay on kpi '{first.kpi.id}'",
        roles=names(roles),
        alike=True,
        kpis=(*(one.kpi.id for one in late), *sources, payment.kpi),
        notes=shown(slow, incentives.network, "how it comes to light") if slow else (),
        severity=None if first.harms else Severity.NOTE,
        stake=payment.stake.percent,
        people=sum(incentives.graph.people.headcount(one.name) or 0 for one in roles),
        told_apart=f"{payment.kpi} {first.kpi.id}",
    )
