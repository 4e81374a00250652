"""A record that nobody takes goes to somebody after a while."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.routing import Routing
from opmodel.wording import bare, with_article


@rule(Severity.WARNING, needs=("routing.fallback", "routing.reassign_after"))
def check(context: Context) -> Iterator[Problem]:
    """Yield routings without anybody behind them, but for those with a hole and those that programs run."""
    routes = context.graph.routes
    for routing in context.each(Routing):
        what = _lacks(routing)
        if what and not routes.is_run_by_programs(routing) and not routes.unassigned(routing):
            yield Problem(
                routing.where("fallback"),
                f"routing '{routing.id}' {what}",
                "say who takes it and after how long: `fallback: {role: ..., within: 1bd}`",
            )


def _lacks(routing: Routing) -> str:
    fallback = routing.fallback
    if fallback is None:
        return f"has no fallback, so {_a(routing)} that its new owner leaves lying goes to nobody else"
    if not fallback.role:
        return f"has a fallback that names nobody, so {_a(routing)} left lying goes to nobody else"
    if fallback.within is None and routing.reassign_after is None:
        return f"has '{bare(fallback.role)}' as its fallback and does not say after how long {_a(routing)} goes there"
    return ""


def _a(routing: Routing) -> str:
    return with_article(bare(routing.object).replace("_", " "))
