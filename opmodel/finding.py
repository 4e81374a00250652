"""Findings: what is wrong, where, how sure, and whom to ask."""

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

Data: TypeAlias = "bool | int | float | str | tuple[Data, ...] | Mapping[str, Data] | None"
"""What a rule may attach to a finding: plain values that every report format can write."""


class Severity(enum.Enum):
    """How bad: error is wrong for certain, warning is likely wrong, note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a note: the order of reports."""
        return _RANKS[self]

    @property
    def milder(self) -> "Severity":
        """The next milder severity; a note stays a note."""
        return _MILDER[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_MILDER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.NOTE, Severity.NOTE: Severity.NOTE}


class Status(enum.Enum):
    """Where a finding stands: one that is open, or only proposed to pass, fails a check.

    Known is what the version had already that a change is compared with.
    """

    OPEN = "open"
    ACCEPTED = "accepted"
    SUPPRESSED = "suppressed"
    PROPOSED = "proposed"
    KNOWN = "known"

    @property
    def counts(self) -> bool:
        """Whether a finding of this status is to be mended and may fail a check."""
        return self in (Status.OPEN, Status.PROPOSED)


_SCOPES = 3  # that are named in a sentence
ACCEPTED_UNTIL = "accepted on purpose until"
"""How the note begins that says by which tension something is accepted; it points at the tension's id."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text in a file.

    Lines and columns are 1-based and count Unicode code points; the end is exclusive, so a one-letter
    word at the start of a file is 1:1 to 1:2. `file` is relative to the folder the program was
    asked to check, with forward slashes.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Note:
    """A related place of a finding and what is to be seen there."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of a model, complete: reports need nothing else.

    `entity` is written as `stage/evaluation`, `path` as the dotted path in the document
    (`stages.evaluation.owner`), `owner` is the id of the role to talk to. `evidence` are entities along a path
    of the graph. `scopes` say for which records it holds (`segment small`), none where it holds for all.
    `stake` and `people` (share of pay in percent, number of people) only order findings. `unsaid` tells one that says
    only that something is not written, which the company may have, from one about what is written.
    """

    rule: str
    family: str
    severity: Severity
    message: str
    span: Span
    entity: str = ""
    path: str = ""
    owner: str = ""
    help: str = ""
    status: Status = Status.OPEN
    notes: tuple[Note, ...] = ()
    evidence: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    data: Mapping[str, Data] = field(default_factory=dict)
    stake: float = 0.0
    people: int = 0
    unsaid: bool = False
    fingerprint: str = ""

    @property
    def told(self) -> str:
        """The message, with the records it holds for where it does not hold for all."""
        return f"{self.message} (only for {self.only_for})" if self.scopes else self.message

    @property
    def only_for(self) -> str:
        """The records it holds for in words; nothing where it holds for all."""
        more = len(self.scopes) - _SCOPES
        return " and for ".join(self.scopes[:_SCOPES]) + (f" and {more} more" if more > 0 else "")

    @property
    def roles(self) -> tuple[str, ...]:
        """The ids of the roles that a finding about pay is about."""
        return ids(self.data, "roles")

    @property
    def is_between(self) -> bool:
        """Whether a finding about pay stands between the roles it names; else all of them are on one side."""
        return not self.data.get("alike")

    @property
    def kpis(self) -> tuple[str, ...]:
        """The ids of the KPIs, levers or stages that a finding about pay is about, the most telling first."""
        return ids(self.data, "kpis")

    @property
    def verdict(self) -> str:
        """How sure a finding about pay is; empty where that is no question."""
        return str(self.data.get("verdict") or "")


def ids(data: Mapping[str, Data], key: str) -> tuple[str, ...]:
    """Return the ids that a rule attached under a key: `roles` or `kpis`."""
    names = data.get(key)
    return tuple(map(str, names)) if isinstance(names, tuple) else ()


Findings: TypeAlias = tuple[Finding, ...]


def apart(finding: Finding) -> Findings:
    """Return a finding that lists several sides (`data.sides`) as one for each of them; any other as it is.

    Each has the roles, KPIs, verdict, severity, status and stake of its side, and the text of the whole.
    """
    sides = finding.data.get("sides")
    if not isinstance(sides, tuple):
        return (finding,)
    return tuple(_side(finding, side) for side in sides if isinstance(side, Mapping))


def _side(finding: Finding, side: Mapping[str, Data]) -> Finding:
    stake = side["stake_percent"]
    return replace(
        finding,
        severity=Severity(side["severity"]),
        status=Status(side["status"]),
        stake=float(stake) if isinstance(stake, (int, float)) else 0.0,
        data={name: side[name] for name in ("roles", "kpis", "verdict") if name in side},
    )


def fingerprint(rule: str, entity: str, discriminator: str = "") -> str:
    """Name a finding for good: 16 hex digits that survive moved lines, renamed files and new wording."""
    text = "\0".join((rule, entity, discriminator))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def by_weight(finding: Finding) -> tuple[bool, int, bool, float, int, str, int, int, str, str]:
    """Sort key of every report: open ones, severity, text that was not read, stake, people touched, then the place."""
    span = finding.span
    place = (span.file, span.line, span.column)
    settled = not finding.status.counts
    weight = (settled, finding.severity.rank, finding.family != "files", -finding.stake, -finding.people)
    return (*weight, *place, finding.rule, finding.message)
