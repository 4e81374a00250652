"""What a request changes, and what that brings up and settles: all that somebody needs to agree to it."""

from dataclasses import dataclass

from opmodel.changes.change import Changes
from opmodel.engine import Result
from opmodel.finding import Finding, Status


@dataclass(frozen=True, slots=True)
class Review:
    """A request: its changes, and the check of the model with them, in which what was there before is known.

    `resolved` are findings of the model before that are gone. `journeys` are the pictures of the journey before and
    after as Mermaid, where they differ.
    """

    changes: Changes
    result: Result
    resolved: tuple[Finding, ...] = ()
    journeys: tuple[str, str] | None = None

    @property
    def introduced(self) -> tuple[Finding, ...]:
        """The findings that the request brings, the weightiest first."""
        return tuple(one for one in self.result.findings if one.status.counts)

    @property
    def proposed(self) -> tuple[Finding, ...]:
        """Those of them that the request itself wants to let pass."""
        return tuple(one for one in self.introduced if one.status is Status.PROPOSED)
