"""Whom to talk to: who answers, who stands above several, who settles a dispute."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from opmodel.graph.journey import Journey
from opmodel.graph.meaning.voices import MODEL, Dispute, Voices
from opmodel.graph.people import People
from opmodel.model import Entity, Model
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.feedback import Feedback
from opmodel.model.sections.functions import Function
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.roles import Level, Role
from opmodel.model.sections.sources import Source
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.surveys import Survey
from opmodel.model.sections.transitions import Transition
from opmodel.wording import bare


class Asking:
    """Questions about whom to ask; a role that nobody holds is never the answer, and nobody is an empty text."""

    def __init__(self, model: Model, people: People, journey: Journey, voices: Voices) -> None:
        self._model, self._people, self._journey, self._voices = model, people, journey, voices

    def about(self, ref: str) -> str:
        """Return the id of the role to talk to about an entity.

        Where nobody holds the role that answers it is who leads it, and who keeps the model where nobody nearer is
        there.
        """
        answering = self._answering(self._model.entities.get(ref))
        leading = (leader for name in answering for leader in self._people.leaders(name))
        return self._held((*answering, *leading, *self._keepers))

    def above(self, refs: Iterable[str]) -> str:
        """Return whom to talk to about several entities at once: who answers for all, else who leads those who do.

        Who leads even those who keep the model is asked after them: a list of gaps is no work for the head of the
        company. Nor can anybody speak for entities that nobody answers for.
        """
        answering = tuple(dict.fromkeys(map(self.about, refs)))
        if len(answering) == 1:
            return answering[0]
        keeper = self._held(self._keepers)
        heads = self._heads(answering)
        near = (name for name in heads if not (keeper and self._people.leads(name, keeper)))
        return self._held((*near, *self._keepers, *heads))

    def settling(self, ref: str, sides: Iterable[str]) -> str:
        """Return who settles a dispute about an entity between roles or functions.

        It is the owner of a definition, whom the company trusts with the word; else who leads both sides, or who keeps
        the model; and where nobody does, the first above its owner who leads anybody.
        """
        entity = self._model.entities.get(ref)
        word = self._voices.meant_by(entity) if isinstance(entity, Survey) else entity
        if isinstance(word, Definition) and len(word.owner) == 1:
            return self.about(word.ref)
        heads = self._heads(tuple(dict.fromkeys(map(bare, sides))))
        owners = self._answering(entity)
        line = (name for owner in owners for name in (owner, *self._people.leaders(owner)))
        return self._held(filter(self._leads, (*heads, *self._keepers, *line))) or self.about(ref)

    def disputing(self, dispute: Dispute) -> str:
        """Return who settles a dispute about what people say; the owner of an entity speaks for the model."""
        voices = (voice.who for camp in dispute.camps for voice in camp)
        sides = (side for who in voices for side in self._sides(who, dispute.entity))
        return self.settling(dispute.entity.ref, sides)

    def next_step(self, definition: Definition) -> str:
        """Return where a dispute about a definition goes from its owner: to the first above, none above executives."""
        owners = [role for name in definition.owner if (role := self._people.role(name))]
        above = (bare(name) for one in owners for name in self._people.leaders(one.id))
        known = {one.id for one in owners}
        heads = (one.id for one in owners if one.level is Level.EXECUTIVE)
        return self._held((*(name for name in above if name not in known), *heads))

    def _held(self, names: Iterable[str]) -> str:
        """Return the first role that somebody holds."""
        roles = (role for name in names if (role := self._people.role(name)))
        return next((role.id for role in roles if not self._people.is_vacant(role.id)), "")

    def _heads(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return who is or leads each of some roles or functions, the nearest first."""
        lines = [tuple(self._upwards(name)) for name in names]
        return tuple(dict.fromkeys(one for one in lines[0] if all(one in line for line in lines))) if lines else ()

    def _upwards(self, name: str) -> Iterator[str]:
        """Yield a role, those above it, then the leads of the functions around it."""
        role = self._people.role(name)
        yield from (role.id, *self._people.line(role.id)) if role else ()
        for one in self._people.functions_above(name):
            lead = self._people.role(f"function/{one}")
            yield from (lead.id,) if lead else ()

    def _leads(self, name: str) -> bool:
        """Tell whether somebody has anybody to lead, so that a word of theirs binds others."""
        role = self._people.role(name)
        return role is not None and (role.level in (Level.EXECUTIVE, Level.MANAGER) or role.id in self._leading)

    @cached_property
    def _leading(self) -> frozenset[str]:
        named = (*(one.reports_to or "" for one in self._model.of(Role)), *self._keepers)
        leads = (name for one in self._model.of(Function) for name in one.lead)
        return frozenset(role.id for name in (*named, *leads) if (role := self._people.role(name)))

    def _sides(self, who: str, entity: Entity) -> tuple[str, ...]:
        """Return the roles or functions behind a voice: itself, who writes the page, or who answers for the entity."""
        if who == MODEL:
            return self._answering(entity)
        if self._people.is_known(who):
            return (who,)
        page = self._model.get(Source, who)
        return (page.by,) if page and page.by else ()

    def _answering(self, entity: Entity | None) -> tuple[str, ...]:
        if entity is None:
            return ()
        if isinstance(entity, Stage):
            return self._journey.owners(entity)
        if isinstance(entity, Transition):
            moves = self._journey.written(entity)
            return entity.owner or tuple(owner for move in moves[:1] for owner in self._journey.owners(move.source))
        if isinstance(entity, Role):
            return (entity.id, *self._people.line(entity.id))
        if isinstance(entity, Function) and not entity.lead and entity.parent:
            parent = self._model.get(Function, entity.parent)
            return parent.lead if parent else ()
        if isinstance(entity, Feedback):
            return (*entity.owner, *entity.to)
        if isinstance(entity, Incentive):
            return (*entity.owner, *entity.approved_by)
        return entity.answering

    @cached_property
    def _keepers(self) -> tuple[str, ...]:
        """Who answers for the model, and who approves its rules."""
        about = self._model.about
        governance = about.approvers.governance if about and about.approvers else None
        return tuple(name for name in (about.owner if about else None, governance) if name)
