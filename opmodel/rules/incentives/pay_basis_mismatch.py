"""One result earns by one event for everybody who is paid on it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.expressions import columns_of
from opmodel.finding import Severity
from opmodel.incentives import Payment
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import bare, listed


@rule(Severity.WARNING, needs=("incentives.measures.basis", "incentives.measures.value"))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs, slices with their whole, that plans pay on different events or different amounts."""
    known = {plan.ref for plan in context.each(Incentive)}
    for name, payments in _by_whole(context).items():
        paid = [one for one in payments if one.plan.ref in known]
        events = [(one, one.measure.basis.value) for one in paid if one.measure.basis]
        amounts = [(one, said) for one in paid if (said := _amount(one))]
        yield from _problem(name, events, "event")
        yield from _problem(name, amounts, "amount")


def _by_whole(context: Context) -> dict[str, list[Payment]]:
    """Return the payments by the KPI they are for; slices count to what they are slices of."""
    incentives = context.incentives
    found: dict[str, list[Payment]] = {}
    for name, payments in incentives.paid.items():
        whole, seen = name, {name}
        while (kpi := incentives.kpis.get(whole)) and kpi.partition_of and bare(kpi.partition_of) not in seen:
            whole = bare(kpi.partition_of)
            seen.add(whole)
        found.setdefault(whole, []).extend(payments)
    return found


def _amount(payment: Payment) -> str:
    """Return the columns by which a plan values a row; an overlay may value it in its own way."""
    value = payment.measure.value
    if value is None or value.tree is None or payment.measure.overlay:
        return ""
    return listed(sorted({".".join(one.path) for one in columns_of(value.tree)}))


def _problem(name: str, told: list[tuple[Payment, str]], what: str) -> Iterator[Problem]:
    """Yield what plans for the same records say differently: the most frequent first, the others against it."""
    groups: dict[str, list[Payment]] = {}
    for one, words in sorted(told, key=lambda pair: (pair[0].plan.id, pair[0].kpi)):
        groups.setdefault(words, []).append(one)
    if len(groups) < 2:
        return
    ways = sorted(groups, key=lambda words: (-len(groups[words]), groups[words][0].plan.id))
    usual = groups[ways[0]]
    apart = [(one, way) for way in ways[1:] for one in groups[way] if any(one.meets(other) for other in usual)]
    if not apart:
        return
    (first, way), against = apart[0], usual[0]
    pays = {"event": "pays {} on the {}", "amount": "pays {} by '{}'"}[what]
    sides = (f"'{one.plan.id}' {pays.format(one.words, said)}" for one, said in ((against, ways[0]), (first, way)))
    more = f", and {len(apart) - 1} more differ" if len(apart) > 1 else ""
    yield about_pay(
        first.plan.where("measures", first.measure.kpi, "basis" if what == "event" else "value"),
        f"kpi '{name}' earns by different {what}s: {' while '.join(sides)}{more}",
        "pay everybody on one of them, or hold part of the earlier payment back until the later one (`clawbacks`)",
        roles=tuple(dict.fromkeys((*against.payees, *first.payees))),
        kpis=(name,),
        notes=[(one.where, f"here it is {said}") for one, said in (*((one, ways[0]) for one in usual), *apart[1:])][:6],
        told_apart=f"{name} {what}",
    )
