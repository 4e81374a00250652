"""What the model says that customers get: outcomes of stages, exits that buyers confirm, what success is."""

from collections.abc import Iterator

from opmodel.graph.journey import Journey
from opmodel.model import Model, is_draft
from opmodel.model.sections.criteria import Criterion
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.parts import Requirement
from opmodel.model.sections.promises import Promise
from opmodel.model.sections.stages import Side, Stage
from opmodel.model.sections.statuses import Status
from opmodel.wording import bare


class Outcomes:
    """Questions about what customers get."""

    def __init__(self, model: Model, journey: Journey) -> None:
        self._model, self._journey = model, journey

    def is_told(self, stage: Stage) -> bool:
        """Tell whether a stage says what the customer has when it is done, or ends with what the buyer can confirm."""
        if stage.customer_outcome:
            return True
        return any(map(self._is_buyers, (*stage.exit.minimum, *stage.exit.full) if stage.exit else ()))

    def _is_buyers(self, requirement: Requirement) -> bool:
        if requirement.buyer_verifiable:
            return True
        criterion = self._model.get(Criterion, requirement.uses) if requirement.uses else None
        definition = self._model.get(Definition, requirement.uses) if requirement.uses else None
        inside = definition.criteria if definition else ()
        nested = (self._model.get(Criterion, one.uses) for one in inside if one.uses)
        every = (criterion, *inside, *nested)
        return any(one is not None and one.buyer_verifiable for one in every)

    def after_signature(self) -> tuple[Stage, ...]:
        """Return the open stages after the signature, in the order of lifecycles."""
        paths = (path for path in self._model.of(Lifecycle) if not is_draft(path))
        stages = {stage.id: stage for path in paths for stage in self._journey.stages(path)}
        return tuple(stage for stage in stages.values() if _is_after(stage))

    def says_success(self) -> bool:
        """Tell whether anything after the signature says what success is for the customer."""
        stages = self.after_signature()
        names = {stage.id for stage in stages}
        if any(self.is_told(stage) or stage.definition or stage.exit for stage in stages):
            return True
        states = (one for one in self._model.of(Status) if one.when and not names.isdisjoint(map(bare, one.applies_in)))
        kept = (one for one in self._model.of(Promise) if one.proven_by and not is_draft(one))
        return any(states) or any(kept) or any(self._meanings(stages))

    def _meanings(self, stages: tuple[Stage, ...]) -> Iterator[Definition]:
        """Yield the definitions about what moves only after the signature."""
        after = {name for stage in stages for name in stage.objects((), self._model)}
        before = {
            name
            for stage in self._model.of(Stage)
            if stage.side is Side.ACQUISITION and stage.is_open
            for name in stage.objects((), self._model)
        }
        own = after - before
        for one in self._model.of(Definition):
            if not own.isdisjoint(one.objects((), self._model)):
                yield one


def _is_after(stage: Stage) -> bool:
    return stage.is_open and stage.side is Side.POST_SALE and not is_draft(stage)
