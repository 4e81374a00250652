"""What is left over when everything with a name of its own is taken: who works it, what it means, who reads it."""

from collections.abc import Iterator

from opmodel.graph.people import People
from opmodel.model import Where
from opmodel.model.sections.dimensions import Dimension, DimensionValue
from opmodel.model.sections.reasons import Reason, Reasons
from opmodel.model.sections.roles import Level, Role
from opmodel.model.sections.routing import Routing
from opmodel.wording import bare

_FEWEST = 2
"""Codes with a consumer that make the one without it stand out."""


class Rest:
    """Questions about buckets for the rest."""

    def __init__(self, people: People) -> None:
        self._people = people

    def unworked(self, routing: Routing) -> Iterator[tuple[Role, Where]]:
        """Yield the queues and pools that get what no condition of a routing names, and that nobody works."""
        for name, where in _takers(routing):
            role = self._people.role(name)
            waits = role is not None and role.level in (Level.QUEUE, Level.POOL) and not role.held_by
            if role and waits and not self._people.special(role.id):
                yield role, where

    def unmeant(self, dimension: Dimension) -> tuple[DimensionValue, ...]:
        """Return the values of a dimension that are whatever the conditions of others leave over, and nothing more."""
        if not any(value.when for value in dimension.values):
            return ()
        return tuple(value for value in dimension.values if not value.when and not value.description)

    def unread(self, reasons: Reasons) -> Reason | None:
        """Return the one code that nobody learns from and nothing follows from, where every other has such an end."""
        codes = [value for value in reasons.values or () if isinstance(value, Reason)]
        idle = [code for code in codes if not code.consumer and not _follows(code)]
        stands_out = len(idle) == 1 and sum(1 for code in codes if code.consumer) >= _FEWEST
        return idle[0] if stands_out else None


def _takers(routing: Routing) -> Iterator[tuple[str, Where]]:
    """Yield who gets what no condition names: by the last rule without one, and by the fallback."""
    number, last = len(routing.rules) - 1, routing.rules[-1] if routing.rules else None
    if last and last.when is None and last.assign and last.assign.role:
        yield bare(last.assign.role), routing.where("rules", number, "assign")
    if routing.fallback and routing.fallback.role:
        yield bare(routing.fallback.role), routing.where("fallback", "role")


def _follows(code: Reason) -> bool:
    """Tell whether a code says what follows from it, or which group it belongs to."""
    return bool(code.terminal or code.revisit_after or code.category)
