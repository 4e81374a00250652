"""Pay that is decided case by case is approved by somebody else and listed."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, about_pay, rule
from opmodel.finding import Severity
from opmodel.model.sections.incentives import Incentive
from opmodel.wording import listed


@rule(
    Severity.WARNING,
    needs=("incentives.discretion", "incentives.discretion.approver", "incentives.discretion.register"),
)
def check(context: Context) -> Iterator[Problem]:
    """Yield plans with exceptions that nobody approves, that the payee approves, or that stand on no list."""
    people = context.graph.people
    for plan in context.each(Incentive, where=lambda plan: plan.discretion):
        assert plan.discretion
        lacking = []
        approver = plan.discretion.approver
        if approver is None:
            lacking.append("nobody is named who approves")
        elif people.is_among(approver, people.working(plan.payee)):
            lacking.append(f"'{approver}' approves, who is paid by it")
        if plan.discretion.register is None:
            lacking.append("the cases are listed nowhere")
        if lacking:
            roles = people.working(plan.payee)
            yield about_pay(
                plan.where("discretion"),
                f"incentive '{plan.id}' allows pay case by case, and {listed(lacking)}",
                "name one `approver` whom the plan does not pay and the `register` in which each case is written down",
                roles=roles,
                alike=True,
                people=sum(people.headcount(role) or 0 for role in roles),
                told_apart="discretion",
            )
