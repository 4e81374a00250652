"""Who is paid for which direction of one KPI, and which plans pull apart."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from opmodel.engine import Result, Scene, Settings, rules, run
from opmodel.incentives.payments import MOST_PLANS, opposed
from opmodel.model.sections.incentives import PaidDirection
from tests.incentives_room.plans import model_of, paid

HEAD = """
functions: {sales: {lead: boss}}
roles: {boss: {function: sales}, rep: {function: sales}, clerk: {}}
"""
DAY = date(2026, 11, 21)
CHECKED = ("own-goal", "same-metric-opposed", "weights-do-not-add-up")
OPPOSITE = {"up": "down", "down": "up"}


def test_direction_is_the_plans_then_the_good_one() -> None:
    """A plan's own direction comes first, then the KPI's good one; a range has none."""
    found = paid(
        HEAD
        + """
kpis: {cost: {aggregation: sum, good: down}, load: {aggregation: ratio, good: range}, mood: {aggregation: score}}
incentives:
  one: {payee: rep, measures: {cost: {weight: 50}, load: {weight: 25}, mood: {weight: 25}}}
  two: {payee: clerk, measures: {cost: {weight: 50, direction: up}, load: {weight: 50, direction: up}}}
"""
    )
    directions = {(name, one.plan.id): one.direction for name, payments in found.items() for one in payments}
    assert directions == {
        ("cost", "one"): PaidDirection.DOWN,
        ("cost", "two"): PaidDirection.UP,
        ("load", "one"): None,
        ("load", "two"): PaidDirection.UP,
        ("mood", "one"): None,
    }


def test_payees_are_roles() -> None:
    """A function stands for its lead, and whoever is named twice is paid once."""
    text = (
        "kpis: {arr: {aggregation: sum, good: up}}\nincentives: {one: {payee: [sales, boss, rep], measures: {arr: {}}}}"
    )
    (payment,) = paid(f"{HEAD}{text}\n")["arr"]
    assert payment.payees == ("boss", "rep")
    assert payment.words == "roles 'boss' and 'rep'"


def test_pairs_are_bounded() -> None:
    """However many plans pay for one KPI, the pairs that are compared stay few, those with most pay among them."""
    plans = "".join(
        f"  plan_{number}: {{payee: rep, pay_mix: {{variable: {number}}}, "
        f"measures: {{arr: {{weight: 100, direction: {'up' if number % 2 else 'down'}}}}}}}\n"
        for number in range(1, 101)
    )
    found = paid(f"{HEAD}kpis: {{arr: {{aggregation: sum}}}}\nincentives:\n{plans}")["arr"]
    pairs = list(opposed(found))
    assert len(pairs) == MOST_PLANS**2
    assert (pairs[0].up.plan.id, pairs[0].down.plan.id) == ("plan_99", "plan_100")


@st.composite
def _companies(draw: st.DrawFn) -> tuple[dict[str, str], list[tuple[str, str, str, int]]]:
    """Return KPIs with their good direction, and measures of plans: payee, KPI, direction, weight."""
    ways = st.sampled_from(["up", "down"])
    kpis = draw(st.dictionaries(st.sampled_from(["arr", "cost", "speed"]), ways, min_size=1))
    measure = st.tuples(st.sampled_from(["boss", "rep", "clerk", "sales"]), st.sampled_from(sorted(kpis)), ways)
    return kpis, [(*one, draw(st.integers(1, 100))) for one in draw(st.lists(measure, max_size=6))]


def _checked(kpis: dict[str, str], measures: list[tuple[str, str, str, int]]) -> Result:
    written = "".join(f"  {name}: {{aggregation: sum, good: {good}}}\n" for name, good in kpis.items())
    plans = "".join(
        f"  plan_{number}: {{payee: {payee}, measures: {{{kpi}: {{weight: {weight}, direction: {way}}}}}}}\n"
        for number, (payee, kpi, way, weight) in enumerate(measures)
    )
    model = model_of(f"{HEAD}kpis:\n{written}" + (f"incentives:\n{plans}" if plans else ""))
    return run(Scene(model.resolve(DAY), Settings(), DAY), [one for one in rules() if one.name in CHECKED])


@settings(max_examples=60, deadline=None)
@given(_companies())
def test_turning_a_number_round_changes_nothing(
    company: tuple[dict[str, str], list[tuple[str, str, str, int]]],
) -> None:
    """Counting what is lost instead of what is kept, everywhere, leaves the same plans opposed."""
    kpis, measures = company
    turned = {name: OPPOSITE[good] for name, good in kpis.items()}
    round_ = [(payee, kpi, OPPOSITE[way], weight) for payee, kpi, way, weight in measures]
    facts = [
        sorted((one.fingerprint, one.severity.value, one.entity) for one in _checked(*company).findings)
        for company in ((kpis, measures), (turned, round_))
    ]
    assert facts[0] == facts[1]
