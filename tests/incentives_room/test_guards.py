"""Which gates and clawbacks hold nothing back; what is not declared is not held against them."""

import pytest

from opmodel.graph import Graph
from opmodel.incentives import Incentives, Thresholds
from opmodel.incentives.guards import holding, hollow
from tests.incentives_room.plans import model_of

MODEL = """
roles: {{ae: {{level: individual, levers: [promises]}}}}
levers: {{promises: {{}}}}
kpis:
  bookings: {{aggregation: sum, kind: value, good: up}}
  guard: {{{kpi}}}
influences: {{promises: {{bookings: +, guard: {effect}}}}}
incentives: {{plan_ae: {{payee: ae, measures: {{bookings: {{weight: 100, {held}}}}}}}}}
"""
RATIO = "aggregation: ratio, kind: outcome, good: up"
QUARTERLY = f"{RATIO}, target: {{value: 90, period: quarter}}"
LATE = '{effect: "-", lag: 12mo}'


def why(kpi: str, held: str, effect: str = '"-"') -> str:
    """Return why a guard holds nothing, and make sure that what holds is the rest."""
    incentives = Incentives(Graph(model_of(MODEL.format(kpi=kpi, held=held, effect=effect))), Thresholds())
    (payment,) = incentives.paid["bookings"]
    lever = incentives.network.number("lever/promises")
    said = hollow(payment, "guard", incentives, lever)
    assert holding(payment, incentives, lever) == (frozenset() if said else {"guard"})
    return said


@pytest.mark.parametrize(
    ("kpi", "minimum"),
    [
        (RATIO, 0),
        (RATIO, -5),
        ("aggregation: count, good: up", 0),
        ("aggregation: duration, good: up", 0),
        ("aggregation: ratio, kind: quality, good: down", 100),
    ],
)
def test_every_value_passes(kpi: str, minimum: int) -> None:
    """What cannot fall below 0, a share in percent cannot rise above 100."""
    assert why(kpi, f"gates: {{guard: {minimum}}}") == (
        f"gate on kpi 'guard' holds nothing back: every value passes {minimum}"
    )


@pytest.mark.parametrize(
    ("kpi", "minimum"),
    [
        (RATIO, 1),
        ("aggregation: ratio, kind: margin, good: up", 0),
        ("aggregation: sum, kind: outcome, good: up", 0),
        ("aggregation: score, kind: quality, good: up", 0),
        ("aggregation: derived, kind: outcome, good: up", 0),
        ("aggregation: ratio, kind: outcome, good: up, target: {value: 0}", 0),
        ("aggregation: ratio, kind: outcome, good: up, limit: {below: -2}", 0),
        ("aggregation: ratio, kind: quality, good: down", 0),
        ("aggregation: count, good: down", 100),
        ("aggregation: ratio, kind: outcome", 0),
        ("aggregation: ratio, good: up", 0),
    ],
)
def test_some_value_may_not_pass(kpi: str, minimum: int) -> None:
    """Money, scores and growth may fall below 0, counts rise above 100; what says too little counts as a gate."""
    assert why(kpi, f"gates: {{guard: {minimum}}}") == ""


@pytest.mark.parametrize(
    ("kpi", "within", "effect", "expected"),
    [
        (RATIO, "1d", LATE, "ends after 1d, the harm shows after 12 months"),
        (QUARTERLY, "1d", '"-"', "ends after 1d, before a quarter of it is known"),
        (QUARTERLY, "6mo", LATE, "ends after 6mo, the harm shows after 12 months"),
        (RATIO, "12mo", LATE, ""),
        (RATIO, "360d", LATE, ""),
        (QUARTERLY, "90d", '"-"', ""),
        (QUARTERLY, "1mo", '{effect: "-", lag: 1mo}', ""),
        (RATIO, "1d", '"-"', ""),
    ],
)
def test_until_the_truth_is_known(kpi: str, within: str, effect: str, expected: str) -> None:
    """A declared lag decides, else the period of the KPI; where neither is declared, the clawback counts."""
    said = why(kpi, f"clawbacks: {{guard: {within}}}", effect)
    assert said == (f"clawback on kpi 'guard' {expected}" if expected else "")


def test_one_guard_that_holds_is_enough() -> None:
    """A gate at 0 beside a clawback of a year."""
    assert why(RATIO, "gates: {guard: 0}, clawbacks: {guard: 12mo}", LATE) == ""
