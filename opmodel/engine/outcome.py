"""What a run of the rules came to."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from opmodel.engine.page import About
from opmodel.engine.settings import Settings
from opmodel.finding import Finding, Span, Status, by_weight

COUNTED = ("error", "warning", "note", "accepted", "suppressed", "known", "proposed")
"""What is counted apart: findings to mend by severity, the others by status."""


@dataclass(frozen=True, slots=True)
class NotChecked:
    """An entity that a rule could not check, and the fields that would allow it."""

    rule: str
    entity: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule came to: how many entities it checked, what it found, what it could not check."""

    rule: str
    checked: int
    findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...]


@dataclass(frozen=True)  # no slots: the order is computed when somebody asks
class Result:
    """What checking one model came to.

    `unread` are files of which some text never became entities, `owners` what people call the roles that findings
    name, `texts` the files that findings point into.
    """

    model: str
    folder: str
    settings: Settings
    outcomes: tuple[Outcome, ...]
    unread: tuple[str, ...]
    owners: Mapping[str, str]
    texts: Mapping[str, str]
    entities: int
    misread: int = 0
    """Entities that are written but could not be understood, so that no rule saw them."""
    against: str = ""
    """The version a change was compared with: what that has as well is known."""
    elsewhere: int = 0
    """Findings for owners that nobody asked about."""
    cut: tuple[str, ...] = ()
    """What was not looked at because it would have been too much, in sentences."""
    about: Mapping[str, About] = field(default_factory=dict)
    """What the rules that found something are, by their names."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where the entities stand that are evidence of a finding."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Return all findings, the weightiest first."""
        return tuple(sorted((one for outcome in self.outcomes for one in outcome.findings), key=by_weight))

    @property
    def not_checked(self) -> tuple[NotChecked, ...]:
        """Return what no rule could check, by rule and entity."""
        return tuple(one for outcome in self.outcomes for one in outcome.not_checked)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Return how many findings there are to mend by severity, how many others by status.

        Those that are only proposed to pass are counted in both ways.
        """
        kinds = (one.severity.value if one.status.counts else one.status.value for one in self.findings)
        found = Counter(kinds)
        found[Status.PROPOSED.value] = sum(one.status is Status.PROPOSED for one in self.findings)
        return {name: found[name] for name in COUNTED}

    @property
    def incomplete(self) -> bool:
        """Tell whether some text never became entities; that fails a check in every profile."""
        return bool(self.unread)

    @property
    def exit_code(self) -> int:
        """0 nothing that fails, 1 findings that do, 3 some text never became entities."""
        if self.incomplete:
            return 3
        fails = (one.severity.rank <= self.settings.threshold for one in self.findings if one.status.counts)
        return 1 if any(fails) else 0
