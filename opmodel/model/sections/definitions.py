"""What words mean."""

import datetime

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, Lookup, accountable, role
from opmodel.model.reading import Condition, Trail
from opmodel.model.sections.parts import Requirement, requirements
from opmodel.model.shapes import Date, Flag, Ref, Sql, Text
from opmodel.model.structures import Keyed, Many


@group(map_key="role", short="date")
class Approval:
    """A role that agreed and the day it did."""

    role: str = key(role(), "who agreed", required=True)
    date: datetime.date | None = key(Date(), "the day it agreed")


@section(
    "definitions",
    "definition",
    also_called=("terms", "glossary"),
    instead={"condition": "test", "where": "test", "synonyms": "aliases"},
    example="""
    real_deal:
      term: Real deal
      version: 1
      owner: head_of_sales
      object: deal
      test: amount >= 5000 and close_date is not null
      approvers: {head_of_sales: 2026-02-02, head_of_marketing: 2026-02-03}
    """,
)
class Definition(Entity):
    """What a term means: the condition a record meets, who agreed to it and since when."""

    term: str = key(Text(), "the word people use", required=True)
    version: str | None = key(Text(), "its version", expected=True)
    owner: tuple[str, ...] = key(accountable(), "the role that answers for the wording", expected=True, edge="owned_by")
    object: str | None = key(Ref("objects"), "the object whose records it is about", edge="about")
    test: Condition | None = key(Sql(), "the condition a record meets")
    criteria: tuple[Requirement, ...] = key(requirements(), "criteria that all hold as well", edge="requires")
    population: str | None = key(Ref("definitions"), "the records it is asked of", edge="drawn_from")
    excludes: Condition | None = key(Sql(), "records that never count")
    aliases: tuple[str, ...] = key(Many(Text()), "other words for it")
    refines: str | None = key(Ref("definitions"), "the definition it narrows", edge="refines")
    same_word_as: str | None = key(Ref("definitions"), "another meaning of the word, on purpose", edge="same_word_as")
    approvers: tuple[Approval, ...] = key(Keyed(Approval), "who agreed, and when", expected=True, edge="approved_by")
    locked: bool = key(Flag(only_true=True), "the freeze of the manifest holds it", default=False)
    supersedes: str | None = key(Text(), "the version it replaces")

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:  # noqa: ARG002
        """Return its object, or that of the definition it is drawn from or narrows."""
        if self.object:
            return (self.object,)
        seen, waiting = {self.ref}, [self.population, self.refines]
        while waiting:
            name = waiting.pop(0)
            parent = lookup.get(Definition, name) if name else None
            if parent and parent.object:
                return (parent.object,)
            if parent and parent.ref not in seen:
                seen.add(parent.ref)
                waiting += [parent.population, parent.refines]
        return ()
