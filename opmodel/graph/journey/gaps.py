"""Stages that stand in the order of a lifecycle while no move joins them to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.expressions import Expression
from opmodel.expressions.tree import Comparison, Literal, Membership, Reference, walk
from opmodel.graph.journey.journey import Journey
from opmodel.graph.journey.ways import WAITING, Ways
from opmodel.model import Model, is_draft
from opmodel.model.sections.crediting import Crediting
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.objects import FieldType, Object
from opmodel.model.sections.routing import Routing
from opmodel.model.sections.stages import Stage, StageType
from opmodel.wording import bare

_GOOD = (StageType.WON, StageType.CONVERTED, StageType.DONE)
_ONWARD = (StageType.OPEN, *_GOOD)
_FAR = 1 << 60
"""A place behind every stage of a lifecycle: another lifecycle."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An open or holding stage that no move joins to its lifecycle.

    `before` is the open stage before it where nothing earlier leads into the stage, and `broken_off` tells that this
    one leads nowhere further either. `after` is the open stage behind it, for the last one the good end, where the
    stage leads to nothing later.
    Without both no move touches the stage at all, although something else uses it.
    """

    stage: Stage
    path: Lifecycle | None = None
    before: Stage | None = None
    after: Stage | None = None
    broken_off: bool = False


class Gaps:
    """Finds the gaps of a model; a detour through open stages joins as well as a direct move does."""

    def __init__(self, model: Model, journey: Journey, ways: Ways) -> None:
        self._model, self._journey, self._ways = model, journey, ways

    @cached_property
    def found(self) -> Mapping[str, Gap]:
        """The gaps by the id of their stage, in the order of lifecycles; none where ways may be unread."""
        gaps: dict[str, Gap] = {}
        if not self._ways.whole:
            return gaps
        for path in self._model.of(Lifecycle):
            if not is_draft(path) and self._ways.is_walked(path):
                for gap in _Line(path, self._journey, self._ways).gaps():
                    gaps.setdefault(gap.stage.id, gap)
        for stage in self._model.of(Stage):
            if stage.id not in gaps and self._is_used(stage) and not self._is_touched(stage):
                gaps[stage.id] = Gap(stage)
        return gaps

    def _is_used(self, stage: Stage) -> bool:
        live = stage.type in WAITING and not is_draft(stage)
        return live and bool(self.use(stage))

    def use(self, stage: Stage) -> str:
        """Return what counts on records in a stage, as half a sentence about it; empty without any."""
        entry = self._ways.entries.get(stage.id)
        if entry:
            return f"is an entry of lifecycle '{entry.id}'"
        if stage.sla is not None:
            return "has a time limit (`sla`)"
        credited = self._model.holders(Crediting, stage.ref)
        if credited:
            return f"is credited by crediting '{credited[0].id}'"
        routing = self._routed.get(stage.id)
        return f"is named by routing '{routing}'" if routing else ""

    @cached_property
    def _routed(self) -> Mapping[str, str]:
        """The stages that conditions of routings name, by id, with the routing."""
        found: dict[str, str] = {}
        for routing in self._model.of(Routing):
            home = self._model.get(Object, routing.object)
            columns = {one.id for one in home.fields if one.type is FieldType.STAGE} if home else set()
            for condition in (routing.when, *(one.when for one in routing.rules)):
                for name in _texts(condition.tree, columns) if condition and condition.tree else ():
                    stage = self._model.get(Stage, name)
                    if stage and bare(routing.object) in map(bare, stage.objects((), self._model)):
                        found.setdefault(stage.id, routing.id)
        return found

    def _is_touched(self, stage: Stage) -> bool:
        return bool(self._ways.out(stage) or self._ways.into(stage))

    @cached_property
    def without_way_out(self) -> frozenset[str]:
        """The ids of stages whose missing way out is the same missing move as a gap."""
        found = {gap.stage.id for gap in self.found.values()}
        found |= {gap.before.id for gap in self.found.values() if gap.before and gap.broken_off}
        return frozenset(found)

    @cached_property
    def without_way_in(self) -> frozenset[str]:
        """The ids of stages whose missing way in is the same missing move as a gap."""
        return frozenset(gap.stage.id for gap in self.found.values() if gap.before or not gap.after)

    @cached_property
    def dead_ends(self) -> tuple[Stage, ...]:
        """The open stages in use that nothing leads out of, without those whose way out is the move of a gap."""
        if not self._ways.whole:
            return ()
        return tuple(
            stage
            for stage in self._model.of(Stage)
            if stage.is_open
            and not self._ways.out(stage)
            and stage.id not in self.without_way_out
            and (self._ways.into(stage) or any(map(self._ways.is_walked, self._journey.lifecycles(stage))))
        )

    @cached_property
    def _stuck(self) -> frozenset[str]:
        """The lifecycles in which records cannot get out of some stage."""
        trapped = (stage for group in self._ways.traps for stage in group)
        stages = [stage for stage in (*self.dead_ends, *trapped) if not is_draft(stage)]
        return frozenset(path.id for stage in stages for path in self._journey.lifecycles(stage))

    @cached_property
    def ends_missed(self) -> Mapping[str, tuple[Stage, ...]]:
        """By lifecycle the ends that nothing leads to while records are stuck in it: the same missing moves."""
        found: dict[str, list[Stage]] = {}
        for group in self._ways.unreached if self._ways.whole else ():
            for path in self._journey.lifecycles(group[0]):
                if group[0].type not in WAITING and len(group) == 1 and path.id in self._stuck:
                    found.setdefault(path.id, []).append(group[0])
        return {path: tuple(stages) for path, stages in found.items()}


def _texts(condition: Expression, columns: set[str]) -> Iterator[str]:
    """Yield the texts that a condition compares with some columns."""
    for part in walk(condition):
        if isinstance(part, Comparison | Membership):
            below = tuple(walk(part))
            if any(isinstance(one, Reference) and one.path[-1] in columns for one in below):
                yield from (one.value for one in below if isinstance(one, Literal) and isinstance(one.value, str))


class _Line:
    """One lifecycle as an order of stages."""

    def __init__(self, path: Lifecycle, journey: Journey, ways: Ways) -> None:
        self._path, self._ways = path, ways
        self._stages = tuple(dict.fromkeys(journey.stages(path)))
        self._place = {stage.id: place for place, stage in enumerate(self._stages)}
        self._open = tuple(stage for stage in self._stages if stage.is_open and not is_draft(stage))

    def gaps(self) -> Iterator[Gap]:
        """Yield the gaps, one per stage; a missing move between two neighbours is the gap of the later one."""
        unled, unentered = self._unled(), self._unentered()
        for number, stage in enumerate(self._open):
            before = self._open[number - 1] if number else None
            after = self._open[number + 1] if number + 1 < len(self._open) else self._missed_end(stage)
            into = stage.id in unentered and before is not None
            on = stage.id in unled and after is not None and after.id not in unentered
            if into or on:
                broken_off = bool(into and before and before.id in unled)
                yield Gap(stage, self._path, before if into else None, after if on else None, broken_off)

    def _missed_end(self, last: Stage) -> Stage | None:
        """Return the good end that other stages lead to and the last one does not, although it leads to a bad one."""
        place = self._place[last.id]
        ends = [stage for stage in self._stages[place + 1 :] if stage.type in _GOOD and self._ways.into(stage)]
        only_lost = any(target.type not in (*_ONWARD, StageType.HOLDING) for target in self._ways.out(last))
        return ends[0] if ends and only_lost else None

    def _unled(self) -> set[str]:
        """Return the open stages from which no later stage of the lifecycle, and no other lifecycle, is reached."""
        direct: dict[str, int] = {}
        sources: dict[str, list[str]] = {}
        for stage in self._stages:
            if stage.is_open:
                targets = self._ways.out(stage)
                direct[stage.id] = max((self._reach(target) for target in targets), default=-1)
                for target in targets:
                    sources.setdefault(target.id, []).append(stage.id)
        furthest = _spread(direct, sources)
        return {stage.id for stage in self._open if furthest[stage.id] <= self._place[stage.id]}

    def _reach(self, target: Stage) -> int:
        """Return how far a way to a stage leads on; being lost or set aside leads nowhere."""
        if target.id not in self._place:
            return _FAR if target.type in _ONWARD else -1
        place = self._place[target.id]
        passing = target.type is StageType.HOLDING and bool(self._open) and place < self._place[self._open[-1].id]
        return place if target.type in _ONWARD or passing else -1

    def _unentered(self) -> set[str]:
        """Return the open stages that no earlier stage, entry or other lifecycle leads to, where entries are known."""
        if not self._ways.says_how_records_come(self._path):
            return set()
        reached = self._reached()
        return {stage.id for stage in self._open if stage.id not in reached and not self._leads_in(stage)}

    def _reached(self) -> set[str]:
        starts = [stage for stage in self._stages if self._ways.is_start(stage) or self._comes_from_outside(stage)]
        waiting = [*self._stages[:1], *starts]
        seen = {stage.id for stage in waiting}
        while waiting:
            for target in self._ways.out(waiting.pop()):
                if target.id not in seen and target.id in self._place and target.type in WAITING:
                    seen.add(target.id)
                    waiting.append(target)
        return seen

    def _comes_from_outside(self, stage: Stage) -> bool:
        return any(source.id not in self._place for source in self._ways.into(stage))

    def _leads_in(self, stage: Stage) -> bool:
        place = self._place[stage.id]
        return any(self._place.get(source.id, -1) < place for source in self._ways.into(stage))


def _spread(direct: Mapping[str, int], sources: Mapping[str, list[str]]) -> dict[str, int]:
    """Return the largest number among all nodes reached from each node, its own included."""
    best: dict[str, int] = {}
    for node in sorted(direct, key=lambda name: -direct[name]):
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if one not in best:
                best[one] = direct[node]
                waiting += sources.get(one, ())
    return best
