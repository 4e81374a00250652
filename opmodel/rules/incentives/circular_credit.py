"""What several roles are paid for does not feed itself without any outcome in between."""

from collections.abc import Iterator
from itertools import combinations

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Payment, smaller
from opmodel.incentives.analysis import good_sign
from opmodel.incentives.between.outcome import Outcomes
from opmodel.incentives.influence.paths import Path
from opmodel.incentives.influence.witness import shown
from opmodel.incentives.loops import paid_along, round_trip
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import listed

_Paid = list[tuple[int, Payment]]


@rule(Severity.WARNING, needs=("incentives.measures.direction", "kpis.kind"))
def check(context: Context) -> Iterator[Problem]:
    """Yield loops without an outcome in which two roles earn by what the other is paid for; one for the same roles."""
    context.look(Incentive)
    context.judge(one.role for one in context.sides)
    incentives, outcomes = context.incentives, Outcomes(context.incentives)
    ends = {incentives.node[kpi.id] for kpi in incentives.kpis.values() if incentives.is_outcome(kpi)}
    found: dict[frozenset[str], list[tuple[Path, _Paid]]] = {}
    for loop in incentives.loops.loops:
        if loop.sign > 0 and ends.isdisjoint(loop.nodes) and _is_known(loop, context):
            for way in (1, -1):
                paid = [(node, one) for node, one, sign in paid_along(loop, incentives) if sign == way]
                names = frozenset(payee for _, one in paid for payee in one.payees)
                if _is_between(paid, context) and not _is_anchored(paid, names, outcomes, context):
                    found.setdefault(names, []).append((loop, paid))
    for (loop, paid), *others in found.values():
        yield _problem(loop, paid, {one.kpi for _, more in others for _, one in more}, context)


def _is_known(loop: Path, context: Context) -> bool:
    """Tell whether nothing on a loop may be an outcome that nobody calls so."""
    names = (context.incentives.network.names[node].partition("/")[2] for node in loop.nodes)
    kpis = (context.incentives.kpis.get(name) for name in names)
    return not any(kpi and context.is_unsure(kpi) for kpi in kpis)


def _is_between(paid: _Paid, context: Context) -> bool:
    """Tell whether different people are paid at different places."""
    same = context.graph.people.same
    pairs = ((one, other) for (node, one), (place, other) in combinations(paid, 2) if node != place)
    return any(not same(mine, theirs) for one, other in pairs for mine in one.payees for theirs in other.payees)


def _is_anchored(paid: _Paid, names: frozenset[str], outcomes: Outcomes, context: Context) -> bool:
    """Tell whether everybody who is paid along a loop has a stake in an outcome that it serves."""
    incentives = context.incentives
    fed = {
        (kpi.id, good_sign(kpi))
        for kpi in incentives.outcomes
        for node, one in paid
        if incentives.closure.signs(node, incentives.node[kpi.id])[0 if one.sign == good_sign(kpi) else 1]
    }
    positions = [incentives.position_of(name) for name in sorted(names)]
    return all(one is not None and any(outcomes.holds(one, *result) for result in fed) for one in positions)


def _problem(loop: Path, paid: _Paid, also: set[str], context: Context) -> Problem:
    incentives = context.incentives
    by_kpi: dict[str, Payment] = {}
    for _, payment in paid:
        by_kpi.setdefault(payment.kpi, payment)
    names = tuple(dict.fromkeys(payee for _, one in paid for payee in one.payees))
    shares = sorted((one.stake for one in by_kpi.values()), key=lambda stake: -stake.percent)
    stake = smaller(shares[0], shares[1])
    pay = listed(f"kpi '{kpi}' pays {named_roles(one.payees)}" for kpi, one in by_kpi.items())
    return about_pay(
        next(iter(by_kpi.values())).where,
        f"{pay}, and they feed each other with no outcome on the way: "
        f"{round_trip(loop, incentives.network, paid[0][0])}{stake.assuming}",
        f"pay {named_roles(names)} for an outcome, or count each only where one has come of it",
        roles=names,
        kpis=(*by_kpi, *sorted(also)),
        severity=incentives.severity(stake),
        stake=stake.percent,
        notes=(
            *shown(loop, incentives.network),
            *((one.where, f"what {one.words} is paid for") for one in list(by_kpi.values())[1:]),
        ),
        people=sum(context.graph.people.headcount(name) or 0 for name in names),
    )
