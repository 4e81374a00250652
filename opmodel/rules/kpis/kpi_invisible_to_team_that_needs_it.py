"""Who is measured by a number sees it."""

from collections.abc import Iterator, Mapping

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.entity import State
from opmodel.model.sections.kpis import Kpi
from opmodel.wording import listed


@rule(Severity.WARNING, needs=("kpis.audience", "dashboards.audience", "cadences.attendees"))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs whose readers are named, and of which a function that is measured by it has none."""
    audience = context.graph.audience
    for kpi in context.look(Kpi):
        if kpi.state is not State.DEPRECATED and audience.is_named(kpi) and _is_known(kpi, context):
            needing = audience.needing(kpi)
            if needing:
                context.judge([kpi])
                seeing = audience.seeing(kpi)
                blind = {function: why for function, why in needing.items() if function not in seeing}
                if blind:
                    yield _problem(kpi, blind)


def _is_known(kpi: Kpi, context: Context) -> bool:
    """Tell whether it is known who reads the dashboards that show a KPI and comes to the meetings about it."""
    numbers = context.graph.numbers
    return all(map(context.can_judge, (*numbers.boards(kpi.id), *numbers.meetings(kpi))))


def _problem(kpi: Kpi, blind: Mapping[str, str]) -> Problem:
    said = listed(f"function '{function}', which {why}" for function, why in blind.items())
    return Problem(
        kpi.where("audience") if kpi.audience else kpi.where(),
        f"kpi '{kpi.id}' is not shown to {said}",
        "add a role of it to `audience`, or put the KPI on a dashboard that it reads",
        discriminator=" ".join(sorted(blind)),
    )
