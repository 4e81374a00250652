"""What the model does with the moves that it forbids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.graph.journey.journey import Journey
from opmodel.model import Model, Where
from opmodel.model.sections.capacities import Capacity
from opmodel.model.sections.crediting import Crediting
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import ANY, Transition
from opmodel.wording import bare


@dataclass(frozen=True, slots=True)
class Use:
    """Where a forbidden move is used, and how, as half a sentence about the entity there."""

    where: Where
    how: str


class Barred:
    """Questions about forbidden moves."""

    def __init__(self, model: Model, journey: Journey) -> None:
        self._model, self._journey = model, journey

    def from_stages(self, transition: Transition) -> tuple[Stage, ...]:
        """Return the stages that a move would leave for another, had it not been forbidden."""
        return self._from.get(transition.id, ())

    @cached_property
    def _from(self) -> Mapping[str, tuple[Stage, ...]]:
        found: dict[str, dict[str, Stage]] = {}
        for move in self._journey.barred:
            if move.source.id != move.target.id:
                found.setdefault(move.transition.id, {})[move.source.id] = move.source
        return {name: tuple(stages.values()) for name, stages in found.items()}

    def uses(self, transition: Transition) -> Iterator[Use]:
        """Yield what makes a forbidden move happen for every record, or counts on it; none where some may make it."""
        if transition.when or transition.by or transition.decision:
            return
        for other in self._model.holders(Transition, transition.ref):
            if other.triggers and bare(other.triggers) == transition.id and not other.forbidden:
                yield Use(other.where("triggers"), "sets it off")
        yield from self._made.get(transition.id, ())
        for crediting in self._model.holders(Crediting, transition.ref):
            yield Use(crediting.where("event"), "credits it")
        for capacity in self._model.holders(Capacity, transition.ref):
            yield Use(capacity.where("demand"), "takes its work from it")

    @cached_property
    def _made(self) -> Mapping[str, tuple[Use, ...]]:
        """By forbidden transition, what moves records the same way."""
        ways = {(move.source.id, move.target.id): move.transition.id for move in self._journey.barred}
        found: dict[str, dict[Use, None]] = {}
        for use, source, target in (*self._moves(), *self._clocks()) if ways else ():
            if (source, target) in ways:
                found.setdefault(ways[source, target], {})[use] = None
        return {name: tuple(uses) for name, uses in found.items()}

    def _moves(self) -> Iterator[tuple[Use, str, str]]:
        for move in self._journey.moves:
            one = move.transition
            if ANY not in (*one.from_, *one.to) and not (one.when or one.decision):
                yield Use(one.where(), "makes the same move"), move.source.id, move.target.id
            if one.accept and one.accept.reject_to:
                use = Use(one.where("accept", "reject_to"), "sends refused records that way")
                yield use, move.source.id, bare(one.accept.reject_to)

    def _clocks(self) -> Iterator[tuple[Use, str, str]]:
        for stage in self._model.of(Stage):
            if stage.stall and stage.stall.to:
                use = Use(stage.where("stall", "to"), "sends stalled records that way")
                yield use, stage.id, bare(stage.stall.to)
