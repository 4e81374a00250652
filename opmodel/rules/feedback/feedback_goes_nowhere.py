"""Somebody hears the feedback, and something gets better by it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.cadences import Cadence
from opmodel.model.sections.feedback import Feedback
from opmodel.wording import listed


@rule(Severity.WARNING, needs=("feedback.closes", "feedback.reviewed_in", "roles.vacant"))
def check(context: Context) -> Iterator[Problem]:
    """Yield feedback that nobody is there to hear, or that improves nothing and is looked at nowhere."""
    for feedback in context.each(Feedback):
        if not any(_hears(name, context) for name in feedback.to):
            names = listed(f"'{name}'" for name in feedback.to)
            yield Problem(
                feedback.where("to"),
                f"feedback '{feedback.id}' goes to {names}, where nobody is there to hear it",
                "name in `to:` a role that somebody holds and that can change what the feedback is about",
                discriminator="to",
            )
        elif not feedback.closes and not feedback.reviewed_in:
            yield Problem(
                feedback.where(),
                f"feedback '{feedback.id}' is told to {context.graph.people.named(feedback.to)}, and nothing says what "
                "becomes of it",
                "name the definition, criterion, KPI or lever that it improves: `closes: ...`, or the meeting that "
                "looks at it: `reviewed_in: ...`",
                discriminator="closes",
            )
        elif meeting := _is_missed(feedback, context):
            yield Problem(
                feedback.where("reviewed_in"),
                f"feedback '{feedback.id}' is for {context.graph.people.named(feedback.to)} and looked at in cadence "
                f"'{meeting.id}' alone, where nobody of them is",
                "invite them to the meeting, name one in which they are, or say what it improves: `closes: ...`",
                notes=((meeting.where("attendees"), "who is there"),),
                discriminator="reviewed_in",
            )


def _is_missed(feedback: Feedback, context: Context) -> Cadence | None:
    """Return the meeting that alone looks at a feedback, if nobody sits in it who hears it."""
    meeting = context.model.get(Cadence, feedback.reviewed_in or "")
    if feedback.closes or meeting is None or not (meeting.attendees and meeting.chair) or meeting.absences:
        return None
    present = context.graph.governance.is_present
    return None if any(present(name, meeting) for name in feedback.to) else meeting


def _hears(name: str, context: Context) -> bool:
    """Tell whether a person is at the other end: not a program, an unworked queue or an empty chair."""
    people = context.graph.people
    holders = people.holders(name)
    return any(people.is_people(one) and not people.is_vacant(one) for one in holders)
