"""What a rule sees: the model as it is on the day, the graph, and which entities can be checked."""

from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from opmodel.engine.outcome import NotChecked, Outcome
from opmodel.engine.problem import Problem, from_fault, from_harm
from opmodel.engine.scene import Scene
from opmodel.finding import Finding
from opmodel.history import QUARTER, History
from opmodel.incentives import Harms, Hopes, Incentives, Payment, Position
from opmodel.incentives.between.handing import Pair
from opmodel.incentives.fix.trial import Aim, side_of
from opmodel.incentives.fix.words import way_out
from opmodel.incentives.inside.control import Control
from opmodel.incentives.inside.links import Links
from opmodel.model import Entity, Why, is_draft, section_of, singulars

if TYPE_CHECKING:  # a check without policies does without SQL
    from opmodel.engine.passing.settling import Settled
    from opmodel.tables import Tables

E = TypeVar("E", bound=Entity)


class Context:
    """One rule's view of one model; it counts what the rule checked and what it could not check.

    As-of dates and scope were applied before; drafts, unknowns and what is absent on purpose are handled here, once.
    """

    def __init__(
        self,
        scene: Scene,
        rule: str,
        needs: tuple[str, ...],
        others: tuple[Outcome, ...] = (),
        settled: "tuple[Settled, ...]" = (),
    ) -> None:
        self.scene = scene
        self.model = scene.model
        self.graph = scene.graph
        self.others = others
        """What the other rules came to, for a rule that judges that."""
        self.settled = settled
        """What somebody lets pass, for a rule that closes a check."""
        self._rule = rule
        self._checked: set[Hashable] = set()
        self._missing: dict[str, tuple[str, ...]] = {}
        self._needs: dict[str, list[str]] = {}
        for need in needs:
            section, _, field = need.partition(".")
            self._needs.setdefault(section, []).append(field)

    @property
    def day(self) -> date:
        """The day the model is judged by."""
        return self.scene.day

    @property
    def history(self) -> History | None:
        """How the model came to be what it is; None where nobody read it, or no whole quarter of it is known."""
        found = self.scene.history
        return found if found and found.is_long(QUARTER) else None

    @property
    def tables(self) -> "Tables":
        """The model as SQL tables, with what the other rules found."""
        return self.scene.tables(self.others)

    @property
    def incentives(self) -> Incentives:
        """Who is paid for what, and what that moves."""
        return self.scene.incentives

    @property
    def recipients(self) -> tuple[tuple[Payment, tuple[Position, ...]], ...]:
        """Every line of every plan with everybody it pays."""
        return self.scene.recipients

    @property
    def control(self) -> Control:
        """What roles move, with those they lead."""
        return self.scene.control

    @property
    def links(self) -> Links:
        """What has to do with outcomes and revenue."""
        return self.scene.links

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The paid people on both sides of the handoffs, giver first."""
        return self.scene.pairs

    @property
    def hopes(self) -> Hopes:
        """Who moves what the company hopes for, and whose pay follows it."""
        return self.scene.hopes

    @property
    def harms(self) -> Harms:
        """Where pay pushes against pay, or against what the company hopes for."""
        return self.scene.harms

    @property
    def sides(self) -> tuple[Position, ...]:
        """The paid people whose pay can pull apart: none where fewer than two are paid."""
        return self.scene.sides

    def each(self, kind: type[E], where: Callable[[E], object] | None = None) -> Iterator[E]:
        """Yield the entities of a section that can be checked, of which a rule judges those for which `where` holds.

        What is yielded is counted: a row of the diagnosis holds only where its rules had something to judge.
        """
        entities, whole = self.model.of(kind), self.scene.whole(kind)
        if whole is None:
            return filter(self.known, entities if where is None else self._chosen(entities, where))
        if where is not None:
            return map(self._counted, filter(where, entities))
        self._checked |= whole
        return iter(entities)

    def every(self, but: Container[str] = ()) -> Iterator[Entity]:
        """Yield the entities of all sections that can be checked, in their order, but for those of some sections."""
        kinds = (section.kind for _, section in sorted(singulars().items()) if section.name not in but)
        return chain.from_iterable(map(self.each, kinds))

    def look(self, kind: type[E]) -> tuple[E, ...]:
        """Return the entities of a section that can be checked, for a rule that judges something else by them."""
        if self.scene.whole(kind) is not None:
            return self.model.of(kind)
        return tuple(filter(self.can_judge, self.model.of(kind)))

    def judge(self, things: Iterable[Hashable]) -> None:
        """Count what a rule judges where that is no entity of its own: two roles, a move between them, a number."""
        self._checked.update(one.ref if isinstance(one, Entity) else one for one in things)

    def known(self, entity: Entity) -> bool:
        """Tell whether an entity is to be checked and everything the rule needs of it is known; counts it."""
        is_known = self.can_judge(entity)
        if is_known or not (is_draft(entity) or entity.ref in self._missing):
            self._checked.add(entity.ref)  # what is absent on purpose is settled
        return is_known

    def can_judge(self, entity: Entity) -> bool:
        """Tell the same of an entity by which a rule judges others; does not count it."""
        return not is_draft(entity) and (not entity.absences or self._is_told(entity))

    def count(self, kind: type[E], where: Callable[[E], object] | None = None) -> None:
        """Count the entities of a section that can be checked, for a rule that judges them together."""
        for _ in self.each(kind, where):
            pass

    def is_unsure(self, entity: Entity) -> bool:
        """Tell whether something that the rule needs of an entity is not known; nothing is needed of a draft."""
        return not self.can_judge(entity) and entity.ref in self._missing

    def leave(self, entity: Entity, *fields: str) -> None:
        """Count an entity as one that could not be checked, for want of what these fields say."""
        self._checked.discard(entity.ref)
        self._missing[entity.ref] = fields

    def reading(self) -> Iterator[Problem]:
        """Yield what reading the model found under the rule's name."""
        self._checked.update(self.model.texts)
        for fault in self.model.faults:
            if fault.rule == self._rule:
                yield from_fault(fault)

    def conflicts(self) -> Iterator[Problem]:
        """Yield what the analysis of pay found under the rule's name."""
        for harms in self.harms.by_lever(self._rule):
            self.judge(harm.payee.role for harm in harms)
            problems = [from_harm(harm, self.incentives) for harm in harms]
            spared = [self.scene.acceptance.of(one, self._rule) is not None for one in problems]
            left = tuple(harm for harm, is_spared in zip(harms, spared, strict=True) if not is_spared)
            sides = frozenset(side_of(harm) for harm in harms if harm not in left)
            help = way_out(Aim(left, sides) if left else Aim(harms), self.harms, self.incentives)
            for problem in problems:
                yield replace(problem, help=help + problem.help)

    def outcome(self, findings: tuple[Finding, ...]) -> Outcome:
        """Return what the rule came to."""
        not_checked = tuple(NotChecked(self._rule, entity, fields) for entity, fields in sorted(self._missing.items()))
        return Outcome(self._rule, len(self._checked), findings, not_checked)

    def _chosen(self, entities: Iterable[E], where: Callable[[E], object]) -> Iterator[E]:
        return (one for one in entities if not self.is_unsure(one) and where(one))

    def _counted(self, entity: E) -> E:
        self._checked.add(entity.ref)
        return entity

    def _is_told(self, entity: Entity) -> bool:
        if entity.ref in self._missing:
            return False
        needed = self._needs.get(section_of(type(entity)).name, ())
        hits = [
            absence
            for absence in entity.absences.values()
            if any(need == absence.field or need.startswith(absence.field + ".") for need in needed)
        ]
        unknown = tuple(sorted(hit.path for hit in hits if hit.why is not Why.NONE))
        if unknown:
            self.leave(entity, *unknown)
        return not hits
