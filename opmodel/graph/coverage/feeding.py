"""Which stages a routing brings records to, and who is there to take them."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from opmodel.expressions import Expression, Impossible, all_of, columns_of, possible
from opmodel.expressions.tree import Comparison, Literal, Reference
from opmodel.graph.coverage.table import CoverageTable
from opmodel.graph.journey import Journey, Move
from opmodel.graph.people import People
from opmodel.graph.records import Records
from opmodel.model import Model, is_draft
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.objects import FieldType, Object
from opmodel.model.sections.roles import Level
from opmodel.model.sections.routing import Routing, RoutingRule
from opmodel.model.sections.stages import Stage, StageType
from opmodel.wording import bare

_WORKED = (StageType.OPEN, StageType.HOLDING)


class Feeding:
    """Questions about routings beside stages."""

    def __init__(
        self, model: Model, people: People, journey: Journey, records: Records, coverage: CoverageTable
    ) -> None:
        self._model, self._people, self._journey = model, people, journey
        self._records, self._coverage = records, coverage

    def stages(self, routing: Routing, rule: RoutingRule) -> tuple[Stage, ...]:
        """Return the stages one of which a rule brings records to; none where nothing tells.

        A move with the routing's condition or the rule's clock tells, so does a condition on the stage. Else it is any
        stage of the only lifecycle of the object, where that says how records come in.
        """
        home, clock = bare(routing.object), rule.sla and rule.sla.kpi
        keys = (clock and bare(clock), routing.when and routing.when.tree)
        moves = [move for key in keys if key for move in self._moves.get((home, key), ())]
        if moves:
            return tuple({move.target.id: move.target for move in moves}.values())
        return self._by_condition(routing, rule) or self._any(routing)

    def welcome(self, stage: Stage) -> tuple[str, ...]:
        """Return who takes records in a stage: its owner, whoever covers it, whoever accepts or takes over there."""
        beside = stage.coverage
        named = (beside.responsible, beside.consulted, beside.informed, beside.optional) if beside else ()
        moves = self._journey.moves_in(stage)
        accepting = (name for move in moves if move.transition.accept for name in move.transition.accept.by)
        taking = (move.transition.to_owner for move in moves if move.transition.to_owner)
        rows = (row.role for row in self._coverage.naming(stage) if row.role)
        found = (*self._journey.owners(stage), *(name for names in named for name in names), *accepting, *taking, *rows)
        return tuple(dict.fromkeys(map(bare, found)))

    def is_welcome(self, name: str, stage: Stage) -> bool:
        """Tell whether a role is one of those who take records in a stage, leads one of them or works for one."""
        there, people = self.welcome(stage), self._people
        own = (name, *people.holders(name), *people.members(name))
        if any(people.is_among(one, there) for one in (*own, *people.line(name))):
            return True
        around = (*map(people.members, there), *map(people.holders, there), *map(people.line, there))
        return people.meet(own, (one for names in around for one in names))

    def answers(self, name: str) -> bool:
        """Tell whether whoever gets a record there answers for it: not a program, nor a queue nobody works."""
        role = self._people.role(name)
        if role is None or role.level is Level.AUTOMATION:
            return False
        return role.level not in (Level.QUEUE, Level.POOL) or bool(role.held_by)

    @cached_property
    def _paths(self) -> Mapping[str, tuple[Lifecycle, ...]]:
        found: dict[str, list[Lifecycle]] = {}
        for path in self._model.of(Lifecycle):
            if not is_draft(path):
                found.setdefault(bare(path.object), []).append(path)
        return {name: tuple(paths) for name, paths in found.items()}

    @cached_property
    def _moves(self) -> Mapping[tuple[str, str | Expression], tuple[Move, ...]]:
        """The moves out of the stages of each object, by the KPI of their clock and by their condition."""
        found: dict[tuple[str, str | Expression], list[Move]] = {}
        for move in self._journey.moves:
            clock, when = move.transition.sla, move.transition.when
            keys = (clock and clock.kpi and bare(clock.kpi), when and when.tree)
            for home in dict.fromkeys(bare(path.object) for path in self._journey.lifecycles(move.source)):
                for key in keys:
                    if key:
                        found.setdefault((home, key), []).append(move)
        return {key: tuple(moves) for key, moves in found.items()}

    def _by_condition(self, routing: Routing, rule: RoutingRule) -> tuple[Stage, ...]:
        """Return the stages that the conditions leave, with those that records go to from there."""
        conditions = tuple(one.tree for one in (routing.when, rule.when) if one and one.tree)
        column = next((name for one in conditions for name in self._stage_columns(routing, one)), "")
        stages = [stage for path in self._paths.get(bare(routing.object), ()) for stage in self._journey.stages(path)]
        if not column or not self._records.can_judge(routing.object, conditions):
            return ()
        left = [stage for stage in stages if self._can_be(stage, column, conditions, routing.object)]
        if len(left) == len(stages):
            return ()
        after = [move.target for stage in left for move in self._journey.moves_out(stage)]
        return tuple({one.id: one for one in (*left, *after) if one.type in _WORKED}.values())

    def _stage_columns(self, routing: Routing, condition: Expression) -> Iterator[str]:
        home = self._model.get(Object, routing.object)
        own = {field.id for field in (home.fields if home else ()) if field.type is FieldType.STAGE}
        return (one.name for one in columns_of(condition) if one.name in own)

    def _can_be(self, stage: Stage, column: str, conditions: tuple[Expression, ...], home: str) -> bool:
        there = Comparison(0, 0, "=", Reference(0, 0, (column,)), Literal(0, 0, stage.id))
        return not isinstance(possible(all_of((there, *conditions)), self._records.columns(home)), Impossible)

    def _any(self, routing: Routing) -> tuple[Stage, ...]:
        """Return where records may wait of the only lifecycle of an object, if it says how they come in.

        Where its stages lead is one of them too: a lead may be somebody's who works it as an opportunity.
        """
        paths = self._paths.get(bare(routing.object), ())
        if len(paths) != 1 or not paths[0].entries:
            return ()
        stages = self._journey.stages(paths[0])
        onward = [move.target for stage in stages for move in self._journey.moves_out(stage)]
        return tuple({one.id: one for one in (*stages, *onward) if one.type in _WORKED}.values())
