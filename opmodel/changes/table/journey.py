"""Stages, moves and what people agreed about them."""

from collections.abc import Iterator

from opmodel.changes import direction
from opmodel.changes.change import Action, Weight
from opmodel.changes.edits.edit import Edit
from opmodel.changes.sides import (
    Asked,
    Sides,
    answering,
    both_ends,
    givers,
    is_dropped,
    named_for,
    neighbours,
    receivers,
)
from opmodel.changes.table.row import Row, owner, several
from opmodel.graph import Graph
from opmodel.model import Entity, is_draft, named
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.feedback import Feedback
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare

_OUTLOOK = ("probability", "forecast_category", "type")


def _forecast(edit: Edit, sides: Sides) -> Iterator[Asked]:  # noqa: ARG001
    return named_for("forecast", "finance")


def _around(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask who answers for a stage and for those before and behind it; of a path, for the stages that moved."""
    yield from sides.owners(edit)
    if edit.kind == "lifecycle":
        yield Asked("owner of a stage that moved", sides.gather(edit, lambda graph, _: _moved(edit, graph)))
    beside = sides.gather(edit, neighbours)
    if beside:
        yield Asked(f"owner of a neighbour of {named(edit.entity)}", beside)


def _moved(edit: Edit, graph: Graph) -> Iterator[str]:
    """Yield the owners of the stages whose place in a path is another, or that are in it on one side only."""
    old, new = _stages(edit.before), _stages(edit.after)
    both = [name for name in old if name in new], [name for name in new if name in old]
    shifted = {one for pair in zip(*both, strict=True) if pair[0] != pair[1] for one in pair}
    for name in (*shifted, *(set(old) ^ set(new))):
        stage = graph.model.get(Stage, name)
        if stage:
            yield from graph.journey.owners(stage)


def _stages(entity: Entity | None) -> tuple[str, ...]:
    return tuple(map(bare, entity.stages)) if isinstance(entity, Lifecycle) else ()


def _is_outlook(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    return edit.at("stage", *_OUTLOOK) or edit.at("lifecycle", "stages", "forecast_categories", "object")


def _is_live(edit: Edit, sides: Sides) -> bool:
    """Tell whether a stage that is new stands in a path that was there before."""
    if not (edit.is_added and isinstance(edit.after, Stage)):
        return False
    paths = (sides.before.model.entities.get(one.ref) for one in sides.after.journey.lifecycles(edit.after))
    return any(path is not None and not is_draft(path) for path in paths)


def _both(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask who gives and who takes in a move."""
    for reason, ask in (("gives", givers), ("takes", receivers)):
        names = sides.gather(edit, ask)
        if names:
            yield Asked(f"{reason} records in {named(edit.entity)}", names)
    if not sides.gather(edit, both_ends):
        yield from sides.owners(edit)


def _is_way_lost(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    """Tell whether a move, one of its ends or where refused records go is not there any more."""
    if edit.kind != "transition":
        return False
    is_end = edit.top in ("from", "to") or edit.path == "accept.reject_to"
    barred = edit.top == "forbidden" and edit.new is not None
    return edit.is_removed or barred or (is_end and (is_dropped(edit) or edit.action is Action.CHANGED))


def _turned(edit: Edit, sides: Sides) -> str:
    """Say which way what must hold was turned."""
    ask = direction.requirements if isinstance(edit.old or edit.new, tuple) else direction.condition
    turned = ask(edit, sides)
    return direction.told(turned, edit)


_CLOCKS = {"stage": ("sla", "stall"), "transition": ("sla",), "responsibility": ("sla",), "decision": ("within",)}
_MORE_CLOCKS = {"escalation": ("steps.within",), "routing": ("reassign_after", "fallback.within")}


def _is_clock(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    paths = (_CLOCKS | _MORE_CLOCKS).get(edit.kind, ())
    is_telling = edit.path.rpartition(".")[2] in ("warn", "escalate", "on_breach", "reason", "kpi")
    return edit.at(edit.kind, *paths) and not is_telling


def _clock_asks(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask the side that must deliver where it has less time, the side that waits where it has more, else both."""
    way = direction.time(edit)
    if way is not direction.Direction.LOOSENED:
        yield Asked(f"must deliver in {named(edit.entity)}", sides.gather(edit, _delivering))
    if way is not direction.Direction.TIGHTENED:
        waiting = sides.gather(edit, _waiting)
        if waiting:
            yield Asked(f"waits for {named(edit.entity)}", waiting)
        else:
            yield from sides.owners(edit)


def _delivering(graph: Graph, entity: Entity) -> tuple[str, ...]:
    return receivers(graph, entity) if isinstance(entity, Transition) else answering(graph, entity)


def _waiting(graph: Graph, entity: Entity) -> tuple[str, ...]:
    """Return who waits for something: who gave the record, who is next, who asked for a decision."""
    match entity:
        case Transition():
            return givers(graph, entity)
        case Stage():
            ahead = (move.target for move in graph.journey.moves_out(entity) if move.transition.kind.is_onward)
            return tuple(dict.fromkeys(name for stage in ahead for name in graph.journey.owners(stage)))
        case Decision():
            return (*entity.recommend, *entity.perform)
    return ()


def _clock_says(edit: Edit, sides: Sides) -> str:  # noqa: ARG001
    return str(direction.time(edit)) if direction.time(edit) is not direction.Direction.BOTH else ""


def _ends(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask who tells and who listens in a feedback loop."""
    yield Asked(
        f"an end of {named(edit.entity)}",
        sides.gather(edit, lambda _, one: (*one.from_, *one.to) if isinstance(one, Feedback) else ()),
    )


def _is_handed_on(edit: Edit, sides: Sides) -> bool:
    """Tell whether a move that is new brings records to other people."""
    move = edit.after
    return edit.is_added and isinstance(move, Transition) and bool(sides.after.journey.handoffs_of(move))


ROWS = (
    Row(
        "stage-removed",
        Weight.BREAKING,
        "a stage, or a whole path, is removed",
        "owners of the stage and its neighbours, forecast owner, finance",
        lambda edit, _: edit.kind in ("stage", "lifecycle") and edit.is_removed,
        several(_around, _forecast),
    ),
    Row(
        "stage-order-or-outlook-changed",
        Weight.BREAKING,
        "the order of stages, or the probability, forecast category or type of one changes",
        "owners of the stage and its neighbours (of a path: of the stages that moved), forecast owner, finance",
        _is_outlook,
        several(_around, _forecast),
    ),
    Row(
        "stage-added",
        Weight.RISKY,
        "a stage is added inside a path that is in use",
        "owners of the stage and its neighbours, forecast owner",
        _is_live,
        several(_around, lambda *_: named_for("forecast")),
    ),
    Row(
        "stage-gate-changed",
        Weight.BREAKING,
        "what must hold to enter or leave a stage changes, or what it stands for",
        "owners of the stage and its neighbours, finance if the forecast counts it",
        lambda edit, _: edit.at("stage", "entry", "exit", "definition", "entry_at") or edit.at("lifecycle", "always"),
        several(_around, lambda edit, sides: named_for("finance") if sides.is_forecast(edit) else iter(())),
        _turned,
    ),
    Row(
        "way-removed",
        Weight.BREAKING,
        "a move, one of its ends or the way back for refused records is removed",
        "both sides of the move",
        _is_way_lost,
        _both,
    ),
    Row(
        "acceptance-changed",
        Weight.BREAKING,
        "who accepts a record, or by what, changes",
        "both sides of the move",
        lambda edit, _: edit.at("transition", "accept") and edit.path != "accept.reject_reasons",
        _both,
        _turned,
    ),
    Row(
        "move-changed",
        Weight.RISKY,
        "what travels with a record, which records move, or how, changes",
        "both sides of the move",
        lambda edit, _: edit.at(
            "transition",
            "payload",
            "when",
            "kind",
            "by",
            "from_owner",
            "to_owner",
            "converts",
            "sets",
            "clears",
            "triggers",
            "decision",
            "forbidden",
            "from",
            "to",
        ),
        _both,
        _turned,
    ),
    Row(
        "handoff-added",
        Weight.RISKY,
        "a move brings records to people who did not get them before",
        "both sides of the move",
        _is_handed_on,
        _both,
    ),
    Row(
        "time-limit-changed",
        Weight.RISKY,
        "a time limit is tightened or loosened",
        "the side that must deliver (tightened), the side that waits (loosened)",
        _is_clock,
        _clock_asks,
        _clock_says,
    ),
    Row(
        "feedback-removed",
        Weight.BREAKING,
        "a feedback loop, or one of its ends, is removed",
        "both ends",
        lambda edit, _: edit.kind == "feedback" and (edit.is_removed or edit.at("feedback", "from", "to", "about")),
        _ends,
    ),
    Row(
        "feedback-changed",
        Weight.RISKY,
        "what is told back, or how often, changes",
        "both ends",
        lambda edit, _: edit.at("feedback", "fields", "every", "closes", "reviewed_in"),
        several(_ends, owner),
    ),
)
"""What changes about stages, moves and agreements."""
