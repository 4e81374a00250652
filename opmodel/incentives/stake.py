"""How much of somebody's pay hangs on one measure, and what that makes of a finding."""

from collections.abc import Iterable
from dataclasses import dataclass

from opmodel.finding import Severity
from opmodel.model import Why
from opmodel.model.sections.incentives import Incentive, Measure
from opmodel.wording import listed

LADDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
EQUAL_WEIGHTS = "equal weights"
DECIMALS = 6
"""Thirds of 15% are 5%, also in binary."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """What a plan does not state by a key and is taken to be so: `30% variable pay`, `equal weights`."""

    what: str
    plan: str
    key: str


@dataclass(frozen=True, slots=True)
class Stake:
    """A share of somebody's total pay at target, percent.

    `least` and `most` bound it whatever the assumed values really are; without an assumption all three are equal.
    """

    percent: float
    least: float
    most: float
    assumed: tuple[Assumption, ...] = ()

    @property
    def guesses(self) -> tuple[str, ...]:
        r"""What was assumed and why: `equal weights, because plan_ae does not state \`weight\``."""
        plans: dict[tuple[str, str], list[str]] = {}
        for one in self.assumed:
            plans.setdefault((one.what, one.key), []).append(one.plan)
        return tuple(
            f"{what}, because {listed(names)} {'does' if len(names) == 1 else 'do'} not state `{key}`"
            for (what, key), names in plans.items()
        )

    @property
    def assuming(self) -> str:
        """The same as the end of a sentence."""
        return assuming(*self.guesses)


def assuming(*guesses: str) -> str:
    """Say what was assumed, as the end of a sentence: ` (assumed: ...)`; empty where nothing was."""
    return f" (assumed: {'; '.join(said)})" if (said := [one for one in guesses if one]) else ""


def guessed_levers(*roles: str) -> str:
    """Return what is assumed of roles without levers, and why; empty without roles."""
    if len(roles) == 1:
        return f"'{roles[0]}' moves only what it is paid on, because it names no `levers`"
    names = listed(f"'{role}'" for role in roles)
    return f"{names} move only what they are paid on, because they name no `levers`" if roles else ""


def stakes(plan: Incentive, weights: tuple[float, ...], *, assumed_variable_percent: float) -> tuple[Stake, ...]:
    """Return the shares of total pay that a plan puts on its measures, in their order; `weights` are those of its own.

    What the plan leaves open is assumed: the variable part of pay as given here, equal weights for all measures
    without one. A single measure without a weight has the rest of the whole, which is arithmetic and no assumption,
    unless it has a weight that nobody may know or that could not be read.
    """
    variable = _variable(plan)
    mix = (
        () if variable is not None else (Assumption(f"{assumed_variable_percent:g}% variable pay", plan.id, "pay_mix"),)
    )
    share, whole = (variable, variable) if variable is not None else (assumed_variable_percent, 100)
    written = [_weight(measure) for measure in plan.measures]
    is_sum = written.count(None) == 1 and not _is_hidden(plan)
    equal = () if is_sum else (Assumption(EQUAL_WEIGHTS, plan.id, "weight"),)
    found = []
    for weight, likely in zip(written, weights, strict=True):
        assumed = mix if weight is not None else (*mix, *equal)
        most = weight if weight is not None else likely * written.count(None)
        point = round(share * likely / 100, DECIMALS)
        found.append(Stake(point, 0 if assumed else point, whole * most / 100, assumed))
    return tuple(found)


def weights(plan: Incentive) -> tuple[float, ...]:
    """Return the share of variable pay each measure of a plan is worth, percent: as written, or of what is left."""
    written = [_weight(measure) for measure in plan.measures]
    rest = max(0.0, 100 - sum(weight for weight in written if weight is not None))
    each = rest / max(1, written.count(None))
    return tuple(each if weight is None else weight for weight in written)


def _is_hidden(plan: Incentive) -> bool:
    """Tell whether a measure has a weight that is not known, or could not be read."""
    return any(one.field == "measures.weight" and one.why is not Why.NONE for one in plan.absences.values())


def _variable(plan: Incentive) -> float | None:
    mix = plan.pay_mix
    if mix is None or mix.variable is not None:
        return mix.variable if mix else None
    return None if mix.base is None else 100 - mix.base


def _weight(measure: Measure) -> float | None:
    return measure.weight if measure.weight is not None else measure.expected


def smaller(one: Stake, other: Stake) -> Stake:
    """Return the stake of a conflict: nobody fights for more than the side with less to lose."""
    return Stake(
        min(one.percent, other.percent),
        min(one.least, other.least),
        min(one.most, other.most),
        tuple(dict.fromkeys((*one.assumed, *other.assumed))),
    )


def together(stakes: Iterable[Stake]) -> Stake:
    """Return what several measures of one side put at stake together; nobody has more than all pay to lose."""
    found = tuple(stakes)
    return Stake(
        min(100.0, sum(one.percent for one in found)),
        min(100.0, sum(one.least for one in found)),
        min(100.0, sum(one.most for one in found)),
        tuple(dict.fromkeys(assumption for one in found for assumption in one.assumed)),
    )


def severity(stake: Stake, *, error_percent: float, warning_percent: float) -> Severity:
    """Return how bad a conflict over this much pay is, one step milder where an assumption decides it."""

    def level(percent: float) -> int:
        return 0 if percent >= error_percent else 1 if percent >= warning_percent else 2

    decided = level(stake.least) == level(stake.most)
    return LADDER[level(stake.percent) if decided else min(level(stake.percent) + 1, 2)]
