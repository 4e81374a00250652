"""How a model is judged: which rules run, how severe they are, and what fails a check."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from opmodel.engine.passing.suppression import Suppression
from opmodel.engine.policies.policy import Policy
from opmodel.finding import Severity
from opmodel.incentives import Thresholds


class Profile(enum.StrEnum):
    """Which rules run: each profile has the rules of the one before; workshop shows all and fails nothing."""

    CORE = "core"
    RECOMMENDED = "recommended"
    STRICT = "strict"
    WORKSHOP = "workshop"


class FailOn(enum.StrEnum):
    """The least severity that fails a check."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


class Level(enum.StrEnum):
    """What a rule's findings count as: a severity, or off."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What settings say about one rule or family."""

    level: Level | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a suppression must say to let anything pass, and how many days ahead it may reach."""

    require_reason: bool = True
    require_until: bool = True
    max_days: int = 180


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is judged; `rules` maps the name of a rule or family to what is said about it.

    `incentives` is from where on the analysis of pay speaks: one set for all its rules. `mandatory` are rules and
    families that nothing silences. `baseline` is what a file lets pass, and `agreed` what lets pass in the version that
    judges another one: anything else is only proposed.
    """

    profile: Profile = Profile.RECOMMENDED
    fail_on: FailOn = FailOn.ERROR
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    incentives: Thresholds = field(default_factory=Thresholds)
    mandatory: frozenset[str] = frozenset()
    suppressions: Limits = field(default_factory=Limits)
    baseline: tuple[Suppression, ...] = ()
    agreed: frozenset[tuple[object, ...]] | None = None
    policies: tuple[Policy, ...] = ()
    """What the company asks of its model beside the rules."""

    @property
    def threshold(self) -> int:
        """The largest rank of a severity that still fails; -1 when nothing does."""
        if self.profile is Profile.WORKSHOP or self.fail_on is FailOn.NEVER:
            return -1
        return Severity(self.fail_on.value).rank

    def is_mandatory(self, name: str, family: str) -> bool:
        """Tell whether nothing silences a rule."""
        return name in self.mandatory or family in self.mandatory

    def level(self, name: str, family: str) -> Level | None:
        """Return the level set for a rule, its own before its family's."""
        own = self.rules.get(name, _NOTHING).level
        return own if own is not None else self.rules.get(family, _NOTHING).level

    def parameters(self, name: str) -> Mapping[str, object]:
        """Return the parameters set for a rule."""
        return self.rules.get(name, _NOTHING).parameters


_NOTHING = RuleSettings()
