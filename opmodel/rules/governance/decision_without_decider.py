"""Every decision has somebody who takes it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import named
from opmodel.model.entity import State
from opmodel.model.sections.crediting import CreditAs, Crediting
from opmodel.model.sections.decisions import Decision
from opmodel.wording import bare

_LISTED = 8
"""What waits for a decision is listed up to here."""


@rule(Severity.ERROR, needs=("decisions.decide", "crediting.decision", "crediting.disputes"))
def check(context: Context) -> Iterator[Problem]:
    """Yield decisions that nobody takes or may take, and shared credit that nobody settles once others have it."""
    misspelt = {fault.entity for fault in context.model.faults if fault.rule == "unknown-key"}
    for decision in context.each(Decision):
        if not decision.decide:
            if decision.ref not in misspelt and not _is_told_elsewhere(decision, context):
                yield _nobody(decision, context)
        elif all(context.graph.governance.ruled_out(decision, one) for one in decision.decide):
            yield _ruled_out(decision, context)
    entries = context.look(Crediting)
    if any(_is_settled(one) for one in context.model.of(Crediting)):
        for crediting in entries:
            takers = _takers(crediting, context)
            if len(takers) > 1:
                context.judge([crediting])
            if len(takers) > 1 and not _is_settled(crediting):
                yield _unsettled(crediting, takers, context)


def _is_told_elsewhere(decision: Decision, context: Context) -> bool:
    """Tell whether a decision is on its way out, or people say who decides and disagree, which is a finding itself."""
    disputes = context.graph.voices.disputes(decision)
    return decision.state is State.DEPRECATED or any(one.field == "decide" for one in disputes)


def _nobody(decision: Decision, context: Context) -> Problem:
    waiting = context.graph.governance.waiting_for(decision)
    nearest = _nearest(decision, context)
    more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
    why = f", although {named(waiting[0].ref)}{more} needs it" if waiting else ""
    return Problem(
        decision.where(),
        f"decision '{decision.id}' names nobody who decides{why}",
        f"write `decide: {nearest}` if it is that role"
        if nearest
        else "write `decide:` with the one role that decides",
        notes=tuple((one.where(), f"{named(one.ref)} waits for the decision") for one in waiting[:_LISTED]),
        severity=Severity.WARNING if nearest else None,
        owner=nearest,
    )


def _nearest(decision: Decision, context: Context) -> str:
    """Return the role that most likely decides: who leads the meeting that does, or who approves exceptions."""
    chairs = [name for meeting in context.graph.governance.meetings(decision) for name in meeting.chair]
    approver = decision.discretion and decision.discretion.approver
    return bare(next((name for name in (*chairs, approver) if name), ""))


def _ruled_out(decision: Decision, context: Context) -> Problem:
    name = decision.decide[0]
    barred = context.graph.governance.ruled_out(decision, name)
    return Problem(
        decision.where("decide"),
        f"decision '{decision.id}' is decided by '{bare(name)}', whom `not` rules out, so nobody may decide",
        "name another role in `decide:`, or take this one out of `not:`",
        notes=((decision.where("not", decision.not_.index(barred)), f"'{bare(barred)}' must not decide"),),
    )


def _is_settled(crediting: Crediting) -> bool:
    return bool(crediting.decision or crediting.disputes)


def _takers(crediting: Crediting, context: Context) -> tuple[str, ...]:
    """Return who shares the whole of a result; what stands beside it or sums it up takes nothing from anybody."""
    shares = (split for split in crediting.splits if split.as_ in (None, CreditAs.CREDIT))
    return context.graph.people.different(split.to for split in shares)


def _unsettled(crediting: Crediting, takers: tuple[str, ...], context: Context) -> Problem:
    return Problem(
        crediting.where(),
        f"crediting '{crediting.id}' shares a result between {context.graph.people.named(takers)} and names nobody who "
        "settles a dispute",
        "write `disputes:` with the escalation that settles it, or `decision:` with the decision that does",
        severity=Severity.WARNING,
    )
