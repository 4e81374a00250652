"""Every declared way from stage to stage, and the stages that none of them reaches or leaves."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from opmodel.graph.circles import circles
from opmodel.graph.journey.journey import Journey, Move
from opmodel.model import Model, Why, is_draft
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.stages import Stage, StageType
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare

WAITING = (StageType.OPEN, StageType.HOLDING)
"""Types of stages whose records are still on their way."""

MOST_AHEAD = 300
"""Stages that are followed from one; a company has some dozens."""

_LOSING = (StageType.LOST, StageType.DISQUALIFIED, StageType.HOLDING, StageType.VOID)
"""Types of stages where a record goes that is not won."""
_ALIVE = (StageType.OPEN, StageType.WON, StageType.CONVERTED)

_SECTIONS = ("lifecycle/", "stage/", "transition/")
_FIELDS = frozenset(("from", "to", "stages", "entries", "stall", "accept"))
_ENDS = frozenset((*_FIELDS, "stage", "reject_to"))


class Ways:
    """Questions about ways: the moves of transitions, `stall.to` of a stage and `accept.reject_to` of a handoff.

    A refused record goes from the stage it came from to `reject_to`. All answers take time in proportion to the ways.
    """

    def __init__(self, model: Model, journey: Journey) -> None:
        self._model, self._journey = model, journey
        self._ahead: dict[str, frozenset[str] | None] = {}

    @cached_property
    def whole(self) -> bool:
        """Whether moves are declared and all that makes ways is known; else a missing way may only be unread."""
        if not self._model.takes_up(Transition) or self._journey.not_followed:
            return False
        if self._model.unread or any(ref.startswith(_SECTIONS) for ref in self._model.broken):
            return False
        return not any(_names_a_way(fault.path) for fault in self._model.faults if fault.entity.startswith(_SECTIONS))

    @cached_property
    def _out(self) -> Mapping[str, Mapping[str, Stage]]:
        found: dict[str, dict[str, Stage]] = {stage.id: {} for stage in self._model.of(Stage)}
        for source, target in self._pairs():
            if source.id != target.id:
                found[source.id][target.id] = target
        return found

    def _pairs(self) -> Iterable[tuple[Stage, Stage]]:
        for move in self._journey.moves:
            yield move.source, move.target
            refused = self._refused(move.transition)
            if refused:
                yield move.source, refused
        for stage in self._model.of(Stage):
            stalled = stage.stall and stage.stall.to and self._model.get(Stage, stage.stall.to)
            if stalled:
                yield stage, stalled

    def _refused(self, transition: Transition) -> Stage | None:
        name = transition.accept and transition.accept.reject_to
        return self._model.get(Stage, name) if name else None

    @cached_property
    def _into(self) -> Mapping[str, tuple[Stage, ...]]:
        found: dict[str, list[Stage]] = {}
        for stage in self._model.of(Stage):
            for target in self._out[stage.id]:
                found.setdefault(target, []).append(stage)
        return {target: tuple(sources) for target, sources in found.items()}

    def out(self, stage: Stage) -> tuple[Stage, ...]:
        """Return the other stages that a way leads to."""
        return tuple(self._out[stage.id].values())

    def into(self, stage: Stage) -> tuple[Stage, ...]:
        """Return the other stages that a way comes from."""
        return self._into.get(stage.id, ())

    def lies_ahead(self, stage: Stage, other: Stage) -> bool | None:
        """Tell whether ways lead from a stage to another, which it may be itself; None where too many would."""
        if stage.id == other.id:
            return True
        if stage.id not in self._ahead:
            seen, waiting = {stage.id}, [stage]
            while waiting and len(seen) <= MOST_AHEAD:
                for target in self.out(waiting.pop()):
                    if target.id not in seen:
                        seen.add(target.id)
                        waiting.append(target)
            self._ahead[stage.id] = None if waiting else frozenset(seen)
        ahead = self._ahead[stage.id]
        return None if ahead is None else other.id in ahead

    def can_lose(self, stage: Stage) -> bool:
        """Tell whether a record can be lost, recycled or set aside from a stage."""
        moves = self._journey.moves_out(stage)
        giving_up = any(move.transition.kind.is_giving_up for move in moves)
        return giving_up or any(target.type in _LOSING for target in self.out(stage))

    def is_passed_through(self, stage: Stage) -> bool:
        """Tell whether records leave a stage by themselves, so that none waits there to be lost."""
        moves = self._journey.moves_out(stage)
        return bool(moves) and all(move.transition.kind.is_by_itself for move in moves)

    def comes_back(self, stage: Stage) -> bool:
        """Tell whether a way leads from a holding stage, also through others, to where a record is worked or won."""
        waiting, seen = [stage], {stage.id}
        while waiting:
            for target in self.out(waiting.pop()):
                if target.type in _ALIVE:
                    return True
                if target.type is StageType.HOLDING and target.id not in seen:
                    seen.add(target.id)
                    waiting.append(target)
        return False

    @cached_property
    def entries(self) -> Mapping[str, Lifecycle]:
        """The stages where records come in, by id, with the lifecycle that says so."""
        found: dict[str, Lifecycle] = {}
        for path in self._model.of(Lifecycle):
            for entry in path.entries:
                found.setdefault(bare(entry.stage), path)
        return found

    @cached_property
    def _fallbacks(self) -> frozenset[str]:
        stalled = (stage.stall.to for stage in self._model.of(Stage) if stage.stall and stage.stall.to)
        refused = (self._refused(move.transition) for move in self._journey.moves if self._sends_away(move))
        return frozenset((*(bare(name) for name in stalled), *(one.id for one in refused if one)))

    def _sends_away(self, move: Move) -> bool:
        refused = self._refused(move.transition)
        return refused is not None and refused.id != move.source.id

    def is_start(self, stage: Stage) -> bool:
        """Tell whether a stage needs no move into it: an entry, a date, a clock or a refusal brings records."""
        return stage.id in self.entries or stage.entry_at is not None or stage.id in self._fallbacks

    def is_walked(self, path: Lifecycle) -> bool:
        """Tell whether the moves of a lifecycle are described at all: a way enters or leaves one of its stages."""
        return path.id in self._walked

    @cached_property
    def _walked(self) -> frozenset[str]:
        used = {source for source, targets in self._out.items() if targets} | self._into.keys()
        paths = self._model.of(Lifecycle)
        return frozenset(path.id for path in paths if any(one.id in used for one in self._journey.stages(path)))

    def says_how_records_come(self, path: Lifecycle) -> bool:
        """Tell whether a lifecycle declares its entries, or its first stage is fed by another lifecycle."""
        if path.entries:
            return True
        absence = path.absences.get("entries")
        stages = self._journey.stages(path)
        if (absence and absence.why is not Why.NONE) or not stages:
            return False
        own = {stage.id for stage in stages}
        moves = self._journey.moves_in(stages[0])
        return any(move.source.id not in own and not move.transition.kind.is_return for move in moves)

    @cached_property
    def traps(self) -> tuple[tuple[Stage, ...], ...]:
        """The groups of two or more stages in which records go round for ever, at least one of them open."""
        groups = self._groups(stage for stage in self._model.of(Stage) if stage.id not in self._ending)
        return tuple(
            group
            for group in groups
            if len(group) > 1
            and any(stage.is_open for stage in group)
            and not any(is_draft(stage) for stage in group)
            and self._ends_within(group)
        )

    @cached_property
    def _ending(self) -> frozenset[str]:
        """The ids of the stages from which some way comes to an end: where records rest, or where nothing leads on."""
        stages = {stage.id: stage for stage in self._model.of(Stage)}
        waiting = [name for name, stage in stages.items() if stage.type not in WAITING or not self._out[name]]
        seen = set(waiting)
        while waiting:
            for source in self.into(stages[waiting.pop()]):
                if source.id not in seen:
                    seen.add(source.id)
                    waiting.append(source.id)
        return frozenset(seen)

    def _ends_within(self, group: tuple[Stage, ...]) -> bool:
        own = {stage.id for stage in group}
        return all(target in own for stage in group for target in self._out[stage.id])

    @cached_property
    def unreached(self) -> tuple[tuple[Stage, ...], ...]:
        """The stages that no record can get to, without those that only wait for another of them.

        Stages that lead only to each other are one group. A stage counts as reached where its lifecycle does not say
        how records come in, or nothing at all moves in it.
        """
        reached = self._reached()
        groups = self._groups(stage for stage in self._model.of(Stage) if stage.id not in reached)
        return tuple(group for group in groups if self._comes_from_within(group))

    def _comes_from_within(self, group: tuple[Stage, ...]) -> bool:
        own = {stage.id for stage in group}
        return all(source.id in own for stage in group for source in self.into(stage))

    def _reached(self) -> set[str]:
        judged = {
            path.id
            for path in self._model.of(Lifecycle)
            if not is_draft(path) and self.is_walked(path) and self.says_how_records_come(path)
        }
        seen = {stage.id for stage in self._model.of(Stage) if self._is_given(stage, judged)}
        waiting = list(seen)
        while waiting:
            for target in self._out[waiting.pop()]:
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return seen

    def _is_given(self, stage: Stage, judged: set[str]) -> bool:
        paths = self._journey.lifecycles(stage)
        return self.is_start(stage) or is_draft(stage) or not paths or any(path.id not in judged for path in paths)

    def _groups(self, stages: Iterable[Stage]) -> tuple[tuple[Stage, ...], ...]:
        """Return stages grouped by mutual reach, in the order of lifecycles inside a group and by id among groups."""
        inside = {stage.id: stage for stage in stages}
        ways = {name: [other for other in self._out[name] if other in inside] for name in inside}
        found = [tuple(sorted((inside[name] for name in group), key=self._place)) for group in circles(ways)]
        return tuple(sorted(found, key=lambda group: group[0].id))

    def _place(self, stage: Stage) -> tuple[int, str]:
        return self._places.get(stage.id, len(self._places)), stage.id

    @cached_property
    def _places(self) -> Mapping[str, int]:
        names = (stage.id for path in self._model.of(Lifecycle) for stage in self._journey.stages(path))
        return {name: place for place, name in enumerate(dict.fromkeys(names))}


def _names_a_way(path: str) -> bool:
    """Tell whether a document path such as `stages.new.stall.to` or `lifecycles.a.stages[2]` names where a way goes."""
    parts = [part.partition("[")[0] for part in path.split(".")]
    return len(parts) > 2 and parts[2] in _FIELDS and parts[-1] in _ENDS
