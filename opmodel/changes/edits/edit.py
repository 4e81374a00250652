"""One difference between two models before anybody has judged it."""

from dataclasses import dataclass

from opmodel.changes.change import Action
from opmodel.finding import Span
from opmodel.model import Entity
from opmodel.model.reading import EntryId, Trail

MANIFEST = "manifest"
EXCUSES = ("suppression", "baseline", "waiver")
"""What keeps findings silent; policies are the other way round: they make them."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list gained and lost, item by item in words; both empty where only the order is another."""

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """What differs at one place: a whole entity, or one value of it that stands at `trail`.

    `old` and `new` are the typed values, `old_text` and `new_text` the same in words, `key` what both mean without
    regard to how they are written. Of an entity that is there on one side only the other is None. `is_draft` tells that
    nobody works by it on either side, `goes_live` that it was a draft before or is one now.
    """

    entity: str
    action: Action
    trail: Trail = ()
    before: Entity | None = None
    after: Entity | None = None
    old: object = None
    new: object = None
    old_text: str = ""
    new_text: str = ""
    items: Listed | None = None
    key: str = ""
    is_draft: bool = False
    goes_live: bool = False
    before_span: Span | None = None
    after_span: Span | None = None

    @property
    def kind(self) -> str:
        """The singular of the section: `stage`."""
        return self.entity.partition("/")[0]

    @property
    def path(self) -> str:
        """The keys of the language on the way, without ids and places in lists: `measures.weight`."""
        return ".".join(one for one in self.trail if isinstance(one, str) and not isinstance(one, EntryId))

    @property
    def top(self) -> str:
        """The first key on the way, nothing for the entity itself."""
        return str(self.trail[0]) if self.trail else ""

    @property
    def is_whole(self) -> bool:
        """Whether the entity itself came or went."""
        return not self.trail

    @property
    def is_added(self) -> bool:
        """Whether a whole entity came."""
        return self.is_whole and self.action is Action.ADDED

    @property
    def is_removed(self) -> bool:
        """Whether a whole entity went."""
        return self.is_whole and self.action is Action.REMOVED

    def at(self, kind: str, *paths: str) -> bool:
        """Tell whether a value of a kind of entity differs at one of some paths, or below one."""
        own = f"{self.path}."
        return self.kind == kind and not self.is_whole and any(own.startswith(f"{path}.") for path in paths)
