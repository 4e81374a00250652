"""Where conditions place a record, they place it in one stage."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Expression, Found, Reference, all_of, both, negated
from opmodel.finding import Severity
from opmodel.model import Where, is_draft
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.objects import FieldType, Object
from opmodel.model.sections.stages import Stage
from opmodel.wording import bare

_PAIRS = 200
"""Pairs compared for one lifecycle and kind of condition; a lifecycle of twenty stages has 190."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A condition by which records belong into a stage, and where it is written."""

    stage: Stage
    condition: Expression
    where: Where


@rule(Severity.ERROR, needs=("stages.entry",))
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of open stages of one lifecycle that claim the same record."""
    context.look(Stage)
    for path in context.look(Lifecycle):
        lifecycle = _Path(path, context)
        yield from lifecycle.entries()
        yield from lifecycle.moves()
        yield from lifecycle.meanings()
        yield from lifecycle.gates()


class _Path:
    """The open stages of one lifecycle and the conditions that place records in them."""

    def __init__(self, path: Lifecycle, context: Context) -> None:
        self._path, self._context = path, context
        self._columns = context.graph.records.columns(path.object)
        stages = context.graph.journey.stages(path)
        self._stages = {stage.id: stage for stage in stages if stage.is_open and not is_draft(stage)}
        self._places = {name: place for place, name in enumerate(self._stages)}

    def entries(self) -> Iterator[Problem]:
        """Yield pairs of entries that both let a record in."""
        claims = []
        for number, entry in enumerate(self._path.entries):
            stage = self._stages.get(bare(entry.stage))
            if stage and entry.when and entry.when.tree:
                claims += self._claims(stage, entry.when.tree, self._path.where("entries", number, "when"))
        for one, other, who in self._overlaps(claims):
            text = (
                f"lifecycle '{self._path.id}' lets {who} in at stage '{one.stage.id}' and at stage '{other.stage.id}'"
            )
            yield self._problem(one, other, text, "entry")

    def moves(self) -> Iterator[Problem]:
        """Yield pairs of moves that happen by themselves and take a record to two stages."""
        journey = self._context.graph.journey
        for stage in self._stages.values():
            claims = []
            for move in sorted(journey.moves_out(stage), key=lambda move: self._place(move.target)):
                when, target = move.transition.when, self._stages.get(move.target.id)
                by_itself = move.transition.kind.is_by_itself and not is_draft(move.transition)
                if target and by_itself and when and when.tree:
                    claims += self._claims(target, when.tree, move.transition.where("when"))
            for one, other, who in self._overlaps(claims):
                if self._meet_again(one, other):
                    continue
                text = (
                    f"stage '{stage.id}' sends {who} to stage '{one.stage.id}' and to stage '{other.stage.id}', "
                    "both by itself"
                )
                yield self._problem(one, other, text, f"move {stage.id}")

    def meanings(self) -> Iterator[Problem]:
        """Yield pairs of stages whose definitions divide records and yet both take one."""
        claims = [
            _Claim(stage, _meaning(stage.definition), stage.where("definition"))
            for stage in self._stages.values()
            if stage.definition
        ]
        for one, other, who in self._overlaps(claims, divided=True):
            text = f"stage '{other.stage.id}' is defined to hold {who}, and so is stage '{one.stage.id}'"
            yield self._problem(one, other, text, "definition")

    def gates(self) -> Iterator[Problem]:
        """Yield pairs of stages whose entry conditions divide records and yet both take one."""
        claims = [
            _Claim(stage, gate, stage.where("entry")) for stage in self._stages.values() if (gate := _gate(stage))
        ]
        for one, other, who in self._overlaps(claims, divided=True):
            text = f"stage '{other.stage.id}' takes in {who}, and so does stage '{one.stage.id}'"
            follow = self._follow_each_other(one.stage, other.stage)
            yield self._problem(one, other, text, "gate", Severity.WARNING if follow else None)

    def _claims(self, stage: Stage, condition: Expression, where: Where) -> list[_Claim]:
        """Return the claim of a condition, narrowed by the stage's gate; none where the gate is not known."""
        gate = _gate(stage)
        if self._context.is_unsure(stage) or (stage.entry and stage.entry.minimum and not gate):
            return []
        return [_Claim(stage, all_of((condition, gate)) if gate else condition, where)]

    def _overlaps(self, claims: list[_Claim], *, divided: bool = False) -> Iterator[tuple[_Claim, _Claim, str]]:
        """Yield pairs of claims on different stages with the record that both claim."""
        if len(claims) < 2:
            return
        records, home = self._context.graph.records, self._path.object
        fitting = [claim for claim in claims if records.can_judge(home, [claim.condition])]
        named = [(claim, records.behind(home, claim.condition)) for claim in fitting]
        sound = [(claim, names) for claim, names in named if names and not (divided and names & self._stage_columns)]
        self._context.judge(claim.stage for claim, _ in sound if len(sound) > 1)
        for (one, names), (other, others) in islice(combinations(sound, 2), _PAIRS):
            if one.stage.id == other.stage.id or (divided and not (names == others and self._divide(one, other))):
                continue
            found = both(one.condition, other.condition, self._columns, self._given(one, other))
            if isinstance(found, Found):
                yield one, other, records.one(home, found.witness)

    def _divide(self, one: _Claim, other: _Claim) -> bool:
        """Tell whether each of two conditions leaves out records of the other: they cut, and do not build up."""
        given = self._given(one, other)
        return all(
            isinstance(both(first.condition, negated(second.condition), self._columns, given), Found)
            for first, second in ((one, other), (other, one))
        )

    def _given(self, *claims: _Claim) -> tuple[Expression, ...]:
        """Return what holds for every record of the lifecycle."""
        when = self._path.when.tree if self._path.when else None
        own = (when,) if when and self._context.graph.records.can_judge(self._path.object, [when]) else ()
        conditions = (*own, *(claim.condition for claim in claims))
        return (*own, *self._context.graph.records.usual(self._path.object, conditions))

    @cached_property
    def _stage_columns(self) -> frozenset[str]:
        """The columns that hold the stage itself: a condition on one of them asks where the record is already."""
        thing = self._context.model.get(Object, self._path.object)
        return frozenset(field.id for field in (thing.fields if thing else ()) if field.type is FieldType.STAGE)

    def _place(self, stage: Stage) -> int:
        return self._places.get(stage.id, -1)

    def _follow_each_other(self, one: Stage, other: Stage) -> bool:
        out = self._context.graph.ways.out
        return other in out(one) or one in out(other)

    def _meet_again(self, one: _Claim, other: _Claim) -> bool:
        """Tell whether either move is also there for records that took the other first, so that order is the same."""
        moves = self._context.graph.journey.moves_out
        return any(
            move.target.id == last.stage.id and move.transition.ref == last.where.entity
            for first, last in ((one, other), (other, one))
            for move in moves(first.stage)
        )

    def _problem(self, one: _Claim, other: _Claim, text: str, source: str, severity: Severity | None = None) -> Problem:
        return Problem(
            other.where,
            text,
            "change one of the two conditions so that no record meets both",
            notes=((one.where, f"stage '{one.stage.id}' claims it here"),),
            severity=severity,
            discriminator=" ".join((source, self._path.id, *sorted((one.stage.id, other.stage.id)))),
        )


def _meaning(name: str) -> Expression:
    return Reference(0, 0, (bare(name),), asked=True)


def _gate(stage: Stage) -> Expression | None:
    """Return what must hold at least to come in; None without a gate, or where a part of it is only words."""
    parts: list[Expression] = []
    for requirement in stage.entry.minimum if stage.entry else ():
        if requirement.uses:
            parts.append(_meaning(requirement.uses))
        elif requirement.test and requirement.test.tree:
            parts.append(requirement.test.tree)
        else:
            return None
    return all_of(tuple(parts)) if parts else None
