"""Nobody alone defines, measures or approves the number they are paid by."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.incentives.inside.grading import DUTIES, Grading, Hanging
from opmodel.incentives.payments import named_roles
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import bare, listed

_DOES = {
    "defined_by": "defines",
    "measured_by": "measures",
    "approved_by": "approves",
    "target_set_by": "sets the target of",
}
_GRADING = {
    "accepted_by": "accepts what counts toward it",
    "defined_by": "defines what counts toward it",
    "measured_by": "gives the score",
}
_GRAVE = frozenset(("measured_by", "approved_by"))
"""Who holds one of these decides what is paid."""


@rule(Severity.ERROR, needs=("incentives.measures", *(f"kpis.{duty}" for duty in DUTIES)))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs of somebody's pay, or gates before it, of which no independent role holds a declared duty.

    One finding for those who are paid on a KPI and lack the same duties. Goals that nobody is paid on come last, where
    the owner alone says what counts, or gives the score.
    """
    context.look(Incentive)
    grading = Grading(context.incentives)
    for kpi in context.model.of(Kpi):
        if grading.is_paid(kpi) and context.can_judge(kpi) and any(getattr(kpi, duty) for duty in DUTIES):
            context.judge([kpi])
            found: dict[tuple[str, ...], list[Hanging]] = {}
            for one in grading.hanging(kpi):
                duties = grading.own_duties(kpi, one.payee)
                if duties:
                    found.setdefault(duties, []).append(one)
            for duties, those in found.items():
                yield _problem(kpi, duties, tuple(those), context)
    for kpi in context.model.of(Kpi):
        if grading.is_mere_goal(kpi) and context.known(kpi):
            duty = grading.graded_alone(kpi)
            if duty:
                yield _goal(kpi, duty, context.graph.people.working(kpi.owner))


def _goal(kpi: Kpi, duty: str, owners: tuple[str, ...]) -> Problem:
    return about_pay(
        kpi.where(duty),
        f"kpi '{kpi.id}' is a goal of {named_roles(owners)}, and nobody else {_GRADING[duty]}",
        f"give `{duty}` to a role that the goal is not for, or add such a role as a second key",
        roles=owners,
        alike=True,
        kpis=(kpi.id,),
        severity=Severity.WARNING,
        told_apart=f"goal {kpi.id}",
    )


def _problem(kpi: Kpi, duties: tuple[str, ...], those: tuple[Hanging, ...], context: Context) -> Problem:
    names = tuple(one.payee for one in those)
    most = max(those, key=lambda one: one.weight)
    lines = tuple(dict.fromkeys(line.kpi for one in those for line in one.payments if line.kpi != kpi.id))
    what = "hangs on" if any(line.kpi == kpi.id for one in those for line in one.payments) else "waits for"
    how = listed(_DOES[duty] for duty in duties)
    return about_pay(
        kpi.where(duties[0]),
        f"kpi '{kpi.id}': {_share(those)} {what} it, and {_by_whom(kpi, duties, names)} {how} it{most.assuming}",
        _way_out(duties),
        roles=names,
        alike=True,
        kpis=(kpi.id, *lines),
        severity=min((_how_bad(duties, one, context) for one in those), key=lambda one: one.rank),
        stake=max(one.stake.percent for one in those),
        notes=(
            *((kpi.where(duty), f"who {_DOES[duty]} it") for duty in duties[1:]),
            *((line.where, f"how '{one.payee}' is paid by it") for one in those[:3] for line in one.payments[:1]),
        ),
        told_apart=" ".join((kpi.id, *duties)),
        people=sum(context.graph.people.headcount(name) or 0 for name in names),
    )


def _share(those: tuple[Hanging, ...]) -> str:
    """Say how much of whose pay hangs on it: `70% of the variable pay of role 'sdr'`."""
    least, most = (pick(round(one.weight, 1) for one in those) for pick in (min, max))
    percent = f"{most:.3g}%" if least == most else f"{least:.3g}% to {most:.3g}%"
    return f"{percent} of the variable pay of {named_roles(tuple(one.payee for one in those))}"


def _way_out(duties: tuple[str, ...]) -> str:
    keys = listed(f"`{duty}`" for duty in duties)
    each, there = ("each ", "in each place") if len(duties) > 1 else ("", "there")
    return (
        f"give {keys} {each}to a role that is not paid on it and does not report to anybody who is, or add such a role "
        f"{there} as a second key"
    )


def _by_whom(kpi: Kpi, duties: tuple[str, ...], names: tuple[str, ...]) -> str:
    holders = tuple(dict.fromkeys(bare(holder) for duty in duties for holder in getattr(kpi, duty)))
    if set(holders) <= set(names):
        return "nobody else"
    return f"nobody but {named_roles(holders)}, who earns by it or reports to who does,"


def _how_bad(duties: tuple[str, ...], one: Hanging, context: Context) -> Severity:
    """Return an error where what is paid is in one hand; a token share is a note, an assumed one a step milder."""
    if not context.incentives.is_stake(one.weight):
        return Severity.NOTE
    is_grave = len(duties) > 1 or not _GRAVE.isdisjoint(duties)
    how_bad = Severity.ERROR if is_grave else Severity.WARNING
    return how_bad.milder if one.assuming else how_bad
