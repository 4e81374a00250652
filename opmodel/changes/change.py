"""What a change of a model is: what was and what is, how much it matters, whom it reaches and who must agree."""

import enum
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from opmodel.finding import Span
from opmodel.graph import Reached


class Weight(enum.StrEnum):
    """How much a change matters, the heaviest first."""

    BREAKING = "breaking"
    """A team, a number or a payout that followed the old model is wrong under the new one."""
    RISKY = "risky"
    """The meaning may shift."""
    COMPATIBLE = "compatible"
    """Whoever followed the old model is right under the new one."""
    EDITORIAL = "editorial"
    """Only words change."""

    @property
    def rank(self) -> int:
        """0 for breaking, 3 for editorial: the order of reports."""
        return tuple(Weight).index(self)


class Action(enum.StrEnum):
    """What happened to an entity or to a value of it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Approver:
    """Who must agree to a change, and as what: `owner of stage 'trial'`, `finance`.

    Without a role nobody is named for it, and the change waits until somebody is. `contact` is how to reach the holder:
    `github`, `slack`, `email`.
    """

    role: str
    reasons: tuple[str, ...]
    function: str = ""
    contact: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_missing(self) -> bool:
        """Whether nobody is named."""
        return not self.role


@dataclass(frozen=True, slots=True)
class Change:
    """One change, complete: reports need nothing else.

    `entity` is written as `stage/evaluation` under the name it has now, `manifest` for what is said beside the
    sections; `path` is the dotted way to the value, empty for the entity itself. `old` and `new` are in words, empty
    where nothing was written. `kind` names the row of the table that gave the weight, `note` what the row found out.
    `audiences` are the ids of functions for whom something changes. `scopes` say for which records it holds, none where
    it holds for all. A change that is not `waivable` cannot be let through, one `not_by_author` needs somebody else.
    """

    entity: str
    path: str
    action: Action
    message: str
    kind: str
    weight: Weight
    old: str = ""
    new: str = ""
    note: str = ""
    before: Span | None = None
    after: Span | None = None
    reached: Reached = field(default_factory=Reached)
    approvers: tuple[Approver, ...] = ()
    audiences: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    waivable: bool = True
    not_by_author: bool = False
    fingerprint: str = ""

    @property
    def told(self) -> str:
        """The message, with the records it holds for where it does not hold for all."""
        return f"{self.message} (only for {' and for '.join(self.scopes)})" if self.scopes else self.message


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed between two models, the heaviest first.

    `owner` is who answers for the model and approves every change; `functions` say what the audiences are called.
    `unread` are files and entities that could not be understood on either side: nothing is known about them.
    """

    before: str
    after: str
    found: tuple[Change, ...] = ()
    owner: Approver = Approver("", ("owner of the model",))
    functions: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    only: str = ""
    """The function that was asked for, if one was."""

    @property
    def counts(self) -> Mapping[Weight, int]:
        """How many changes there are of each weight."""
        return {weight: sum(one.weight is weight for one in self.found) for weight in Weight}

    @property
    def approvers(self) -> tuple[tuple[Approver, tuple[int, ...]], ...]:
        """Everybody who must agree to some change beside the owner, with the places of the changes in `found`.

        An approver has the reasons of all of them.
        """
        places: dict[str, list[int]] = {}
        known: dict[str, Approver] = {}
        for at, change in enumerate(self.found):
            for one in change.approvers:
                key = one.role or f"? {one.reasons}"
                places.setdefault(key, []).append(at)
                before = known.get(key)
                reasons = (*before.reasons, *one.reasons) if before else one.reasons
                known[key] = Approver(one.role, tuple(dict.fromkeys(reasons)), one.function, one.contact)
        ordered = sorted(known, key=lambda key: (known[key].is_missing, places[key][0], key))
        return tuple((known[key], tuple(places[key])) for key in ordered)

    def of(self, function: str) -> tuple[Change, ...]:
        """Return what changes for a function."""
        return tuple(one for one in self.found if function in one.audiences)

    @property
    def audiences(self) -> tuple[str, ...]:
        """The functions for whom something changes, the heaviest changes first; the one that was asked for alone."""
        if self.only:
            return (self.only,)
        heaviest: dict[str, tuple[int, ...]] = {}
        for one in {name: None for change in self.found for name in change.audiences}:
            own = [change.weight.rank for change in self.of(one)]
            heaviest[one] = tuple(-own.count(rank) for rank in range(len(Weight)))
        return tuple(sorted(heaviest, key=lambda name: (heaviest[name], name)))

    def narrowed(self, function: str) -> "Changes":
        """Return the changes of one function alone."""
        return replace(self, found=self.of(function), only=function)


def fingerprint(parts: Iterable[str]) -> str:
    """Name a change for good: 16 hex digits that stay while what it takes away and what it puts there stay."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
