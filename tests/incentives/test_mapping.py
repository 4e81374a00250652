"""The mapping from the notation of the cases to a model: nothing is lost, nothing is added, nothing unknown passes."""

import copy

import pytest
import yaml

from tests.incentives.judging import findings_differ
from tests.incentives.mapping import model_text, sections
from tests.incentives.notation import KEYS, NotationError, Raw, read_cases

FULL: Raw = yaml.safe_load("""
id: full
as_of: "2026-06-01"
roles:
  boss: {}
  ae: {level: leader, reports_to: boss, levers: [effort, timing, calls], variable: 0.35, headcount: 4}
  csm: {local_monitoring: true}
metrics:
  - {id: timing, kind: timing}
  - {id: deals, kind: volume, defines: [ae], measures: [boss], approves: [boss], accepted_by: [csm], partition_of: all}
  - {id: fit, kind: quality, good: down, important: true, external: true, proxy_for: truth, accountable: [ae, csm]}
edges: [effort + deals 0.7, timing + deals weak, calls - fit lag=6, deals + fit strong lag=2, fit + calls]
incentives:
  - {role: ae, metric: deals, weight: 0.55, dir: down, period: multi_year, target: 9, threshold: 0.4,
     cap: 1.5, accelerator: 1.0, quota: true, prior_period_base: true, gates: [fit], clawback: 12,
     clawback_on: [churn], credit: 1}
  - {id: bonus, role: csm, metric: deals, credit: 0.5, overlay: true, relative: true}
  - {role: csm, metric: fit, against: [ae], clawback: 3, threshold: 14}
handoffs: [[ae, csm], [csm, boss]]
stages: [{id: won, owner: ae, metric: deals}, {id: live, owner: csm, capacity: 20}]
transitions: [{from: won, to: live, rate: 0.8}]
tensions:
  - {check: own-goal, between: [ae, csm], metric: deals, rationale: why, arbiter: boss, guardrail: fit,
     review_by: "2026-12-31"}
expect:
  findings: [{check: own-goal, roles: [ae], metrics: [deals], severity: error, status: open, verdict: certain}]
  absent: [own-goal, {check: own-goal, roles: [csm]}]
  signs: ["effort deals +"]
  loops: {R: 1, B: 0}
  congruence: {ae: 1.0}
""")
"""A case that uses every key of the notation."""

MODEL = """
roles:
  boss: {}
  ae: {reports_to: boss, headcount: 4, level: executive, levers: [effort, timing, calls]}
  csm: {local_monitoring: true}
levers: {effort: {}, timing: {timing: true}}
kpis:
  deals: {aggregation: count, kind: volume, partition_of: all, defined_by: [ae], measured_by: [boss],
          approved_by: [boss], accepted_by: [csm]}
  fit: {aggregation: count, kind: quality, good: down, important: true, external: true, proxy_for: truth, owner: ae,
        joint: [ae, csm]}
  all: {aggregation: count}
  calls: {aggregation: count}
  churn: {aggregation: count}
  truth: {aggregation: count}
influences:
  effort: {deals: "+0.7"}
  timing: {deals: +weak}
  calls: {fit: {effect: "-", lag: 6mo}}
  deals: {fit: {effect: +strong, lag: 2mo}}
  fit: {calls: +}
tensions:
  tension_1: {rule: own-goal, between: [ae, csm], kpi: deals, rationale: why, arbiter: boss, guardrail: fit,
              review_by: "2026-12-31"}
objects: {record: {}}
lifecycles: {flow: {object: record, stages: [won, live, csm_work, boss_work]}}
stages:
  won: {type: open, owner: ae, kpi: deals}
  live: {type: open, owner: csm}
  csm_work: {type: open, owner: csm}
  boss_work: {type: open, owner: boss}
  deals_credited: {type: won}
transitions:
  won_to_live: {from: won, to: live, kind: handoff, rate: 0.8}
  csm_work_to_boss_work: {from: csm_work, to: boss_work, kind: handoff}
capacities:
  live_capacity: {role: csm, unit: record, per_head: 20, headcount: 1, demand: {from: won_to_live, duration: 1mo}}
incentives:
  plan_ae:
    payee: ae
    pay_mix: {base: 65, variable: 35}
    measures:
      deals: {weight: 55, direction: down, period: year, target: 9, quota: 1, threshold: 40, cap: 150,
              accelerators: [{from: 100, rate: 1.5}], prior_period_base: true, gates: {fit: 1},
              clawbacks: {churn: 12mo}, credit: deals_credit}
  bonus: {payee: csm, measures: {deals: {direction: up, overlay: true, relative_to: [csm], credit: deals_credit}}}
  plan_csm: {payee: csm, measures: {fit: {quota: 14, threshold: 100, clawbacks: {fit: 3mo}, relative_to: [ae]}}}
crediting:
  deals_credit:
    {event: deals_credited, splits: [{to: ae, percent: 100}, {to: csm, percent: 50, as: overlay}]}
"""
UNMAPPED = {"case": {"id", "title", "source", "basis", "as_of", "expect"}, "expect": set(), "finding": set()}
"""Keys that are for readers, for the run or for the judge."""


def places(case: Raw, kind: str) -> list[Raw]:
    """Return the maps of one kind in a case."""
    expect = case["expect"]
    special = {
        "case": [case],
        "role": list(case["roles"].values()),
        "expect": [expect],
        "finding": [*expect["findings"], expect["absent"][1]],
    }
    return special[kind] if kind in special else list(case[f"{kind}s"])


def mapped_keys() -> list[tuple[str, str]]:
    """Return every key that says something about the model."""
    kinds = [kind for kind in KEYS if kind not in ("expect", "finding")]
    return [(kind, key) for kind in kinds for key in KEYS[kind].split() if key not in UNMAPPED.get(kind, {"id"})]


def test_every_key_has_its_place_in_the_model() -> None:
    """A case that uses the whole notation becomes this model, and nothing beside it."""
    found = sections(FULL)
    expected = yaml.safe_load(MODEL)
    assert {name: found[name] for name in sorted(found)} == {name: expected[name] for name in sorted(expected)}


@pytest.mark.parametrize(("kind", "key"), mapped_keys())
def test_no_key_is_left_out(kind: str, key: str) -> None:
    """Taking a key away changes the model or makes the case senseless, so none is read in vain."""
    case = copy.deepcopy(FULL)
    for one in places(case, kind):
        one.pop(key, None)
    assert any(key in one for one in places(FULL, kind))
    try:
        assert sections(case) != sections(FULL)
    except (KeyError, NotationError):
        return


@pytest.mark.parametrize("kind", KEYS)
def test_an_unknown_key_is_refused(kind: str) -> None:
    """Whatever the notation does not know is an error in every kind of map, never ignored."""
    for number in range(len(places(FULL, kind))):
        case = copy.deepcopy(FULL)
        places(case, kind)[number]["surprise"] = 1
        with pytest.raises(NotationError, match=f"{kind} has no key 'surprise'"):
            sections(case)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"edges": ["effort ++ deals"]}, "not understood"),
        ({"edges": ["effort + deals enormous"]}, "not understood"),
        ({"edges": ["effort + deals", "effort - deals"]}, "two edges"),
        ({"roles": {"ae": {"level": "emperor"}}}, "level 'emperor'"),
        ({"roles": {"ae": {"levers": ["x"]}}, "metrics": [{"id": "x", "kind": "timing", "good": "up"}]}, "lever 'x'"),
        ({"incentives": [{"role": "ae", "metric": "x", "clawback_on": ["y"]}]}, "clawback_on"),
        ({"incentives": [{"id": "p", "role": "ae", "metric": "x"}] * 2}, "plan 'p'"),
    ],
)
def test_a_meaningless_value_is_refused(change: Raw, said: str) -> None:
    """What has no place in a model is an error too."""
    with pytest.raises(NotationError, match=said):
        sections(change)


def test_a_second_payment_for_one_number_is_a_second_plan() -> None:
    """A plan pays for a number once; the same number again makes another plan of the role."""
    twice = [{"role": "ae", "metric": "x", "dir": way} for way in ("up", "down")]
    assert list(sections({"incentives": twice})["incentives"]) == ["plan_ae", "plan_ae_2"]


@pytest.mark.parametrize(
    ("stage", "starts", "demand"),
    [
        ({}, [], None),
        ({"metric": "x"}, [], {"from": "x", "duration": "1mo"}),
        ({"metric": "x"}, ["a"], {"from": "a_to_b", "duration": "1mo"}),
        ({}, ["a", "c"], [{"from": "a_to_b", "duration": "1mo"}, {"from": "c_to_b", "duration": "1mo"}]),
    ],
)
def test_a_capacity_is_fed_by_what_leads_there(stage: Raw, starts: list[str], demand: object) -> None:
    """Transitions into a stage feed its capacity, else the number that counts its arrivals, else nothing does."""
    moves = [{"from": start, "to": "b"} for start in starts]
    found = sections({"stages": [{"id": "b", "owner": "r", "capacity": 5, **stage}], "transitions": moves})
    assert found["capacities"]["b_capacity"].get("demand") == demand


def test_a_model_is_plain_text() -> None:
    """What is shared in a case is written out, for the language has no anchors."""
    shared = ["a", "b"]
    text = model_text({"metrics": [{"id": "x", "accountable": shared, "defines": shared, "measures": shared}]})
    assert "&" not in text
    assert yaml.safe_load(text)["kpis"]["x"]["measured_by"] == shared


def test_our_own_cases_are_sound() -> None:
    """All of our cases are in the notation, and between them they judge what they name."""
    cases = read_cases()
    assert len(cases) == 61
    for case in cases:
        assert model_text(case)
        findings_differ(case["expect"], ())
