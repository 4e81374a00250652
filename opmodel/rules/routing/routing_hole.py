"""Every record that a routing is for goes to somebody."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.coverage import Unassigned, names_of
from opmodel.model import Where
from opmodel.model.sections.routing import Routing

_NEEDS = ("routing.when", "routing.scope", "routing.fallback", "routing.rules.when", "routing.rules.assign")


@rule(Severity.ERROR, needs=_NEEDS)
def check(context: Context) -> Iterator[Problem]:
    """Yield routings that give some record to nobody, and whose fallback takes nothing up."""
    for routing in context.each(Routing):
        left = context.graph.routes.unassigned(routing)
        if left:
            what = left.record if left.witness else "its records"
            yield Problem(
                routing.where("rules"),
                f"routing '{routing.id}' gives {what} to nobody: {_why(routing)}",
                _way_out(left),
                notes=_silent_rules(routing),
                severity=Severity.WARNING if left.only_empty else None,
                data={"witness": dict(left.witness)},
            )


def _why(routing: Routing) -> str:
    if not any(names_of(one) for one in routing.rules):
        return "no rule names anybody, and there is no fallback"
    if all(names_of(one) for one in routing.rules):
        return "no rule takes it, and there is no fallback"
    return "the rule that takes it names nobody, and there is no fallback"


def _silent_rules(routing: Routing) -> tuple[tuple[Where, str], ...]:
    named = ((number, names_of(one)) for number, one in enumerate(routing.rules))
    return tuple((routing.where("rules", number), "this rule names nobody") for number, names in named if not names)


def _way_out(left: Unassigned) -> str:
    last = "`fallback: {role: ..., within: ...}`"
    empty = next((name for name, value in left.witness.items() if value is None), "") if left.only_empty else ""
    if empty:
        return f"add {last}, say who gets it (`or {empty} is null`), or declare the column `required: true`"
    return f"add {last}, or a last rule without `when:` for all that are left"
