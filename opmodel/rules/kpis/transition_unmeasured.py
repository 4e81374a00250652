"""Each step forward shows how many records take it or how long that takes."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Kind, Transition
from opmodel.wording import counted, listed

MOST_NAMED = 4
"""Transitions that a message names; all are pointed at."""
MOST_NOTES = 12
"""Transitions that a finding points at."""
_FORWARD = (Kind.ADVANCE, Kind.HANDOFF)


@rule(Severity.WARNING, needs=("transitions.kpis", "transitions.sla", "transitions.sla.kpi", "lifecycles.stages"))
def check(context: Context) -> Iterator[Problem]:
    """Yield lifecycles with steps that no KPI measures, once one step of the model is measured."""
    steps = list(context.each(Transition, where=lambda one: _is_step(one, context)))
    arrivals = {stage.id for stage in context.model.of(Stage) if stage.kpi}
    unmeasured = [one for one in steps if not _is_measured(one, arrivals, context)]
    if len(unmeasured) == len(steps):
        return
    whole = _by_lifecycle(steps, context)
    for name, found in _by_lifecycle(unmeasured, context).items():
        path = context.model.get(Lifecycle, name)
        if path and context.known(path):
            yield _problem(path, found, len(whole[name]), context)


def _is_step(transition: Transition, context: Context) -> bool:
    is_handoff = bool(context.graph.journey.handoffs_of(transition))
    is_forward = transition.kind in _FORWARD or (is_handoff and transition.kind is Kind.CONVERT)
    return is_forward and not transition.forbidden


def _is_measured(transition: Transition, arrivals: set[str], context: Context) -> bool:
    """Tell whether a KPI shows its share or time, or counts what arrives; of a time limit sla-unmeasured speaks."""
    kpis = transition.kpis
    targets = {move.target.id for move in context.graph.journey.expand(transition)}
    return bool((kpis and (kpis.conversion or kpis.time)) or transition.sla or targets & arrivals)


def _by_lifecycle(transitions: list[Transition], context: Context) -> dict[str, list[Transition]]:
    """Return transitions by the lifecycle they start in; those of none are left out."""
    found: dict[str, list[Transition]] = {}
    journey = context.graph.journey
    for one in transitions:
        paths = [path for move in journey.expand(one)[:1] for path in journey.lifecycles(move.source)]
        for path in paths[:1]:
            found.setdefault(path.id, []).append(one)
    return found


def _problem(path: Lifecycle, found: list[Transition], whole: int, context: Context) -> Problem:
    journey = context.graph.journey
    crosses = [one for one in found if any(map(journey.crosses_functions, journey.handoffs_of(one)))]
    ordered = [*crosses, *(one for one in found if one not in crosses)]
    more = (f"{len(found) - MOST_NAMED} more",) if len(found) > MOST_NAMED else ()
    named = listed((*(f"'{one.id}'" for one in ordered[:MOST_NAMED]), *more))
    verb = "is" if len(found) == 1 else "are"
    crossing = "it crosses" if len(found) == 1 else "one crosses"
    between = f", and {crossing} from one function to another" if crosses else ""
    return Problem(
        path.where(),
        f"lifecycle '{path.id}': {len(found)} of {counted(whole, 'step')} forward {verb} measured by no KPI "
        f"({named}){between}, so nobody can tell how many records are lost there or how long they wait",
        "write `kpis: {conversion: ..., time: ...}` on the transition, or name the KPI of its time limit in `sla.kpi`",
        notes=tuple((one.where(), "no KPI shows its share or its time") for one in ordered[:MOST_NOTES]),
        severity=None if crosses else Severity.NOTE,
    )
