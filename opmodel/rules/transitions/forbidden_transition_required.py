"""Nothing needs a move that is forbidden."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Where, named
from opmodel.model.sections.capacities import Capacity
from opmodel.model.sections.crediting import Crediting
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import ANY, Transition
from opmodel.wording import bare, listed

_LISTED = 8
"""Uses of a forbidden move are pointed at up to here."""

_Use = tuple[Where, str]
"""Where a forbidden move is used, and how, as half a sentence about the entity there."""


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield forbidden moves that are the only way out of a stage, or that something else makes happen."""
    uses = _Uses(context)
    for transition in context.each(Transition):
        if not transition.forbidden:
            continue
        stuck = uses.only_way_out(transition)
        if stuck:
            yield _dead_end(transition, stuck, context)
        found = tuple(uses.of(transition)) if _is_absolute(transition) else ()
        if found:
            yield _used(transition, found)


def _is_absolute(transition: Transition) -> bool:
    """Tell whether nobody may make a move, for any record."""
    return not (transition.when or transition.by or transition.decision)


class _Uses:
    """What the model does with the ways that it forbids."""

    def __init__(self, context: Context) -> None:
        self._model = context.model
        journey, gaps = context.graph.journey, context.graph.gaps
        self._ways = {(move.source.id, move.target.id): move.transition for move in journey.barred}
        self._stuck = {stage.id: stage for stage in gaps.dead_ends if context.known(stage)}
        self._out: dict[str, list[Stage]] = {}
        for move in journey.barred:
            if move.source.id in self._stuck and move.source.id != move.target.id:
                self._out.setdefault(move.transition.id, []).append(move.source)
        self._found: dict[str, dict[_Use, None]] = {}
        for where, text, source, target in (*self._moves(context), *self._clocks()):
            forbidden = self._ways.get((source, target))
            if forbidden:
                self._found.setdefault(forbidden.id, {})[where, text] = None

    def only_way_out(self, transition: Transition) -> tuple[Stage, ...]:
        """Return the stages that only this move would leave, had it not been forbidden."""
        return tuple(dict.fromkeys(self._out.get(transition.id, ())))

    def of(self, transition: Transition) -> Iterator[_Use]:
        """Yield what makes a forbidden move happen, or counts on it."""
        for other in self._model.holders(Transition, transition.ref):
            if other.triggers and bare(other.triggers) == transition.id and not other.forbidden:
                yield other.where("triggers"), "sets it off"
        yield from self._found.get(transition.id, ())
        for crediting in self._model.holders(Crediting, transition.ref):
            yield crediting.where("event"), "credits it"
        for capacity in self._model.holders(Capacity, transition.ref):
            yield capacity.where("demand"), "takes its work from it"

    def _moves(self, context: Context) -> Iterator[tuple[Where, str, str, str]]:
        for move in context.graph.journey.moves:
            one = move.transition
            if ANY not in (*one.from_, *one.to) and not (one.when or one.decision):
                yield one.where(), "makes the same move", move.source.id, move.target.id
            if one.accept and one.accept.reject_to:
                back = bare(one.accept.reject_to)
                yield one.where("accept", "reject_to"), "sends refused records that way", move.source.id, back

    def _clocks(self) -> Iterator[tuple[Where, str, str, str]]:
        for stage in self._model.of(Stage):
            if stage.stall and stage.stall.to:
                yield stage.where("stall", "to"), "sends stalled records that way", stage.id, bare(stage.stall.to)


def _dead_end(transition: Transition, stages: tuple[Stage, ...], context: Context) -> Problem:
    record = context.graph.journey.a_record(stages[0])
    names = listed(f"'{stage.id}'" for stage in stages[:_LISTED])
    where = f"stage {names}" if len(stages) == 1 else f"stages {names}"
    return Problem(
        transition.where("forbidden"),
        f"transition '{transition.id}' is forbidden, and it is the only way out of {where}, so {record} there stays "
        "for ever",
        f"take `forbidden: true` out, or declare below transitions: how {record} leaves '{stages[0].id}' instead",
        notes=tuple((stage.where(), "no other way leads out") for stage in stages[:_LISTED]),
        discriminator="only way out",
    )


def _used(transition: Transition, uses: tuple[_Use, ...]) -> Problem:
    where, how = uses[0]
    more = f", and {len(uses) - 1} more count on it" if len(uses) > 1 else ""
    return Problem(
        transition.where("forbidden"),
        f"transition '{transition.id}' is forbidden, but {named(where.entity)} {how}{more}",
        "take `forbidden: true` out, say with `when:` or `by:` for whom it is forbidden, or take out what uses it",
        notes=tuple((place, f"{named(place.entity)} {text}") for place, text in uses[:_LISTED]),
        discriminator="used",
    )
