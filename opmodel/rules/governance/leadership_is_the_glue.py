"""Most decisions are taken by those who know the case, not by one leader."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.measures import Contribution, find
from opmodel.model import is_draft
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.roles import Level, Role
from opmodel.wording import bare, counted

_LISTED = 8
"""Decisions of one leader are listed up to here."""


@rule(Severity.NOTE, needs=("decisions.decide",))
def check(context: Context, *, share_percent: float = 50, at_least_decisions: int = 5) -> Iterator[Problem]:
    """Yield the leader who takes more than a share of all decisions, and at whom more than that share of all ends."""
    decisions = [one for one in context.look(Decision) if one.decide and not is_draft(one)]
    if len(decisions) < at_least_decisions:
        return
    context.judge(decisions)
    number = find("decisions_per_leader").of(context.scene)
    everything = sum(part.value for part in number.parts)
    for part in number.parts[:1]:
        role = context.model.get(Role, part.ref)
        decided = [one for one in decisions if _decides(one, part, context)]
        share = min(len(decided) / len(decisions), part.value / everything)
        if role and share * 100 > share_percent and _leads(role, context):
            yield _problem(role, decided, len(decisions), int(part.value) - len(decided))


def _decides(decision: Decision, part: Contribution, context: Context) -> bool:
    return part.ref in (f"role/{name}" for name in context.graph.people.working(decision.decide))


def _leads(role: Role, context: Context) -> bool:
    return role.level in (Level.EXECUTIVE, Level.MANAGER) or any(
        bare(one.reports_to or "") == role.id for one in context.model.of(Role)
    )


def _problem(role: Role, decided: list[Decision], count: int, ended: int) -> Problem:
    more = f", and {counted(ended, 'escalation')} more end{'s' if ended == 1 else ''} there" if ended else ""
    return Problem(
        role.where(),
        f"role '{role.id}' takes {len(decided)} of {count} decisions{more}, so work across teams moves as fast as one "
        "calendar",
        "let the role that knows the case decide inside limits (`decide:` and `limits:`), and keep the leader for what "
        "is beyond them",
        notes=tuple((one.where("decide"), f"'{role.id}' decides") for one in decided[:_LISTED]),
    )
