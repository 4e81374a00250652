"""A history in numbers: how often what changed, by fiscal quarter and by distance from its end."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from opmodel.history.chance import Chance, chance_of
from opmodel.history.history import Event, History, Topic
from opmodel.history.periods import Closing, Fiscal

TOPICS = (Topic.OWNER, Topic.MEANING, Topic.PLAN, Topic.FORMULA)
"""What is counted apart."""


@dataclass(frozen=True, slots=True)
class Quarterly:
    """One fiscal quarter: days with changes, changes of each topic, and how many near its end."""

    name: str
    first: date
    last: date
    days: int
    near: int
    counts: Mapping[Topic, int]
    counts_near: Mapping[Topic, int]


@dataclass(frozen=True, slots=True)
class Frequent:
    """An entity of which one topic changed on several days."""

    entity: str
    topic: Topic
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a history comes to.

    `distances` are how many changes of each topic lie 0 to 1, 2 to 3 ... weeks before the end of their quarter, by
    the number of whole weeks. `often` has the entities that changed most, the most often changed first.
    """

    history: History
    closing: Closing
    quarters: tuple[Quarterly, ...]
    distances: Mapping[Topic, Mapping[int, int]]
    chances: Mapping[Topic, Chance]
    often: tuple[Frequent, ...]


def counted(history: History, closing: Closing) -> Counts:
    """Count what changed in a history; a topic of an entity counts once a day."""
    changes = sorted({(one.day, one.entity, one.topic) for one in history.events if _counts(one)})
    days = history.days
    return Counts(
        history,
        closing,
        tuple(_quarters(history, changes, closing)),
        {topic: _distances(changes, topic, closing.fiscal) for topic in TOPICS},
        {topic: chance_of([day for day, _, own in changes if own is topic], days, closing.holds) for topic in TOPICS},
        tuple(_often(changes)),
    )


def _counts(event: Event) -> bool:
    """Tell whether something that was there changed: what is new is no change of it, nor is its first owner."""
    return event.topic in TOPICS and not event.is_added and (event.topic is not Topic.OWNER or event.is_move)


_Changed = tuple[date, str, Topic]


def _quarters(history: History, changes: list[_Changed], closing: Closing) -> list[Quarterly]:
    found = []
    day = history.since
    while day <= history.until and day < date.max:
        first, last = closing.fiscal.quarter(day)
        own = [one for one in changes if first <= one[0] <= last]
        days = [one for one in history.days if first <= one <= last]
        near = sum(map(closing.holds, days))
        late = Counter(topic for changed, _, topic in own if closing.holds(changed))
        counts = Counter(topic for *_, topic in own)
        found.append(Quarterly(closing.fiscal.name(day), first, last, len(days), near, counts, late))
        day = last + timedelta(1)
    return found


def _distances(changes: list[_Changed], topic: Topic, fiscal: Fiscal) -> Mapping[int, int]:
    weeks = Counter((fiscal.quarter(day)[1] - day).days // 7 for day, _, own in changes if own is topic)
    return dict(sorted(weeks.items()))


def _often(changes: list[_Changed]) -> list[Frequent]:
    by_entity: dict[tuple[str, Topic], list[date]] = {}
    for day, entity, topic in changes:
        by_entity.setdefault((entity, topic), []).append(day)
    several = [Frequent(entity, topic, tuple(days)) for (entity, topic), days in by_entity.items() if len(days) > 1]
    return sorted(several, key=lambda one: (-len(one.days), one.entity, one.topic))
