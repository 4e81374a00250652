"""Every capacity says what brings the work."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.capacities import Capacity
from opmodel.wording import bare


@rule(Severity.WARNING, needs=("capacities.demand",))
def check(context: Context) -> Iterator[Problem]:
    """Yield capacities that nothing feeds."""
    for capacity in context.each(Capacity):
        if not capacity.demand:
            role, record = bare(capacity.role), bare(capacity.unit).replace("_", " ")
            yield Problem(
                capacity.where(),
                f"capacity '{capacity.id}' of {context.graph.people.named((role,))} names no demand, so nobody sees in "
                "time that more arrives than it can take",
                f"name the move or KPI that brings each {record}: `demand: {{from: ..., per_month: ..., "
                "duration: ...}`",
                owner=context.graph.asking.about(f"role/{role}"),
            )
