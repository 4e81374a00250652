"""Who is measured by a number sees it."""

from collections.abc import Iterable, Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.entity import State
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.roles import Level
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare, listed


@rule(Severity.WARNING, needs=("kpis.audience", "dashboards.audience", "cadences.attendees"))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs whose readers are named, and of which a function that is measured by it has none."""
    moves = _moves(context)
    for kpi in context.look(Kpi):
        boards, meetings = context.graph.numbers.boards(kpi.id), context.graph.numbers.meetings(kpi)
        readers = (*kpi.audience, *(name for board in boards for name in board.audience))
        if kpi.state is State.DEPRECATED or not readers or not all(map(context.can_judge, (*boards, *meetings))):
            continue
        needing = _needing(kpi, moves.get(kpi.id, []), context)
        if not needing:
            continue
        context.judge([kpi])
        here = (name for meeting in meetings for name in (*meeting.chair, *meeting.attendees))
        above = (name for owner in kpi.owner for name in context.graph.people.line(owner))
        names = dict.fromkeys((*readers, *here, *kpi.owner, *above, *kpi.measured_by))
        seeing = set(_functions(names, context))
        blind = {function: why for function, why in needing.items() if function not in seeing}
        if blind:
            yield _problem(kpi, blind)


def _problem(kpi: Kpi, blind: dict[str, str]) -> Problem:
    said = listed(f"function '{function}', which {why}" for function, why in blind.items())
    return Problem(
        kpi.where("audience") if kpi.audience else kpi.where(),
        f"kpi '{kpi.id}' is not shown to {said}",
        "add a role of it to `audience`, or put the KPI on a dashboard that it reads",
        discriminator=" ".join(sorted(blind)),
    )


def _needing(kpi: Kpi, moves: list[Transition], context: Context) -> dict[str, str]:
    """Return the functions that need a KPI and why: they are paid on it, share it, or it measures their handoff."""
    found: dict[str, str] = {}
    for plan in context.graph.numbers.plans(kpi.id):
        _note(found, plan.payee, f"is paid on it by '{plan.id}'", context)
    _note(found, kpi.joint, "answers for it jointly", context)
    for move in moves:
        for handoff in context.graph.journey.handoffs_of(move):
            for side in (handoff.givers, handoff.receivers):
                _note(found, side, f"has its handoff '{move.id}' measured by it", context)
    return found


def _note(found: dict[str, str], names: Iterable[str], why: str, context: Context) -> None:
    people = context.graph.people
    for name in people.working(names):
        role, function = people.role(name), people.function(name)
        is_colleague = role is not None and role.level not in (Level.EXTERNAL, Level.AUTOMATION, Level.EXECUTIVE)
        if function and is_colleague:
            found.setdefault(function, why)


def _functions(names: Iterable[str], context: Context) -> Iterator[str]:
    """Yield the functions of roles; a function that is named is read by all its parts."""
    people = context.graph.people
    for name in names:
        yield people.function(name)
        if people.is_function(name):
            yield bare(name)
            yield from (people.function(member) for member in people.members(name))
        for holder in people.holders(name):
            yield people.function(holder)


def _moves(context: Context) -> dict[str, list[Transition]]:
    """Return the handoffs between functions by the KPIs that measure them."""
    found: dict[str, list[Transition]] = {}
    journey = context.graph.journey
    for one in context.model.of(Transition):
        if any(map(journey.crosses_functions, journey.handoffs_of(one))):
            kpis = (one.kpis and one.kpis.conversion, one.kpis and one.kpis.time, one.sla and one.sla.kpi)
            for name in dict.fromkeys(bare(kpi) for kpi in kpis if kpi):
                found.setdefault(name, []).append(one)
    return found
