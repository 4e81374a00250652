"""No two roles wait for each other to be paid."""

from collections.abc import Iterator, Mapping

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.graph.circles import circles
from opmodel.incentives import Payment
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare, listed

_Waits = Mapping[str, Mapping[str, list[Payment]]]
"""By the KPI that is paid and the KPI it waits for, the payments that wait."""


@rule(Severity.ERROR, needs=("incentives.measures", "incentives.measures.gates"))
def check(context: Context) -> Iterator[Problem]:
    """Yield circles of payments of which each waits for the KPI that pays the next; the shortest of each group."""
    context.look(Incentive)
    context.judge(one.role for one in context.sides)
    waits = _waits(context)
    for group in circles({kpi: tuple(gates) for kpi, gates in waits.items()}):
        if len(group) > 1:
            round_ = _circle(waits, group)
            if round_:
                yield _problem(round_, context)


def _waits(context: Context) -> _Waits:
    """Return who waits for a KPI that pays others and not themselves; both of two own numbers is no deadlock."""
    paid, meet = context.incentives.paid, context.graph.people.meet
    waiting = [(kpi, one) for kpi, those in paid.items() for one in those if one.measure.gates]
    gates = {bare(gate.kpi) for _, one in waiting for gate in one.measure.gates} & paid.keys()
    names = {kpi: {payee for one in paid[kpi] for payee in one.everybody} for kpi in gates}
    found: dict[str, dict[str, list[Payment]]] = {kpi: {} for kpi in sorted(gates.union(kpi for kpi, _ in waiting))}
    for kpi, payment in waiting:
        for gate in sorted({bare(gate.kpi) for gate in payment.measure.gates} & gates - {kpi}):
            if not meet(payment.everybody, names[gate]):
                found[kpi].setdefault(gate, []).append(payment)
    return found


def _circle(waits: _Waits, group: set[str]) -> tuple[Payment, ...]:
    """Return the payments of a shortest circle in a group that are for some of the same records; empty if none.

    Each payment is tried as the first: it says for which records the others must be.
    """
    for start in sorted(group):
        firsts = ((gate, one) for gate, those in waits[start].items() if gate in group for one in those)
        found = [round_ for gate, one in firsts if (round_ := _back_to(start, gate, one, waits, group))]
        if found:
            return min(found, key=len)
    return ()


def _back_to(start: str, gate: str, first: Payment, waits: _Waits, group: set[str]) -> tuple[Payment, ...]:
    ways: dict[str, tuple[Payment, ...]] = {gate: (first,)}
    waiting = [gate]
    for kpi in waiting:
        for after, those in waits[kpi].items():
            if after not in group or after in ways:
                continue
            payment = next((one for one in those if all(one.meets(other) for other in ways[kpi])), None)
            if payment is not None and after == start:
                return (*ways[kpi], payment)
            if payment is not None:
                ways[after] = (*ways[kpi], payment)
                waiting.append(after)
    return ()


def _problem(circle: tuple[Payment, ...], context: Context) -> Problem:
    first, *others = circle
    kpis = tuple(one.kpi for one in circle)
    after = (*kpis[1:], kpis[0])
    waits = listed(
        f"{one.words} {'gets' if len(one.payees) == 1 else 'get'} that for '{one.kpi}' only with '{gate}'"
        for one, gate in zip(circle, after, strict=True)
    )
    names = tuple(dict.fromkeys(payee for one in circle for payee in one.payees))
    return about_pay(
        first.plan.where("measures", first.measure.kpi, "gates"),
        f"incentive '{first.plan.id}': pay waits in a circle: {waits}",
        f"gate each on what its own role moves: take one of the gates out, such as '{after[0]}' in {first.plan.id}",
        roles=names,
        kpis=kpis,
        stake=min(one.stake.percent for one in circle),
        notes=tuple(
            (one.plan.where("measures", one.measure.kpi, "gates"), f"waits for {gate}")
            for one, gate in zip(others, after[1:], strict=True)
        ),
        told_apart=" ".join(sorted(kpis)),
        people=sum(context.graph.people.headcount(name) or 0 for name in names),
    )
