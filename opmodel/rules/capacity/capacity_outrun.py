"""No more work arrives than the people who carry it can take."""

import math
from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives.between.flow import Flow, Load, Run
from opmodel.model.sections.capacities import Capacity
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare, counted

_ROUNDING = 1e-6


@rule(
    Severity.ERROR,
    needs=(
        *(f"capacities.{field}" for field in ("per_head", "headcount", "utilization", "demand")),
        *("incentives.measures.direction", "kpis.good"),
    ),
)
def check(context: Context, *, error_percent: float = 125.0, warning_percent: float = 100.0) -> Iterator[Problem]:
    """Yield work above capacity: as declared, as plans aim for it, and as pay pushes it through load."""
    flow = Flow(context.graph)
    capacities = {capacity.id: capacity for capacity in context.each(Capacity)}

    def how_bad(percent: float) -> Severity | None:
        if percent >= error_percent - _ROUNDING:
            return Severity.ERROR
        return Severity.WARNING if percent > warning_percent + _ROUNDING else None

    for capacity in capacities.values():
        load = flow.load(capacity)
        severity = how_bad(load.percent) if load else None
        if load and severity:
            yield _overloaded(capacity, load, severity, context)
    for paid in context.incentives.paid.values() if capacities else ():
        for payment in paid:
            for run in flow.runs(payment):
                severity = how_bad(run.percent)
                if severity and run.capacity.id in capacities:
                    yield _outrun(run, severity, context)
    context.look(Incentive)
    yield from context.conflicts()


def _overloaded(capacity: Capacity, load: Load, severity: Severity, context: Context) -> Problem:
    people = context.graph.people
    role = people.role(capacity.role)
    carrier = role.id if role else bare(capacity.role)
    lacking = math.ceil((load.needed - load.there) * load.posts / load.there - _ROUNDING)
    return about_pay(
        capacity.where("demand"),
        f"capacity '{capacity.id}': the work that arrives takes {load.needed:.3g} people{_arithmetic(capacity)}, "
        f"{load.percent:.0f}% of the {load.there:.3g} that role '{carrier}' has for it",
        f"fund {counted(lacking, 'more post')}, or take in no more than {math.floor(10_000 / load.percent)}% of what "
        "arrives",
        roles=(carrier,),
        kpis=_sources(capacity, context),
        severity=severity,
        people=people.headcount(carrier) or 0,
        told_apart=capacity.id,
    )


def _arithmetic(capacity: Capacity) -> str:
    """Write the numbers as declared, where there is one of each."""
    if len(capacity.demand) != 1 or capacity.per_head is None:
        return ""
    arriving, duration = capacity.demand[0].per_month, capacity.demand[0].duration
    return f" ({arriving} a month for {duration} each, {capacity.per_head} a head)"


def _sources(capacity: Capacity, context: Context) -> tuple[str, ...]:
    """Return the KPIs that bring work, and the stages that moves bring it into."""
    found: list[str] = []
    for demand in capacity.demand:
        move = context.model.get(Transition, demand.from_)
        found += [bare(stage) for stage in move.to] if move else [bare(demand.from_)]
    return tuple(found)


def _outrun(run: Run, severity: Severity, context: Context) -> Problem:
    payment, people, stage = run.payment, context.graph.people, run.way.stage
    period = payment.measure.period
    assert period is not None
    each = math.floor(1000 * run.amount * 100 / run.percent + _ROUNDING) / 1000
    aim = "target" if payment.measure.target else "quota"
    roles = tuple(dict.fromkeys((*payment.payees, run.carrier)))
    return about_pay(
        payment.where,
        f"incentive '{payment.plan.id}': its {aim} brings {run.arriving:.3g} records a month into stage '{stage.id}' "
        f"({_how(run)}), {run.percent:.0f}% of the {run.carried:.3g} that role '{run.carrier}' can take",
        f"fund '{run.carrier}' for {run.arriving:.3g} a month, lower the {aim} to {each:g} a {period}, or pay above "
        f"that only while the backlog is short{_if_shared(run)}",
        roles=roles,
        kpis=(stage.id, payment.kpi),
        severity=severity,
        notes=(
            (run.capacity.where("per_head"), f"what '{run.carrier}' can carry"),
            *((move.transition.where("rate"), "the share of records that go on") for move in run.way.moves),
        ),
        evidence=tuple(one.ref for one in (*(move.source for move in run.way.moves), stage)),
        people=sum(people.headcount(name) or 0 for name in roles),
        told_apart=" ".join((*roles, stage.id, payment.plan.id, payment.kpi)),
    )


def _if_shared(run: Run) -> str:
    unsaid = run.payment.measure.level is None and run.people > 1
    return "; if the number is for all of them together, say `level: team`" if unsaid else ""


def _how(run: Run) -> str:
    """Write where the number comes from: `10 people x 9 a quarter x 50% from stage 'won'`."""
    heads = f"{counted(run.people, 'person', 'people')} x " if run.people != 1 else ""
    way = f" x {100 * run.way.rate:.3g}% from stage '{run.way.moves[0].source.id}'" if run.way.moves else ""
    return f"{heads}{run.amount:g} a {run.payment.measure.period}{way}"
