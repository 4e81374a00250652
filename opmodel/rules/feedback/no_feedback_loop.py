"""Whoever hands records over hears what became of them."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Handoff
from opmodel.model.sections.feedback import Feedback
from opmodel.model.sections.transitions import Transition

"""What comes back is feedback itself."""
_LISTED = 8
"""Further moves between the same people are pointed at up to here."""


@rule(Severity.WARNING, needs=("feedback.about",))
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of giver and receiver between whom nothing is told back, once there is feedback in the model."""
    if not context.model.takes_up(Feedback) or any(context.is_unsure(one) for one in context.model.of(Feedback)):
        return
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Handoff]] = {}
    for transition in context.look(Transition):
        if transition.kind.is_backward or context.graph.journey.is_bare(transition):
            continue
        for handoff in context.graph.journey.handoffs_of(transition):
            if handoff.givers and not handoff.inside and not _work_together(handoff, context):
                found.setdefault((handoff.givers, handoff.receivers), []).append(handoff)
    context.judge(found)
    for handoffs in found.values():
        if not any(map(context.graph.agreements.tells_back, handoffs)):
            yield _problem(handoffs, context)


def _work_together(handoff: Handoff, context: Context) -> bool:
    """Tell whether one side leads the other: they talk about the work anyway."""
    people = context.graph.people
    sides = ((handoff.givers, handoff.receivers), (handoff.receivers, handoff.givers))
    return any(one in people.line(other) for ones, others in sides for one in ones for other in others)


def _problem(handoffs: list[Handoff], context: Context) -> Problem:
    first, people = handoffs[0], context.graph.people
    transition = first.transition
    giver, receiver = people.named(first.givers), people.named(first.receivers)
    others = tuple(dict.fromkeys(one.transition.id for one in handoffs if one.transition.id != transition.id))
    more = f" (and by {len(others)} other moves)" if len(others) > 1 else f" (and by '{others[0]}')" if others else ""
    record = context.graph.journey.a_record(first.move.source)
    return Problem(
        transition.where(),
        f"transition '{transition.id}' hands {record} from {giver} to {receiver}{more}, and no feedback goes back",
        f"declare below feedback: what is told, how often and what it improves: `{transition.id}_review: "
        f"{{from: {first.receivers[0]}, to: {first.givers[0]}, about: {transition.id}, fields: [...], every: 2w, "
        "closes: ...}`",
        notes=tuple(
            (one.where(), "nor does any after this one")
            for name in others[:_LISTED]
            if (one := context.model.get(Transition, name))
        ),
        severity=None if context.graph.journey.crosses_functions(first) else Severity.NOTE,
        discriminator=f"{' '.join(first.givers)} {' '.join(first.receivers)}",
    )
