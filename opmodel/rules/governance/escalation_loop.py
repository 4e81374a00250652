"""An escalation comes to an end."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Where
from opmodel.model.sections.decisions import Decision, Escalate
from opmodel.model.sections.escalations import Escalation
from opmodel.wording import bare

_ABOVE = "let it end with somebody who stands above all who were asked"


@rule(Severity.ERROR, needs=("decisions.decide", "decisions.escalate", "escalations.ends_with"))
def check(context: Context) -> Iterator[Problem]:
    """Yield ladders that go back to who was asked before, and decisions that come back to who did not decide."""
    governance = context.graph.governance
    for ladder in context.each(Escalation):
        at = governance.returns_to(ladder)
        if at is not None:
            yield _circle(ladder, governance.asked(ladder.ref), at)
    for decision in context.each(Decision, where=lambda one: one.escalate and one.decide):
        if decision.escalate:
            asked = governance.asked(decision.escalate.to)
            if _is_the_same_person(decision, asked, context):
                yield _back(decision, decision.escalate)
            elif asked and (barred := governance.ruled_out(decision, asked[-1])):
                yield _barred(decision, decision.escalate, asked[-1], barred)


def _circle(ladder: Escalation, asked: tuple[str, ...], at: int) -> Problem:
    return Problem(
        _step(ladder, at),
        f"escalation '{ladder.id}' goes back to '{asked[at]}', who was asked before and did not settle it",
        f"{_ABOVE}: `ends_with:`",
        notes=((_step(ladder, asked.index(asked[at])), "asked here before"),),
    )


def _step(ladder: Escalation, at: int) -> Where:
    return ladder.where("steps", at, "role") if at < len(ladder.steps) else ladder.where("ends_with")


def _is_the_same_person(decision: Decision, asked: tuple[str, ...], context: Context) -> bool:
    """Tell whether only the one who did not decide is asked; another holder of the same role is another person."""
    people = context.graph.people
    name = bare(decision.decide[0])
    if len(decision.decide) != 1 or set(people.working(asked)) != {name}:
        return False
    is_one = not people.is_function(name) and people.is_people(name)
    return is_one and people.headcount(name) in (None, 1)


def _back(decision: Decision, escalate: Escalate) -> Problem:
    name = bare(decision.decide[0])
    through = "" if bare(escalate.to) == name else f" through '{bare(escalate.to)}'"
    return Problem(
        decision.where("escalate", "to"),
        f"decision '{decision.id}' comes back{through} to '{name}', who has not decided",
        f"{_ABOVE}: `escalate: {{to: ...}}`",
        notes=((decision.where("decide"), f"'{name}' decides"),),
    )


def _barred(decision: Decision, escalate: Escalate, last: str, barred: str) -> Problem:
    through = "" if bare(escalate.to) == last else f" through '{bare(escalate.to)}'"
    return Problem(
        decision.where("escalate", "to"),
        f"decision '{decision.id}' ends{through} with '{last}', whom `not` rules out, so nobody may decide at last",
        "escalate to a role that may decide, or take this one out of `not:`",
        notes=((decision.where("not", decision.not_.index(barred)), f"'{bare(barred)}' must not decide"),),
    )
