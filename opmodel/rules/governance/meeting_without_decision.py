"""A meeting decides something or something comes out of it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule, told_once
from opmodel.finding import Severity
from opmodel.model import is_draft, named
from opmodel.model.sections.cadences import Cadence, Purpose
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.feedback import Feedback
from opmodel.wording import counted

_WORKING = (Purpose.DECIDE, Purpose.INSPECT, Purpose.PLAN)
"""Purposes that ask for a result."""


@rule(Severity.WARNING, needs=("cadences.decides", "cadences.outputs", "cadences.purpose"))
def check(context: Context) -> Iterator[Problem]:
    """Yield meetings to reconcile numbers, and those without a result once any meeting has one."""
    meetings = tuple(context.each(Cadence))
    is_taken_up = any(map(_has_result, context.model.of(Cadence)))
    idle = []
    for meeting in meetings:
        if meeting.purpose is Purpose.RECONCILE:
            yield _reconciling(meeting)
        elif _should_have_result(meeting, taken_up=is_taken_up) and not context.model.holders(Feedback, meeting.ref):
            idle.append(_idle(meeting))
        elif absent := _decided_elsewhere(meeting, context):
            yield _without_decider(meeting, absent, context)
    yield from told_once(idle, "{count} cadences decide nothing and leave nothing behind: {names}", _WAY_OUT)


_WAY_OUT = (
    "name the decisions it takes (`decides:`) or what comes out of it (`outputs:`); where people only listen, "
    "write `purpose: inform`"
)


def _has_result(meeting: Cadence) -> bool:
    return bool(meeting.decides or meeting.outputs)


def _should_have_result(meeting: Cadence, *, taken_up: bool) -> bool:
    is_asked = meeting.purpose in _WORKING or (taken_up and meeting.purpose is None)
    return is_asked and not _has_result(meeting)


def _decided_elsewhere(meeting: Cadence, context: Context) -> list[Decision]:
    """Return the decisions of a meeting where none of them can be taken: no decider, and nobody near, is there."""
    if not meeting.attendees or meeting.outputs or not meeting.chair:
        return []
    found = (context.model.get(Decision, name) for name in meeting.decides)
    decisions = [one for one in found if one and one.decide and not is_draft(one)]
    present = context.graph.governance.is_present
    is_vain = len(decisions) == len(meeting.decides) and not any(
        present(name, meeting) for one in decisions for name in one.decide
    )
    return decisions if is_vain else []


def _without_decider(meeting: Cadence, decisions: list[Decision], context: Context) -> Problem:
    first = decisions[0]
    return Problem(
        meeting.where("attendees"),
        f"cadence '{meeting.id}' is to take {named(first.ref)}, and "
        f"{context.graph.people.named(first.decide)}, who decides it, is not there",
        "invite who decides to `attendees:`, or let somebody decide who is there (`decide:` of the decision)",
        notes=tuple((one.where("decide"), "decided by somebody who is not there") for one in decisions),
    )


def _reconciling(meeting: Cadence) -> Problem:
    several = f" of {counted(len(meeting.inputs), 'source')}" if len(meeting.inputs) > 1 else ""
    return Problem(
        meeting.where("purpose"),
        f"cadence '{meeting.id}' meets every {meeting.every.spoken} to reconcile the numbers{several}",
        "let one dataset or dashboard answer the question, and keep the meeting for a decision: `decides:`",
        notes=tuple((meeting.where("inputs", at), "one of the sources") for at in range(len(meeting.inputs))),
        severity=Severity.NOTE if _has_result(meeting) else None,
    )


def _idle(meeting: Cadence) -> Problem:
    takes = f"takes {meeting.length}" if meeting.length else "meets"
    return Problem(
        meeting.where(),
        f"cadence '{meeting.id}' {takes} every {meeting.every.spoken}, decides nothing and leaves nothing behind",
        _WAY_OUT,
    )
