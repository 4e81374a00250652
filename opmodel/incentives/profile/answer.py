"""Everything that was asked about the pay of a model's roles, ready to be written down."""

from dataclasses import dataclass

from opmodel.finding import Finding
from opmodel.incentives.influence.atlas import Thing
from opmodel.incentives.profile.between import Side
from opmodel.incentives.profile.role import Profile


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a change of the text would change.

    Findings are told apart by fingerprint: those that `appear`, those that `disappear`, and `altered` ones before and
    after. `roles` are the profiles that differ, before and after; one is None where there is nothing to say.
    """

    changes: tuple[str, ...]
    appear: tuple[Finding, ...]
    disappear: tuple[Finding, ...]
    altered: tuple[tuple[Finding, Finding], ...]
    roles: tuple[tuple[Profile | None, Profile | None], ...]


@dataclass(frozen=True, slots=True)
class Pay:
    """Profiles of roles, the findings about their pay, and what was asked beside; with a change, as it would be.

    `value` are the KPIs that stand for the company's value, `is_north_star` whether they are its north star. `labels`
    are the roles that findings name. `lacks` says which files could not be read, as the end of a sentence.
    """

    profiles: tuple[Profile, ...]
    findings: tuple[Finding, ...]
    value: tuple[Thing, ...]
    is_north_star: bool
    labels: tuple[Thing, ...]
    sides: tuple[Side, ...] = ()
    what_if: WhatIf | None = None
    lacks: str = ""
