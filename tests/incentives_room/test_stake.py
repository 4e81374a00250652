"""How much of somebody's pay hangs on a measure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opmodel.finding import Severity
from opmodel.incentives import Assumption, Stake, severity, smaller
from tests.incentives_room.plans import paid

HEAD = """
roles: {rep: {level: individual}}
kpis: {a: {aggregation: count}, b: {aggregation: sum}, c: {aggregation: sum}}
"""
THIRTY = Assumption("30% variable pay", "plan", "pay_mix")
EQUAL = Assumption("equal weights", "plan", "weight")

PLANS = [
    ("pay_mix: {base: 60, variable: 40}, measures: {a: {weight: 25}, b: {weight: 75}}", Stake(10, 10, 10)),
    ("pay_mix: {base: 60}, measures: {a: {weight: 25}, b: {weight: 75}}", Stake(10, 10, 10)),
    ("pay_mix: {variable: 50}, measures: {a: {rate: 95, expected: 60}, b: {weight: 40}}", Stake(30, 30, 30)),
    ("measures: {a: {weight: 50}, b: {weight: 50}}", Stake(15, 0, 50, (THIRTY,))),
    ("withheld: [pay_mix], measures: {a: {weight: 50}, b: {weight: 50}}", Stake(15, 0, 50, (THIRTY,))),
    ("pay_mix: {variable: 20}, measures: {a: {}}", Stake(20, 20, 20)),
    ("pay_mix: {variable: 20}, measures: {a: {}, b: {weight: 70}}", Stake(6, 6, 6)),
    ("pay_mix: {variable: 20}, measures: {a: {}, b: {}}", Stake(10, 0, 20, (EQUAL,))),
    ("pay_mix: {variable: 20}, measures: {a: {}, b: {rate: 3}, c: {weight: 50}}", Stake(5, 0, 10, (EQUAL,))),
    ("pay_mix: {variable: 20}, measures: {a: {unknown: [weight]}}", Stake(20, 0, 20, (EQUAL,))),
    ("measures: {a: {}, b: {}, c: {}}", Stake(10, 0, 100, (THIRTY, EQUAL))),
]


@pytest.mark.parametrize(("plan", "expected"), PLANS, ids=[plan for plan, _ in PLANS])
def test_share_of_total_pay(plan: str, expected: Stake) -> None:
    """The stake is the variable part times the weight; what the plan leaves open is assumed and bounded."""
    (payment,) = paid(f"{HEAD}incentives: {{plan: {{payee: rep, {plan}}}}}\n")["a"]
    assert payment.stake == expected


@pytest.mark.parametrize("mix", ["{base: 100}", "{variable: 0}"])
def test_a_plan_without_variable_pay_pays_for_nothing(mix: str) -> None:
    """Where nothing of the pay depends on results, nothing can pull."""
    assert paid(f"{HEAD}incentives: {{plan: {{payee: rep, pay_mix: {mix}, measures: {{a: {{weight: 100}}}}}}}}\n") == {}


@pytest.mark.parametrize(
    ("stake", "expected"),
    [
        (Stake(5, 5, 5), Severity.ERROR),
        (Stake(4.9, 4.9, 4.9), Severity.WARNING),
        (Stake(1, 1, 1), Severity.WARNING),
        (Stake(0.9, 0.9, 0.9), Severity.NOTE),
        (Stake(30, 0, 100, (THIRTY,)), Severity.WARNING),
        (Stake(3, 0, 10, (THIRTY,)), Severity.NOTE),
        (Stake(0.5, 0, 0.9, (THIRTY,)), Severity.NOTE),
    ],
)
def test_severity_by_stake(stake: Stake, expected: Severity) -> None:
    """5% of pay is an error and 1% a warning; where an assumption could change that, it is one step milder."""
    assert severity(stake, error_percent=5, warning_percent=1) is expected


def test_a_small_certain_side_decides_whatever_the_other_assumes() -> None:
    """Who has half a percent to lose makes a note of it, even if the other side's pay is a guess."""
    certain, guess = Stake(0.5, 0.5, 0.5), Stake(30, 0, 100, (THIRTY,))
    both = smaller(certain, guess)
    assert (both.percent, both.most, both.assumed) == (0.5, 0.5, (THIRTY,))
    assert severity(both, error_percent=5, warning_percent=1) is Severity.NOTE


def test_assumptions_are_said_once() -> None:
    """The message names each assumption with the plans that do not state it, and the key they would state it by."""
    other = Assumption("30% variable pay", "plan_other", "pay_mix")
    assert Stake(1, 1, 1).assuming == ""
    assert Stake(1, 0, 9, (THIRTY, EQUAL, other)).assuming == (
        " (assumed: 30% variable pay, because plan and plan_other do not state `pay_mix`; "
        "equal weights, because plan does not state `weight`)"
    )


STAKES = st.tuples(*[st.floats(0, 100)] * 3).map(lambda three: Stake(sorted(three)[1], min(three), max(three)))


@given(STAKES, STAKES)
def test_the_smaller_stake_has_no_sides(one: Stake, other: Stake) -> None:
    """It does not matter which side is named first, and its bounds stay bounds."""
    both = smaller(one, other)
    assert both == smaller(other, one)
    assert both.least <= both.percent <= both.most


@given(STAKES)
def test_an_assumption_never_makes_it_worse(stake: Stake) -> None:
    """A finding that rests on a guess is never more severe than the same one for certain."""
    certain = Stake(stake.percent, stake.percent, stake.percent)
    ranks = [severity(one, error_percent=5, warning_percent=1).rank for one in (certain, stake)]
    assert ranks[0] <= ranks[1]
