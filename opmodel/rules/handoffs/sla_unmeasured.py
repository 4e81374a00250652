"""Every time limit is measured."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule, told_once
from opmodel.finding import Severity
from opmodel.graph.journey import TIMED
from opmodel.model import Where, named
from opmodel.model.sections.kpis import Kpi


@rule(
    Severity.WARNING,
    needs=(
        *("responsibilities.sla.kpi", "routing.rules.sla.kpi", "stages.sla.kpi"),
        *("transitions.sla.kpi", "transitions.kpis.time"),
    ),
)
def check(context: Context) -> Iterator[Problem]:
    """Yield time limits that no KPI measures, or that no time ever passes of, once there are KPIs."""
    if not context.model.takes_up(Kpi):
        return
    agreements, found = context.graph.agreements, []
    for entity in (one for kind in TIMED for one in context.each(kind, where=agreements.limits)):
        for limit in agreements.limits(entity):
            starts, stops = limit.sla.starts, limit.sla.stops
            discriminator = ".".join(map(str, limit.trail))
            if starts and stops and starts.text == stops.text:
                yield Problem(
                    Where(entity.ref, (*limit.trail, "stops")),
                    f"{named(entity.ref)} has a time limit of {limit.sla.within} whose clock stops at '{stops.text}', "
                    "where it starts, so it is always kept",
                    "name in `starts:` the date from which the record waits, and in `stops:` the one of the answer",
                    discriminator=discriminator,
                )
            elif not limit.kpi and agreements.measuring(limit) is None:
                text = (
                    f"{named(entity.ref)} has a time limit of {limit.sla.within}, and no KPI shows whether it is kept"
                )
                found.append(Problem(limit.where, text, _WAY_OUT, discriminator=discriminator))
    yield from told_once(found, "{count} time limits are measured by no KPI, those of {names}", _WAY_OUT)


_WAY_OUT = "name the KPI in it: `kpi: ...`, one with `aggregation: duration`, or the share that was in time"
