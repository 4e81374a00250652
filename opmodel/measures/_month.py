"""How often a month something happens, and how many people take part."""

from collections.abc import Iterable

from opmodel.graph.people import People
from opmodel.measures._number import Figure
from opmodel.model.sections.roles import Level
from opmodel.model.values import HOURS_PER_UNIT, Duration

WORKING_DAYS = HOURS_PER_UNIT["mo"] / HOURS_PER_UNIT["d"] * 5 / 7
"""Working days of a month: five of seven days of a twelfth of 365.25 days."""
WORKING_HOURS = 8
"""Hours of a working day."""

RHYTHM = "a month has 21.7 working days of 8 hours; what comes more often than once a week comes on working days"
EVERYBODY = "everybody who holds a role takes part"
ONE = "a role whose headcount nobody declares is held by one person"


def times(every: Duration) -> float:
    """Return how often a month something comes that comes every so often; nobody works at night and on Sundays."""
    if not every.amount:
        return 0.0
    match every.unit:
        case "min" | "h" | "bh":
            return WORKING_DAYS * WORKING_HOURS / every.hours
        case "bd":
            return WORKING_DAYS / every.amount
        case "d" if every.amount < 7:
            return WORKING_DAYS / every.amount
        case _:
            return 1 / every.months


def working_hours(length: Duration) -> float:
    """Return the hours of work in a length of time: a day is a working day."""
    days = {"d": 1.0, "bd": 1.0, "w": 5.0, "mo": WORKING_DAYS, "q": 3 * WORKING_DAYS, "y": 12 * WORKING_DAYS}
    return length.amount * days[length.unit] * WORKING_HOURS if length.unit in days else length.hours


def attending(names: Iterable[str], people: People) -> tuple[str, ...]:
    """Return the ids of the company's roles behind some names, each once: a general role stands for its kinds."""
    roles = dict.fromkeys(people.working(names))
    inside = (people.role(name) for name in roles)
    found = [role.id for role in inside if role and role.level not in (Level.AUTOMATION, Level.EXTERNAL)]
    return tuple(name for name in found if roles.keys().isdisjoint(people.kinds(name)[1:]))


def heads(names: Iterable[str], people: People) -> Figure:
    """Return how many people hold some roles together."""
    roles = tuple(names)
    counts = [people.headcount(name) for name in roles]
    total = sum(1 if count is None else count for count in counts)
    return Figure("people", total, "people", assumed=not all(map(people.is_counted, roles)))
