"""Nobody is paid for a number of things whatever those are worth."""

from collections.abc import Iterator, Mapping

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives import Incentives, Payment, Position, good_sign, is_independent
from opmodel.incentives.guards import holding, hollow
from opmodel.incentives.inside.recipients import assuming_weight, names
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Good, Kpi, KpiKind
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare, listed, with_article

_COUNTED = (KpiKind.VOLUME, KpiKind.ACTIVITY)
_WORTH = (KpiKind.QUALITY, KpiKind.OUTCOME, KpiKind.VALUE, KpiKind.MARGIN, None)
"""Kinds of KPIs that show what a thing is worth; one of unknown kind has the benefit of the doubt."""


@rule(
    Severity.ERROR,
    needs=(
        "incentives.measures.gates",
        "incentives.measures.clawbacks",
        "incentives.measures.counts",
        "kpis.kind",
        "kpis.good",
        "kpis.accepted_by",
    ),
)
def check(context: Context, *, error_weight_percent: float = 50) -> Iterator[Problem]:
    """Yield lines of plans that pay for a volume and leave its quality to chance."""
    context.count(Incentive)
    incentives, deciding = context.incentives, _deciding(context)
    goals = _goals(incentives)
    worth = tuple(sorted(incentives.important, key=lambda one: (one.kind is not KpiKind.QUALITY, one.id)))
    for payment, positions in context.recipients:
        kpi = incentives.kpis[payment.kpi]
        if not _is_volume(kpi, payment) or not incentives.is_stake(payment.weight):
            continue
        if not context.known(payment.plan) or not context.known(kpi) or _holds(payment, incentives):
            continue
        judges = (*kpi.accepted_by, *deciding.get(bare(kpi.definition or ""), ()))
        free = tuple(judge for judge in judges if not _counts_them_too(judge, kpi, goals, incentives))
        loose = (one for one in positions if not _is_accepted(one, kpi, free, incentives))
        paid = incentives.speaking(one for one in loose if not _is_held(one, payment, incentives))
        if paid:
            is_serious = payment.weight >= error_weight_percent and free == judges
            yield _problem(payment, judges, paid, worth, incentives, is_serious=is_serious)


def _is_volume(kpi: Kpi, payment: Payment) -> bool:
    return kpi.kind in _COUNTED and kpi.good is not Good.RANGE and payment.sign == good_sign(kpi)


def _holds(payment: Payment, incentives: Incentives) -> bool:
    """Tell whether the line itself pays for some records only, or takes pay back where one of them comes undone."""
    undone = holding(payment, incentives, incentives.node[payment.kpi]) & {
        bare(one.event) for one in payment.measure.clawbacks
    }
    return payment.measure.counts is not None or any(one == payment.kpi or one not in incentives.kpis for one in undone)


def _deciding(context: Context) -> Mapping[str, tuple[str, ...]]:
    """Return by definition who makes or accepts the move that is for its records: they decide which meet it."""
    found: dict[str, tuple[str, ...]] = {}
    for move in context.model.of(Transition):
        if move.when is not None:
            name = move.when.text.strip()
            found[name] = (*found.get(name, ()), *move.by, *(move.accept.by if move.accept else ()))
    return found


def _goals(incentives: Incentives) -> Mapping[str, tuple[Kpi, ...]]:
    """Return by owner the numbers of things that somebody has a target for, paid or not."""
    found: dict[str, tuple[Kpi, ...]] = {}
    for kpi in incentives.kpis.values():
        if kpi.kind in _COUNTED and kpi.good is Good.UP and (kpi.target or "target" in kpi.absences):
            for name in incentives.graph.people.working(kpi.owner):
                found[name] = (*found.get(name, ()), kpi)
    return found


def _counts_them_too(judge: str, kpi: Kpi, goals: Mapping[str, tuple[Kpi, ...]], incentives: Incentives) -> bool:
    """Tell whether a judge has a goal of its own that grows with every record it accepts."""
    moved = {edge.target for edge in incentives.network.out[incentives.node[kpi.id]]}
    names = incentives.graph.people.working((judge,))
    return any(incentives.node[one.id] in moved for name in names for one in goals.get(name, ()))


def _is_accepted(position: Position, kpi: Kpi, judges: tuple[str, ...], incentives: Incentives) -> bool:
    """Tell whether somebody independent accepts what is counted."""
    return any(is_independent(incentives, position.name, judge, kpi.id) for judge in judges)


def _is_held(position: Position, payment: Payment, incentives: Incentives) -> bool:
    """Tell whether a gate, a clawback or a stake, in the good direction, hangs on what the things are worth."""
    paid = (one for one in position.payments if one.meets(payment) and incentives.is_stake(one.weight))
    guards = holding(payment, incentives, incentives.node[payment.kpi])
    stakes = (one.kpi for one in paid if one.sign == good_sign(incentives.kpis[one.kpi]))
    return any(_shows_worth(name, position, payment, incentives) for name in (*guards, *stakes))


def _shows_worth(name: str, position: Position, payment: Payment, incentives: Incentives) -> bool:
    kpi = incentives.kpis.get(name)
    if kpi is None or name == payment.kpi:
        return False
    shows = kpi.kind in _WORTH or kpi.important or kpi.guardrail or incentives.graph.is_north_star(kpi)
    return shows and (_is_of(kpi, payment.kpi) or _is_moved(kpi, position, payment, incentives))


def _is_of(kpi: Kpi, volume: str) -> bool:
    return kpi.quality_of is not None and bare(kpi.quality_of) == volume


def _is_moved(kpi: Kpi, position: Position, payment: Payment, incentives: Incentives) -> bool:
    """Tell whether a KPI feels the volume or what the payee does; where no influence is declared, any does."""
    network, node = incentives.network, incentives.node[kpi.id]
    sources = (incentives.node[payment.kpi], *position.levers)
    reached = any(incentives.closure.reaches(source, node) for source in sources)
    return reached or not any(network.out[source] for source in sources)


def _problem(
    payment: Payment,
    judges: tuple[str, ...],
    paid: tuple[Position, ...],
    worth: tuple[Kpi, ...],
    incentives: Incentives,
    *,
    is_serious: bool,
) -> Problem:
    kpi = incentives.kpis[payment.kpi]
    how_bad, assuming = Severity.ERROR if is_serious else Severity.WARNING, assuming_weight(payment)
    named = listed(f"'{bare(one)}'" for one in judges)
    gain, report = ("gains", "reports") if len(judges) == 1 else ("gain", "report")
    judged = f" (not {named}, who {gain} by it too or {report} to the payee)"
    node = incentives.node[payment.kpi]
    held = (hollow(payment, name, incentives, node) for name in sorted(payment.guards))
    why = next((f"; its {one}" for one in held if one), "")
    share = f"{payment.weight:.3g}% of the variable pay of {named_roles(names(paid))}"
    hangs = f"hangs on kpi '{kpi.id}' ({with_article(str(kpi.kind))}), whatever its records are worth"
    least = f"{incentives.thresholds.stake_percent:g}%"
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': {share} {hangs}: nobody independent accepts them{judged if judges else ''}, "
        f"and no gate, clawback or other measure of {least} or more looks at what comes of them{assuming}{why}",
        _way_out(payment, paid[0], worth, incentives),
        roles=names(paid),
        alike=True,
        kpis=(kpi.id,),
        severity=how_bad.milder if assuming else how_bad,
        stake=payment.stake.percent,
        people=sum(incentives.graph.people.headcount(one.name) or 0 for one in paid),
        told_apart=kpi.id,
    )


def _way_out(payment: Payment, position: Position, worth: tuple[Kpi, ...], incentives: Incentives) -> str:
    """Name a KPI that shows what they are worth, one that is declared as that first."""
    volume = payment.kpi
    reached = 0
    for source in (incentives.node[volume], *position.levers):
        reached |= incentives.closure.reached(source)
    felt = next((one for one in worth if one.id != volume and _is_of(one, volume)), None)
    if felt is None:
        bits = ((one, incentives.closure.bits((incentives.node[one.id],))) for one in worth if one.id != volume)
        felt = next((one for one, bit in bits if reached & bit), None)
    number = f"kpi '{felt.id}'" if felt else "a KPI that shows their quality"
    return f"count only what the next team accepts (`accepted_by`), or gate the pay on {number}"
