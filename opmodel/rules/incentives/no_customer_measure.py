"""Somebody is paid for what comes of the company's customers."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Where
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Aggregation, Kpi
from opmodel.model.sections.promises import Promise
from opmodel.model.sections.stages import Side, Stage
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare


@rule(
    Severity.WARNING,
    needs=("incentives.measures", "incentives.measures.gates", "incentives.measures.clawbacks", "kpis.object"),
)
def check(context: Context) -> Iterator[Problem]:
    """Yield once where customers are served after the signature and no pay depends on how that goes."""
    plans = context.look(Incentive)
    served = [stage for stage in context.model.of(Stage) if stage.side is Side.POST_SALE]
    unsure = any(context.is_unsure(plan) for plan in context.model.of(Incentive))
    if not plans or not served or unsure or context.model.is_misread:
        return
    context.judge(plans)
    after = frozenset(stage.id for stage in served)
    objects = {name for stage in served for name in stage.objects((), context.model)}
    before = {name for one in context.model.of(Stage) if one.id not in after for name in one.objects((), context.model)}
    if any(_is_felt(name, after, frozenset(objects - before or objects), context) for name in _paid(plans)):
        return
    who = (
        f"none of {len(plans)} plans" if len(plans) > 1 else f"incentive '{plans[0].id}' is the only plan, and it never"
    )
    yield Problem(
        Where(""),
        f"{who} pays for what comes of a customer after the signature: no retention, no use, no promise kept, and "
        "nothing is taken back when a customer leaves",
        "pay somebody on a KPI of the stages after the signature, or gate or claw back other pay by it",
        discriminator="customer",
    )


def _paid(plans: tuple[Incentive, ...]) -> Iterator[str]:
    """Yield the KPIs and moves that pay depends on, by weight, gate or clawback."""
    for plan in plans:
        for measure in plan.measures:
            yield bare(measure.kpi)
            yield from (bare(gate.kpi) for gate in measure.gates)
            yield from (bare(one.event) for one in measure.clawbacks)


def _is_felt(name: str, after: frozenset[str], objects: frozenset[str], context: Context) -> bool:
    """Tell whether a KPI or move is about customers: their records, their answers, a promise, a step they take."""
    move = context.model.get(Transition, name)
    if move is not None:
        return any(one.source.id in after for one in context.graph.journey.expand(move))
    kpi = context.model.get(Kpi, name)
    if kpi is None:
        return False
    about = kpi.objects((), context.model)
    proves = bool(context.model.holders(Promise, kpi.ref))
    measures = context.model.holders(Transition, kpi.ref)
    steps = (move for one in measures for move in context.graph.journey.expand(one))
    is_theirs = not about or not objects.isdisjoint(map(bare, about)) or kpi.aggregation is Aggregation.SCORE
    return is_theirs or proves or any(move.target.id in after for move in steps)
