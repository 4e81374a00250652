"""Every decision is taken by one role."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.decisions import Decision
from opmodel.wording import bare, listed


@rule(Severity.ERROR, needs=("decisions.decide",))
def check(context: Context) -> Iterator[Problem]:
    """Yield decisions that several roles take without saying that they do so together."""
    people = context.graph.people
    for decision in context.each(Decision, where=lambda one: one.decide):
        roles = people.different(decision.decide)
        if len(roles) > 1 and not decision.jointly and not people.share_the_market(roles):
            both = "both " if len(roles) == 2 else ""
            names = listed(f"'{bare(name)}'" for name in roles)
            yield Problem(
                decision.where("decide"),
                f"decision '{decision.id}' is decided by {both}{names}, so nobody has the last word when they differ",
                "keep one in `decide:` and name the others in `agree:` if they may say no, else in `input:`; "
                "where they decide together on purpose, write `jointly: true`",
                owner=context.graph.asking.settling(decision.ref, roles),
            )
