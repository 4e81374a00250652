"""Trying policies on their tests, and on each thing in them changed."""

import json
from collections import Counter
from pathlib import Path

import pytest

from opmodel.policy.mutants import mutants
from opmodel.policy.statements import changed
from opmodel.policy.trial import Tried, tried
from tests.cli.process import ON, opmodel, write
from tests.models.folders import DAY, model_of
from tests.policies.judged import MODEL, each, policies, query

TESTS = """    tests:
      - model:
          roles: {ae: {}}
          stages:
            owned: {type: open, owner: ae}
            alone: {type: open}
            signed: {type: won}
        expect: [EXPECTED]
"""


def trial(text: str) -> Tried:
    """Try the one policy of a text."""
    return tried(policies(text)[0], lambda example: model_of({"opmodel.yaml": "opmodel: 1\n", "a.yaml": MODEL}), DAY)


def owned(expected: str, tests: str = TESTS) -> Tried:
    """Try a policy that open stages have an owner."""
    return trial(each("stages", "owner is not null", where="type = 'open'", more=tests.replace("EXPECTED", expected)))


def test_exactly_those() -> None:
    """A test passes if exactly the entries that it names break the policy."""
    assert owned("stage/alone").passed
    assert owned("stage/alone").unnoticed == ()
    more = owned("stage/alone, stage/owned").trials[0]
    assert (more.passed, more.missing, more.unexpected) == (False, ("stage/owned",), ())
    less = owned("").trials[0]
    assert (less.passed, less.missing, less.unexpected) == (False, (), ("stage/alone",))


def test_a_test_that_means_nothing_fails() -> None:
    """Its model must be understood, and have what it expects; it may refer to what it leaves out."""
    assert "which its model does not have" in owned("stage/alon").trials[0].trouble
    wrong = TESTS.replace("alone: {type: open}", "alone: {tipe: open}")
    assert "policies/own.yaml:13:21: stage 'alone' has no key 'tipe'" in owned("stage/alone", wrong).trials[0].trouble
    assert owned("stage/alone", TESTS.replace("          roles: {ae: {}}\n", "")).passed


def test_a_policy_that_cannot_be_judged_fails_its_tests() -> None:
    """Also where a test expects nothing."""
    text = query("select id from stages", more="    tests: [{model: {}, expect: []}]\n")
    assert "no column 'kind'" in trial(text).trials[0].trouble


def test_what_no_test_would_notice() -> None:
    """A condition that decides nothing in any test is named."""
    found = owned("stage/alone", TESTS.replace("            signed: {type: won}\n", ""))
    assert found.passed
    assert found.unnoticed == ("where is left out",)


def test_changes_to_conditions() -> None:
    """Comparisons are turned round and parts left out, at every depth."""
    text = each("stages", "owner is not null and (stall_after_hours < 9 or not jointly)", where="type in ('open')")
    assert [one.change for one in mutants(policies(text)[0])] == [
        "where is left out",
        "in where, `type in ('open')` is turned round",
        "nothing is required",
        "in require, `owner is not null` is left out",
        "in require, `owner is not null` is turned round",
        "in require, `(stall_after_hours < 9 or not jointly)` is left out",
        "in require, `stall_after_hours < 9` is left out",
        "in require, `stall_after_hours < 9` is turned round",
        "in require, `not jointly` is left out",
        "in require, `not jointly` is turned round",
        "in require, `jointly` is turned round",
    ]


CHANGED = {
    "select a from t where a = 1": ["select a from t where a <> 1"],
    "select 'a = b' from t -- x = y": [],
    "select 1 from t where a <= 1 and b is not null": [
        "select 1 from t where a > 1 and b is not null",
        "select 1 from t where a <= 1 and b is  null",
        "select 1 from t where true and b is not null",
        "select 1 from t where a <= 1 and true ",
    ],
    "select 1 from t where a between 1 and 2 or b": [
        "select 1 from t where a not between 1 and 2 or b",
        "select 1 from t where false or b",
        "select 1 from t where a between 1 and 2 or false ",
    ],
    "select 1 where not exists (select 1 from t where a and b)": [
        "select 1 where  exists (select 1 from t where a and b)",
        "select 1 where not exists (select 1 from t where true and b)",
        "select 1 where not exists (select 1 from t where a and true )",
    ],
}


@pytest.mark.parametrize("sql", CHANGED)
def test_changes_to_statements(sql: str) -> None:
    """Texts and remarks stay, a part that is left out changes nothing beside it."""
    assert Counter(other for _, other in changed(sql)) == Counter(CHANGED[sql])


def test_the_verb(tmp_path: Path) -> None:
    """It lists, explains and tries policies of a model, a pack or a file; a test that fails is exit 1."""
    text = each("stages", "owner is not null", where="type = 'open'", more=TESTS.replace("EXPECTED", "stage/alone"))
    model = write(tmp_path, opmodel="opmodel: 1\ncheck: {policies: [policies/own.yaml, starter]}\n")
    own = write(model / "policies", own=text) / "own.yaml"
    (model / "policies" / "opmodel.yaml").unlink()
    ran = opmodel("policy", "test", "--model", model, *ON)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "6 policies, 6 tests: all pass")
    listed = json.loads(opmodel("policy", "list", "--model", model, "--format", "json").out)
    assert [one["judged"] for one in listed] == [True] * 6 + [False] * 10
    page = opmodel("policy", "explain", "ours", "--model", model).out
    assert "We said so." in page
    assert "alone: {type: open}" in page
    own.write_text(text.replace("[stage/alone]", "[]"), encoding="utf-8")
    ran = opmodel("policy", "test", own, "--format", "json")
    assert (ran.code, json.loads(ran.out)[0]["tests"][0]["unexpected"]) == (1, ["stage/alone"])
    assert opmodel("policy", "test", "startr", cwd=tmp_path).err.endswith("did you mean 'starter'?\n")


def test_the_model_of_a_test_may_be_a_folder(tmp_path: Path) -> None:
    """It stands beside the file of the policy, and nowhere else."""
    text = each("stages", "owner is not null", more="    tests: [{model: FOLDER, expect: [stage/won]}]\n")
    write(tmp_path / "small", a=MODEL)
    for folder, code in {"small": 0, "missing": 2, "../small": 2, "/": 2}.items():
        (tmp_path / "own.yaml").write_text(text.replace("FOLDER", folder), encoding="utf-8")
        ran = opmodel("policy", "test", tmp_path / "own.yaml", *ON)
        assert ran.code == code, folder
        assert code == 0 or f"there is no folder '{folder}' beside" in ran.err
