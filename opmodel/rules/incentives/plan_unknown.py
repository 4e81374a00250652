"""Who carries a quota has a plan that the model knows."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.people import People
from opmodel.model import is_draft
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.roles import Role


@rule(Severity.NOTE, needs=("roles.quota_carrying",))
def check(context: Context) -> Iterator[Problem]:
    """Yield roles with a quota whose pay nobody can check; a general role speaks for its kinds."""
    people = context.graph.people
    plans = context.model.of(Incentive)
    paid = _payees([plan for plan in plans if not is_draft(plan)], people)
    drafted = _payees([plan for plan in plans if is_draft(plan)], people)
    unknown = [role for role in context.each(Role, where=_carries_quota) if not _has_plan(role, paid, people)]
    for role in people.once(unknown, lambda one: (one.id,)):
        if people.is_vacant(role.id):
            continue
        why = "only a draft of a plan pays it" if _has_plan(role, drafted, people) else "no plan pays it"
        yield Problem(
            role.where("quota_carrying"),
            f"role '{role.id}' carries a quota and {why}, so nothing can be said about where its pay leads",
            "add its plan to `incentives`; numbers that must stay elsewhere can be left out with `withheld`",
            people=people.headcount(role.id) or 0,
        )


def _carries_quota(role: Role) -> bool:
    return bool(role.quota_carrying)


def _payees(plans: list[Incentive], people: People) -> frozenset[str]:
    """Return everybody whom plans pay: the roles named, who works a queue, and all of a function."""
    named = [name for plan in plans for name in plan.payee]
    members = (member for name in named for member in people.members(name))
    return frozenset((*people.working(named), *named, *members))


def _has_plan(role: Role, paid: frozenset[str], people: People) -> bool:
    """Tell whether a role is paid, or its general role, or each kind of it."""
    if any(kind in paid for kind in people.kinds(role.id)):
        return True
    special = people.special(role.id)
    return bool(special) and all(any(kind in paid for kind in people.kinds(one.id)) for one in special)
