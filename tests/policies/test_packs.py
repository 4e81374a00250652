"""The shipped packs: their tests pass and notice every change, and healthy companies keep them."""

from collections import Counter

import pytest

from opmodel.engine import Settings, rules_for
from opmodel.engine.cases import run_cases
from opmodel.policy.policies import PACKS, pack
from opmodel.policy.trial import tried
from tests.models.folders import DAY, MISALIGNED, NORTHWIND, model_of, texts

STRICT = pack("strict")


def broken(folder: str, name: str) -> Counter[str]:
    """Return how often a model breaks each policy of a pack."""
    home = {"northwind": NORTHWIND, "misaligned": MISALIGNED}[folder]
    settings = Settings(policies=pack(name))
    chosen = tuple(one for one in rules_for(settings) if one.family == "policies")
    return Counter(one.rule for one in run_cases(model_of(texts(home)), settings, DAY, chosen).findings)


@pytest.mark.parametrize("policy", STRICT, ids=lambda policy: policy.id)
def test_tests_of_a_policy(policy: object) -> None:
    """Every test passes, and no change to the policy goes unnoticed."""
    assert policy in STRICT
    found = tried(next(one for one in STRICT if one is policy), lambda example: model_of({}), DAY)
    assert found.trials
    assert [(one.unexpected, one.missing, one.trouble) for one in found.trials if not one.passed] == []
    assert found.unnoticed == ()


def test_each_pack_has_those_before_it() -> None:
    """There are fifteen in all, each in one pack."""
    assert len(STRICT) == len({one.id for one in STRICT}) == 15
    assert [len(pack(name)) for name in PACKS] == [5, 11, 15]


def test_northwind_keeps_starter_and_standard() -> None:
    """A healthy company does; that everybody who changes hands is answered in a day it does not promise."""
    assert broken("northwind", "standard") == {}
    assert broken("northwind", "strict") == {"customer_is_answered_within_a_day": 4}


def test_misaligned_breaks_several() -> None:
    """Each of these is a row of its expected findings seen from the company's side."""
    assert broken("misaligned", "standard") == {
        "decision_has_one_decider": 3,
        "handoff_has_a_clock": 3,
        "stage_has_owner_and_clock": 1,
        "definition_has_owner_and_test": 2,
        "number_has_owner_and_source": 2,
        "handoff_may_be_sent_back": 2,
        "handoff_has_feedback_loop": 1,
        "closing_plan_has_customer_measure": 1,
    }
