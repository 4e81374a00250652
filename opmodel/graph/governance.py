"""Who decides what, whom a decision binds, and where it goes when nobody decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from opmodel.graph.journey import Journey
from opmodel.graph.people import People
from opmodel.model import Entity, Model, is_draft
from opmodel.model.sections.cadences import Cadence
from opmodel.model.sections.crediting import Crediting
from opmodel.model.sections.decisions import Decision
from opmodel.model.sections.escalations import Escalation
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.roles import Level, Role
from opmodel.model.sections.stages import Side, Stage, StageType
from opmodel.model.sections.statuses import Status
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare

_WAITING: tuple[type[Entity], ...] = (Transition, Lifecycle, Kpi, Crediting, Cadence)
"""Sections whose entities name a decision that they need."""


@dataclass(frozen=True, slots=True)
class Sponsorship:
    """How an owner stands to the functions that meet customers.

    `left` are the roles that the owner does not lead, by function. `above` is the nearest role that leads the owner and
    all of them. Without it, `heads` are the different roles at whose heads their reporting lines end.
    """

    left: Mapping[str, tuple[str, ...]]
    above: str
    heads: tuple[str, ...]


class Governance:
    """Questions about decisions and escalations."""

    def __init__(self, model: Model, people: People, journey: Journey) -> None:
        self._model, self._people, self._journey = model, people, journey

    def meetings(self, decision: Decision) -> tuple[Cadence, ...]:
        """Return the meetings that take a decision."""
        return tuple(one for one in self._model.holders(Cadence, decision.ref) if not is_draft(one))

    def is_present(self, name: str, meeting: Cadence) -> bool:
        """Tell whether somebody sits in a meeting who is a role, leads it, works for it or in the same function."""
        people, there = self._people, (*meeting.chair, *meeting.attendees)
        own = {*people.line(name), people.function(name)} - {""}
        return people.is_among(name, people.working(there)) or any(
            bare(one) in own or people.function(one) in own or bare(name) in people.line(one) for one in there
        )

    def waiting_for(self, decision: Decision) -> tuple[Entity, ...]:
        """Return what names a decision as one that it needs: moves, limits, credit, meetings."""
        return tuple(one for kind in _WAITING for one in self._model.holders(kind, decision.ref))

    def ruled_out(self, decision: Decision, name: str) -> str:
        """Return the role that must not decide and that a name is, or is a kind of."""
        kinds = self._people.kinds(name)
        return next((one for one in decision.not_ if bare(one) in kinds), "")

    def asked(self, target: str) -> tuple[str, ...]:
        """Return the ids of who is asked in turn by an escalation; a role is asked alone."""
        ladder = self._model.get(Escalation, target)
        if ladder is None:
            return (bare(target),)
        steps = tuple(bare(step.role) for step in ladder.steps)
        last = (bare(ladder.ends_with),) if ladder.ends_with else ()
        return steps if steps[-1:] == last else (*steps, *last)

    def returns_to(self, ladder: Escalation) -> int | None:
        """Return the place among those asked of the first that was asked before and had let go."""
        asked = self.asked(ladder.ref)
        places = (at for at in range(2, len(asked)) if asked[at] in asked[: at - 1] and asked[at] != asked[at - 1])
        return next(places, None)

    def _is_last_stop(self, name: str) -> bool:
        """Tell whether nobody stands above who decides: an executive who reports to nobody, or a program."""
        role = self._people.role(name)
        if role is None or not self._people.is_people(name):
            return role is not None
        return role.level is Level.EXECUTIVE and not role.reports_to

    def without_a_say(self, decision: Decision) -> tuple[str, ...]:
        """Return who carries a decision out in a function that meets customers and had no say in it."""
        heard = (*decision.recommend, *decision.agree, *decision.input, *decision.decide)
        heard += tuple(name for meeting in self.meetings(decision) for name in (*meeting.chair, *meeting.attendees))
        return tuple(
            name
            for name in dict.fromkeys(decision.perform)
            if self._people.function(name) in self.customer_facing
            and any(map(self._is_staff, self._people.holders(name)))
            and not self._is_heard(name, heard)
        )

    def _is_staff(self, name: str) -> bool:
        """Tell whether people of the company are meant: programs and outside partners answer to no line of it."""
        role = self._people.role(name)
        return role is not None and role.level is not Level.EXTERNAL and self._people.is_people(name)

    def _can_settle(self, decision: Decision) -> bool:
        """Tell whether one who decides leads all who may say no."""
        return any(all(self._people.leads(bare(one), no) for no in decision.agree) for one in decision.decide)

    def can_get_stuck(self, decision: Decision) -> bool:
        """Tell whether a decision has a clock that can run out, or somebody who may say no, and no way on."""
        return bool(decision.decide and not decision.escalate and (decision.within or decision.agree))

    def is_stuck(self, decision: Decision) -> bool:
        """Tell whether a decision that can get stuck goes nowhere then.

        It goes on where who decides can settle it, nobody stands above, or a meeting with another chair takes it up.
        """
        if not self.can_get_stuck(decision):
            return False
        chairs = (name for meeting in self.meetings(decision) for name in meeting.chair)
        elsewhere = any(not self._people.is_among(name, decision.decide) for name in chairs)
        is_settled = not decision.within and self._can_settle(decision)
        return not (elsewhere or is_settled or any(map(self._is_last_stop, decision.decide)))

    def is_limit_ignored(self, kpi: Kpi) -> bool:
        """Tell whether nothing follows when a limit of a KPI is crossed, and no meeting that decides looks at it."""
        decided = any(meeting.decides for meeting in self._model.holders(Cadence, kpi.ref))
        return bool(kpi.limit and not kpi.limit.action and not decided)

    def is_left_idle(self, stage: Stage) -> bool:
        """Tell whether records of a stage count as idle and are neither moved, nor escalated, nor shown to anybody."""
        stall = stage.stall
        if stall is None or stall.after is None or stage.type not in (StageType.OPEN, StageType.HOLDING):
            return False
        marks = self._model.holders(Status, stage.ref)
        return not (stall.to or stall.escalate or stall.warn) and not any(one.escalate for one in marks)

    def _is_heard(self, name: str, heard: tuple[str, ...]) -> bool:
        """Tell whether somebody of the same function, or one who leads it or is led from it, has a say."""
        people, function, functions = self._people, self._people.function(name), self._people.functions_above(name)
        return any(
            people.same(name, one)
            or people.function(one) in functions
            or function in people.functions_above(one)
            or people.leads(one, name)
            or people.leads(name, one)
            for one in heard
        )

    @cached_property
    def customer_facing(self) -> Mapping[str, Mapping[str, tuple[Stage, ...]]]:
        """The functions that meet customers, each with its staff roles and the open stages that they own."""
        found: dict[str, dict[str, tuple[Stage, ...]]] = {}
        for stage in self._model.of(Stage):
            for name in self._people.working(self._journey.owners(stage)) if self._is_worked(stage) else ():
                role = self._people.role(name)
                function = self._people.function(name)
                if role and function and self._is_staff(name):
                    stages = found.setdefault(function, {})
                    stages[role.id] = (*stages.get(role.id, ()), stage)
        return {function: found[function] for function in sorted(found)}

    def _is_worked(self, stage: Stage) -> bool:
        """Tell whether records are worked in a stage: it is open, and neither it nor all its lifecycles are drafts."""
        paths = self._journey.lifecycles(stage)
        return stage.is_open and not is_draft(stage) and not (paths and all(map(is_draft, paths)))

    def sponsorship(self, owner: Role) -> Sponsorship:
        """Return how a role stands to the functions that meet customers."""
        left: dict[str, tuple[str, ...]] = {}
        for function, roles in self.customer_facing.items():
            unled = tuple(name for name in roles if not self._answers_to(name, owner))
            if (
                unled
                and function not in self._offices
                and not all(self._only_helps(stage, owner) for name in unled for stage in roles[name])
            ):
                left[function] = unled
        names = (owner.id, *(name for roles in left.values() for name in roles))
        lines = [(name, *self._people.line(name)) for name in names]
        shared = [one for one in lines[0][1:] if all(one in line for line in lines)]
        heads = tuple(dict.fromkeys(line[-1] for line in lines))
        return Sponsorship(left, shared[0] if shared else "", heads)

    @cached_property
    def _offices(self) -> frozenset[str]:
        """The functions of those who keep the model and the books: a desk of theirs keeps no customers."""
        about = self._model.about
        approvers = about and about.approvers
        names = (about and about.owner, approvers and approvers.governance, approvers and approvers.finance)
        return frozenset(self._people.function(name) for name in names if name) - {""}

    def _answers_to(self, name: str, owner: Role) -> bool:
        return name == owner.id or self._people.leads(owner.id, name)

    def _only_helps(self, stage: Stage, owner: Role) -> bool:
        """Tell whether records come to a stage only from people whom the owner leads, as deals do to a lawyer.

        After the signature it is the customer who comes.
        """
        if stage.side is Side.POST_SALE:
            return False
        sources = [self._people.working(self._journey.owners(move.source)) for move in self._journey.moves_in(stage)]
        return bool(sources) and all(
            roles and all(self._answers_to(name, owner) for name in roles) for roles in sources
        )
