"""The history of a model: its versions, and what changed from each to the next."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

QUARTER = 90
"""Days that a history must reach back before anything is said of it."""


class Topic(enum.StrEnum):
    """What a change is about."""

    OWNER = "owner"
    """Who answers for something."""
    MEANING = "meaning"
    """What a term or a criterion means."""
    PLAN = "plan"
    """What somebody is paid for."""
    FORMULA = "formula"
    """How a KPI is worked out."""
    WORDS = "words"
    """Names, descriptions and what is said beside a value."""
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Version:
    """The model as it was at the end of a day: the id of the commit, and the first line of what it says."""

    day: date
    id: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One value that changed with a version; `path` is empty where the whole entity came or went.

    `old` and `new` are in words, empty where nothing was written. `is_in_freeze` tells that the version before it had
    closed the section for that day. Drafts have no events.
    """

    at: Version
    entity: str
    topic: Topic
    path: str = ""
    old: str = ""
    new: str = ""
    is_in_freeze: bool = False

    @property
    def day(self) -> date:
        """The day it changed."""
        return self.at.day

    @property
    def kind(self) -> str:
        """The singular of the section: `stage`."""
        return self.entity.partition("/")[0]

    @property
    def is_added(self) -> bool:
        """Whether the entity is new."""
        return not self.path and not self.old

    @property
    def is_move(self) -> bool:
        """Whether somebody else owns it: who names the first owner moves nothing."""
        return self.topic is Topic.OWNER and bool(self.old and self.new)


@dataclass(frozen=True, slots=True)
class History:
    """What changed in a model up to a day.

    `versions` begin with the one that the first event is compared with; there is one for each day on which the files
    of the model changed. `cut` says in a sentence why there is nothing older, where that is not how the model began.
    """

    until: date
    versions: tuple[Version, ...] = ()
    events: tuple[Event, ...] = ()
    cut: str = ""

    @property
    def since(self) -> date:
        """The day from which on every change is known."""
        return self.versions[0].day if self.versions else self.until

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which something of the model changed in what it means, in order."""
        return tuple(sorted({one.day for one in self.events if one.topic is not Topic.WORDS}))

    def is_long(self, days: int) -> bool:
        """Tell whether it reaches back over a number of days and more than one version."""
        return len(self.versions) > 1 and (self.until - self.since).days >= days

    def after(self, days: int) -> Iterator[Event]:
        """Yield what changed in the last days before its end."""
        first = self.until - timedelta(days)
        return (one for one in self.events if one.day > first)


def without_slips(events: Iterable[Event], days: int) -> Iterator[Event]:
    """Yield changes without those that were taken back within a few days, and without what took them back."""
    left: list[Event] = []
    for one in events:
        earlier = next((old for old in reversed(left) if (old.entity, old.path) == (one.entity, one.path)), None)
        if earlier and earlier.old == one.new and (one.day - earlier.day).days <= days:
            left.remove(earlier)
        else:
            left.append(one)
    yield from left
