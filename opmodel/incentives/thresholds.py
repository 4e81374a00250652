"""From where on the analysis of incentives speaks; one set for all rules, because they decide together who speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares are in percent.

    `stake_percent` of variable pay make a share in an outcome a stake; conflicts over `error_percent` of total pay
    are errors, over `warning_percent` warnings. `counterweight_percent` of an opposite pull in the same plan make a
    trade-off of a conflict. `assumed_variable_percent` of total pay is variable where a plan does not say.

    Source: no token measures below 10% is plan practice; effort follows relative pay at the margin (Holmstrom and
    Milgrom 1991).
    """

    stake_percent: float = 10.0
    error_percent: float = 5.0
    warning_percent: float = 1.0
    counterweight_percent: float = 50.0
    assumed_variable_percent: float = 30.0
