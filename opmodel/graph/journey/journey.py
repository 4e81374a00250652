"""What moves where: stages, moves between them, and handoffs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from opmodel.graph.people import People
from opmodel.model import Model, Why, is_draft
from opmodel.model.sections.coverage import Coverage, Involvement
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.objects import Object
from opmodel.model.sections.stages import Stage, StageType
from opmodel.model.sections.transitions import ANY, Kind, Transition
from opmodel.wording import bare, with_article

_HANDED = frozenset(("accept", "sla", "payload", "from_owner", "to_owner"))
"""What a transition may say about a handoff."""
MOST_MOVES = 50_000
"""Ways between stages that are followed; a company has hundreds, and lists or `any` at both ends multiply."""


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a stage to another; a transition with a list of stages is several moves."""

    transition: Transition
    source: Stage
    target: Stage


@dataclass(frozen=True, slots=True)
class Handoff:
    """A move whose receiver is another role than its giver.

    It leads to an open stage, or to a won one where the transition is declared as a handoff that somebody accepts.
    `givers` and `receivers` are role ids (a function's lead for a function); `inside` tells that it stays in one
    stage, where only acceptance and payload are judged.
    """

    move: Move
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    inside: bool

    @property
    def transition(self) -> Transition:
        """The transition as declared."""
        return self.move.transition


class Journey:
    """Questions about stages and moves."""

    def __init__(self, model: Model, people: People) -> None:
        self._model, self._people = model, people
        self._stages: dict[str, tuple[Stage, ...]] = {}

    @cached_property
    def _paths(self) -> Mapping[str, tuple[Lifecycle, ...]]:
        found: dict[str, list[Lifecycle]] = {}
        for path in self._model.of(Lifecycle):
            for stage in path.stages:
                found.setdefault(bare(stage), []).append(path)
        return {stage: tuple(paths) for stage, paths in found.items()}

    def lifecycles(self, stage: Stage) -> tuple[Lifecycle, ...]:
        """Return the lifecycles that hold a stage."""
        return self._paths.get(stage.id, ())

    def stages(self, path: Lifecycle) -> tuple[Stage, ...]:
        """Return the stages of a lifecycle in its order, without those that are not declared or not in force."""
        if path.id not in self._stages:
            found = (self._model.get(Stage, name) for name in path.stages)
            self._stages[path.id] = tuple(stage for stage in found if stage)
        return self._stages[path.id]

    def owners(self, stage: Stage) -> tuple[str, ...]:
        """Return who answers for records in a stage: its owner, else its lifecycles', else who covers all of them."""
        absence = stage.absences.get("owner")
        if stage.owner or (absence and absence.why is not Why.NONE):
            return stage.owner
        homes = () if absence else self.lifecycles(stage)
        return tuple(dict.fromkeys(owner for path in homes for owner in path.owner)) or self._covering.get(stage.id, ())

    @cached_property
    def _covering(self) -> Mapping[str, tuple[str, ...]]:
        """The one role that the coverage makes accountable for every record of a stage, by stage."""
        rows: dict[str, list[Coverage]] = {}
        for row in self._model.of(Coverage):
            if row.part is Involvement.ACCOUNTABLE and row.role and not is_draft(row):
                for name in row.stages:
                    rows.setdefault(bare(name), []).append(row)
        return {
            stage: (bare(found[0].role or ""),)
            for stage, found in rows.items()
            if not any(row.when or row.scope for row in found) and len({bare(row.role or "") for row in found}) == 1
        }

    def is_owned(self, stage: Stage) -> bool:
        """Tell whether somebody answers for records in a stage; for those in a draft nobody does yet."""
        return not is_draft(stage) and bool(self.owners(stage))

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every way from one stage to another, forbidden ones left out, in the order of the transitions' ids."""
        return tuple(move for moves in self._followed.values() for move in moves if not move.transition.forbidden)

    @cached_property
    def barred(self) -> tuple[Move, ...]:
        """Every way that is declared as one that must not be taken."""
        return tuple(move for moves in self._followed.values() for move in moves if move.transition.forbidden)

    @cached_property
    def not_followed(self) -> tuple[Transition, ...]:
        """The transitions, from one on in the order of ids, whose moves would be more than `MOST_MOVES` in all."""
        return tuple(one for one in self._model.of(Transition) if one.id not in self._followed)

    def expand(self, transition: Transition) -> tuple[Move, ...]:
        """Return the moves a transition stands for; one that is forbidden or not followed stands for none."""
        return () if transition.forbidden else self.written(transition)

    def written(self, transition: Transition) -> tuple[Move, ...]:
        """Return the moves a transition speaks about, those that it forbids included."""
        return self._followed.get(transition.id, ())

    @cached_property
    def _followed(self) -> Mapping[str, tuple[Move, ...]]:
        """The moves by transition, as far as the budget goes."""
        left = MOST_MOVES
        found: dict[str, tuple[Move, ...]] = {}
        for transition in self._model.of(Transition):
            moves = tuple(islice(self._between(transition), left + 1))
            if len(moves) > left:
                break
            left -= len(moves)
            found[transition.id] = moves
        return found

    def _between(self, transition: Transition) -> Iterator[Move]:
        sources = self._ends(transition.from_, transition.to)
        targets = self._ends(transition.to, transition.from_)
        same = (transition.from_ == transition.to) and ANY not in transition.from_
        for source, target in product(sources, targets):
            if same or source.id != target.id or len(sources) == len(targets) == 1:
                yield Move(transition, source, target)

    def _ends(self, names: tuple[str, ...], others: tuple[str, ...]) -> tuple[Stage, ...]:
        """Return the stages of one end; `any` means the open ones of the other end's lifecycles."""
        named = [stage for name in names if (stage := self._model.get(Stage, name))]
        if ANY not in names:
            return tuple(named)
        far = [stage for name in others if (stage := self._model.get(Stage, name))]
        paths = dict.fromkeys(path for stage in far for path in self.lifecycles(stage))
        open_stages = (stage for path in paths for stage in self.stages(path) if stage.is_open)
        return tuple(dict.fromkeys((*open_stages, *named)))

    @cached_property
    def _out(self) -> Mapping[str, tuple[Move, ...]]:
        found: dict[str, list[Move]] = {}
        for move in self.moves:
            found.setdefault(move.source.id, []).append(move)
        return {stage: tuple(moves) for stage, moves in found.items()}

    @cached_property
    def _in(self) -> Mapping[str, tuple[Move, ...]]:
        found: dict[str, list[Move]] = {}
        for move in self.moves:
            found.setdefault(move.target.id, []).append(move)
        return {stage: tuple(moves) for stage, moves in found.items()}

    def moves_out(self, stage: Stage) -> tuple[Move, ...]:
        """Return the moves that leave a stage for another."""
        return tuple(move for move in self._out.get(stage.id, ()) if move.target.id != stage.id)

    def moves_in(self, stage: Stage) -> tuple[Move, ...]:
        """Return the moves that enter a stage from another."""
        return tuple(move for move in self._in.get(stage.id, ()) if move.source.id != stage.id)

    @cached_property
    def handoffs(self) -> tuple[Handoff, ...]:
        """Every move to people who are not those who have the record now."""
        found = (self._handoff(move) for move in self.moves)
        return tuple(handoff for handoff in found if handoff)

    @cached_property
    def _by_transition(self) -> Mapping[str, tuple[Handoff, ...]]:
        found: dict[str, list[Handoff]] = {}
        for handoff in self.handoffs:
            if not (is_draft(handoff.move.source) or is_draft(handoff.move.target)):
                found.setdefault(handoff.transition.id, []).append(handoff)
        return {
            transition: tuple(sorted(handoffs, key=lambda handoff: not self.crosses_functions(handoff)))
            for transition, handoffs in found.items()
        }

    def handoffs_of(self, transition: Transition) -> tuple[Handoff, ...]:
        """Return the handoffs among a transition's moves, those between functions first; drafts of stages have none."""
        return self._by_transition.get(transition.id, ())

    def is_bare(self, transition: Transition) -> bool:
        """Tell whether a transition says nothing about who takes over, how fast and with what."""
        written = (
            transition.accept,
            transition.sla,
            transition.payload,
            transition.from_owner,
            transition.to_owner,
        )
        return not any(written) and not _HANDED & transition.absences.keys()

    def a_record(self, stage: Stage) -> str:
        """Name a record in a stage: `an opportunity`, or `a record` where no lifecycle tells."""
        return with_article(self.record(stage))

    def record(self, stage: Stage) -> str:
        """Return what people call a record in a stage: `lead`, or `record` where no lifecycle tells."""
        names = stage.objects((), self._model)
        if len(names) != 1:
            return "record"
        thing = self._model.get(Object, names[0])
        return (thing and thing.name) or names[0].replace("_", " ")

    def _handoff(self, move: Move) -> Handoff | None:
        transition = move.transition
        inside = bool(transition.from_owner or transition.to_owner) and move.source.id == move.target.id
        givers, receivers = self.givers(move), self.receivers(move)
        if not inside and not (self._goes_on(move) and receivers and not self._stays(givers, receivers, transition)):
            return None
        if not all(self._people.is_known(one) and self._people.is_people(one) for one in receivers):
            return None
        return Handoff(move, self._held(givers), self._held(receivers), inside)

    def givers(self, move: Move) -> tuple[str, ...]:
        """Return who has a record before a move: written, else who answers for its stage.

        Nobody works a record that is not open; where nobody answers for it either it is whoever makes the move.
        """
        if move.transition.from_owner:
            return (move.transition.from_owner,)
        return self.owners(move.source) or (move.transition.by if not move.source.is_open else ())

    def receivers(self, move: Move) -> tuple[str, ...]:
        """Return who has a record after a move: written, else who answers for its stage.

        One that is won goes to whoever accepts it in a declared handoff.
        """
        if move.transition.to_owner:
            return (move.transition.to_owner,)
        accept = move.transition.accept if self._is_accepted_when_won(move) else None
        return (accept and accept.by) or self.owners(move.target)

    def _goes_on(self, move: Move) -> bool:
        """Tell whether people work on with a record after a move."""
        return move.target.is_open or self._is_accepted_when_won(move)

    def _is_accepted_when_won(self, move: Move) -> bool:
        transition = move.transition
        return move.target.type is StageType.WON and transition.kind is Kind.HANDOFF and bool(transition.accept)

    def _stays(self, givers: tuple[str, ...], receivers: tuple[str, ...], transition: Transition) -> bool:
        """Tell whether the record stays with the same people; without a giver the declared kind decides.

        Whoever takes a record up again by their own hand is handed nothing.
        """
        if not givers:
            return transition.kind is not Kind.HANDOFF
        if transition.kind is Kind.REOPEN and transition.by:
            givers = (*givers, *transition.by)
        working = [holder for giver in givers for holder in (giver, *self._people.keepers(giver))]
        return any(self._people.is_among(giver, receivers) for giver in working)

    def _held(self, names: tuple[str, ...]) -> tuple[str, ...]:
        roles = (self._people.role(name) for name in names)
        return tuple(role.id if role else name for role, name in zip(roles, names, strict=True))

    def crosses_functions(self, handoff: Handoff) -> bool:
        """Tell whether giver and receiver work in different functions; unknown functions count as one."""
        givers = {self._people.function(giver) for giver in handoff.givers} - {""}
        receivers = {self._people.function(receiver) for receiver in handoff.receivers} - {""}
        return bool(givers and receivers and givers.isdisjoint(receivers))
