"""Where a record changes hands and systems, its data goes along."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Handoff
from opmodel.model.sections.systems import System
from opmodel.model.sections.transitions import Transition


@rule(Severity.WARNING, needs=("systems.integrates",))
def check(context: Context) -> Iterator[Problem]:
    """Yield handoffs into another system that the first passes nothing on to, once any system says where data flows."""
    lineage = context.graph.lineage
    is_unsure = len(context.look(System)) < len(context.model.of(System))
    if is_unsure or not lineage.is_wired:
        return
    for transition in context.look(Transition):
        for handoff in context.graph.journey.handoffs_of(transition):
            source, target = lineage.system(handoff.move.source), lineage.system(handoff.move.target)
            if source and target:
                context.judge([handoff.transition])
            if source and target and not lineage.flows(source, target):
                yield _problem(handoff, source, target, context)
                break


def _problem(handoff: Handoff, source: str, target: str, context: Context) -> Problem:
    move, people = handoff.move, context.graph.people
    givers, receivers = people.named(handoff.givers), people.named(handoff.receivers)
    record = context.graph.journey.a_record(move.source)
    return Problem(
        handoff.transition.where(),
        f"transition '{handoff.transition.id}' hands {record} from system '{source}' to '{target}', and nothing "
        f"flows between them, so {receivers} starts without what {givers} knows",
        f"connect them: `{source}: {{integrates: [{{to: {target}, objects: [...]}}]}}`, or say which system holds both "
        "stages",
        (
            (move.source.where(), f"its records live in '{source}'"),
            (move.target.where(), f"its records live in '{target}'"),
        ),
        data={"from": source, "to": target},
    )
