"""What a rule yields: what is wrong and where, in terms of the model."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from opmodel.finding import Data, Note, Severity, Span
from opmodel.model import Fault, Where


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a model; the engine finds the place, the owner and the rest of the finding.

    `severity` may only lower the rule's own. `discriminator` tells two problems of one rule on one entity apart, by
    something that stays when lines move and words change. `notes` are related values and what is to be seen there.
    """

    where: Where
    message: str
    help: str = ""
    notes: tuple[tuple[Where, str], ...] = ()
    severity: Severity | None = None
    discriminator: str = ""
    evidence: tuple[str, ...] = ()
    data: Mapping[str, Data] = field(default_factory=dict)
    owner: str = ""
    stake: float = 0.0
    people: int = 0
    read: "Read | None" = None


@dataclass(frozen=True, slots=True)
class Read:
    """The exact place of a problem that reading found, where no entity may stand."""

    span: Span
    path: str
    notes: tuple[Note, ...]


def from_fault(fault: Fault) -> Problem:
    """Turn what reading found into a problem."""
    return Problem(
        Where(fault.entity),
        fault.message,
        fault.help,
        severity=Severity.WARNING if fault.mild else None,
        discriminator=fault.path,
        read=Read(fault.span, fault.path, fault.notes),
    )
