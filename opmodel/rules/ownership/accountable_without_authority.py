"""Whoever answers for a number can decide something about it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.incentives.inside.authority import Authority
from opmodel.model import named
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.roles import Role


@rule(Severity.WARNING, needs=("kpis.owner", "roles.levers", "roles.reports_to", "decisions.decide", "decisions.agree"))
def check(context: Context) -> Iterator[Problem]:
    """Yield KPIs that others move, of an owner who moves nothing of them, decides nothing and is not paid on them."""
    decisions = context.model.of(Decision)
    if not decisions or any(context.is_unsure(one) for one in decisions):
        return
    authority = Authority(context.incentives, context.control)
    for kpi in context.look(Kpi):
        role = context.graph.people.role(kpi.owner[0]) if len(kpi.owner) == 1 else None
        if role and context.can_judge(role) and context.graph.people.is_people(role.id):
            context.judge([kpi])
            others = None if authority.decides(role) else authority.moved_by_others(kpi, role)
            if others:
                yield _problem(kpi, role, others, context)


def _problem(kpi: Kpi, role: Role, others: tuple[str, str], context: Context) -> Problem:
    mover, lever = others
    return Problem(
        kpi.where("owner"),
        f"kpi '{kpi.id}' belongs to {context.graph.people.named((role.id,))}, who decides nothing and moves nothing of "
        f"it; '{mover}' does, by {named(lever)}",
        f"give it to whoever moves it, or give '{role.id}' a decision about it: below decisions: in `decide:` or "
        "`agree:`",
        notes=((role.where(), f"'{role.id}' has no lever that leads to it"),),
        evidence=(lever, kpi.ref),
    )
