"""The two sides of a handoff are paid over periods of like length, or share a number over like periods."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Payment, Position
from opmodel.incentives.between.handing import Pair, either_way
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.parts import CalendarPeriod


@rule(Severity.WARNING, needs=("incentives.measures.period", "incentives.measures.direction"))
def check(context: Context, *, longest_ratio: float = 3.5) -> Iterator[Problem]:
    """Yield pairs of roles of which one is paid for the next weeks and the other for the year."""
    context.look(Incentive)
    for pairs in either_way(context.pairs):
        giver, receiver = pairs[0].giver, pairs[0].receiver
        one, other = _main(giver), _main(receiver)
        if one and other:
            context.judge([pairs[0].names])
        if (
            one
            and other
            and not (_alike(one, other, longest_ratio) or _shares(giver, receiver, longest_ratio, context))
        ):
            yield _problem(pairs[0], one, other, context)


def _main(position: Position) -> CalendarPeriod | None:
    """Return the period most of a role's pay is measured over; None where that cannot be told."""
    found: dict[CalendarPeriod | None, float] = {}
    for payment in position.payments:
        period = payment.measure.period
        found[period] = found.get(period, 0.0) + payment.stake.percent
    unsaid = found.pop(None, 0.0)
    ranked = sorted(((period, share) for period, share in found.items() if period), key=lambda one: -one[1])
    runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked and ranked[0][1] > runner_up + unsaid else None


def _ratio(one: CalendarPeriod, other: CalendarPeriod) -> float:
    first, second = one.months, other.months
    return max(first, second) / min(first, second)


def _shares(giver: Position, receiver: Position, longest_ratio: float, context: Context) -> bool:
    """Tell whether one KPI is paid to both over like periods with a stake; a period nobody wrote down may be like."""
    mine, theirs = _stakes(giver, context), _stakes(receiver, context)
    return any(
        (first.kpi, first.sign) == (second.kpi, second.sign)
        and _alike(first.measure.period, second.measure.period, longest_ratio)
        for first in mine
        for second in theirs
    )


def _stakes(position: Position, context: Context) -> list[Payment]:
    is_stake = context.incentives.is_stake
    return [one for one in position.payments if is_stake(position.share(one.kpi, one.sign))]


def _alike(one: CalendarPeriod | None, other: CalendarPeriod | None, longest_ratio: float) -> bool:
    return one is None or other is None or _ratio(one, other) <= longest_ratio


def _problem(pair: Pair, one: CalendarPeriod, other: CalendarPeriod, context: Context) -> Problem:
    giver, receiver, stake, people = pair.giver, pair.receiver, pair.stake, context.graph.people
    handoff = pair.handoffs[0].transition
    hurried, patient = (giver, receiver) if one.months < other.months else (receiver, giver)
    longer = max(one, other, key=lambda period: period.months)
    least = f"{context.incentives.thresholds.stake_percent:g}%"
    late = sorted((paid for paid in patient.payments if paid.measure.period is longer), key=_share, reverse=True)
    soon = sorted((paid for paid in hurried.payments if paid.measure.period is not longer), key=_share, reverse=True)
    first, last = soon[0], late[0]
    return about_pay(
        first.where,
        f"role '{giver.name}' is paid by the {one} and hands over to role '{receiver.name}' (transition "
        f"'{handoff.id}'), which is paid by the {other}, and no KPI pays both over like periods{stake.assuming}",
        f"pay '{hurried.name}' at least {least} of its variable pay by the {longer}, best on kpi '{last.kpi}'",
        roles=pair.names,
        kpis=(first.kpi, last.kpi, *(paid.kpi for paid in (*soon[1:], *late[1:]))),
        severity=context.incentives.severity(stake),
        stake=stake.percent,
        notes=(
            (last.where, f"what '{patient.name}' is paid for"),
            (handoff.where(), "the handoff"),
        ),
        people=sum(people.headcount(name) or 0 for name in pair.names),
        told_apart=" ".join(sorted(pair.names)),
    )


def _share(payment: Payment) -> tuple[float, str]:
    return (payment.stake.percent, payment.kpi)
