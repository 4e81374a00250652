"""A model with variants is judged once for each set of them, and what is found says for which records it holds."""

from collections.abc import Mapping

import pytest

from opmodel.engine import Profile, Result, Settings
from opmodel.engine.cases import where
from opmodel.pipeline import check_model
from tests.models.folders import DAY, MANIFEST, model_of

BASE = """\
dimensions:
  segment: {object: deal, values: {small: {}, mid: {}, large: {}}}
  region: {object: deal, values: {emea: {}, apac: {}}}
objects: {deal: {}}
roles: {ae: {}}
stages:
  discovery: {type: open, owner: ae}
  evaluation: {type: open, owner: ae}
  legal: {type: open}
variants:
"""
SCOPES = {"s": {"segment": ("small",)}, "e": {"region": ("emea",)}, "se": {"segment": ("small",), "region": ("emea",)}}
NOBODY, S, E, BOTH = frozenset[str](), frozenset("s"), frozenset("e"), frozenset("se")
CROSSED = (NOBODY, S, E, BOTH)
INNER = (NOBODY, S, frozenset(("s", "se")))


def _check(variants: str, scope: Mapping[str, str] | None = None) -> Result:
    model = model_of({MANIFEST: "opmodel: 1\n", "model.yaml": BASE + variants})
    return check_model(model, Settings(profile=Profile.STRICT), DAY, scope, ("owner-missing",))


def _found(variants: str, scope: Mapping[str, str] | None = None) -> dict[str, tuple[str, ...]]:
    every = _check(variants, scope).findings
    return {one.entity: one.scopes for one in every if one.entity.startswith("stage/")}


@pytest.mark.parametrize(
    ("holding", "cases", "words"),
    [
        (CROSSED, CROSSED, ()),
        ((S, BOTH), CROSSED, ("segment small",)),
        ((S,), CROSSED, ("segment small, but not region emea",)),
        ((BOTH,), CROSSED, ("region emea and segment small",)),
        ((S, E, BOTH), CROSSED, ("segment small", "region emea")),
        ((NOBODY,), CROSSED, ("all but segment small or region emea",)),
        ((NOBODY, S), CROSSED, ("all but region emea",)),
        ((NOBODY, S), INNER, ("all but region emea and segment small",)),
        ((S,), INNER, ("segment small, but not region emea",)),
    ],
)
def test_where_something_holds_is_said_in_scopes(
    holding: tuple[frozenset[str], ...], cases: tuple[frozenset[str], ...], words: tuple[str, ...]
) -> None:
    """Scopes are named as people would: the widest that fits, and what is not in it."""
    assert where(holding, cases, SCOPES) == words


def test_what_holds_everywhere_has_no_scope() -> None:
    """A finding of the model itself is one finding, and one that a variant makes says so."""
    text = "  small: {scope: {segment: small}, patch: {stages: {evaluation: {owner: }}}}\n"
    assert _found(text) == {"stage/legal": (), "stage/evaluation": ("segment small",)}


def test_what_a_variant_mends_holds_elsewhere() -> None:
    """Where all values but one have the finding, it is said of which it is not true."""
    text = "  small: {scope: {segment: small}, patch: {stages: {legal: {owner: ae}}}}\n"
    assert _found(text) == {"stage/legal": ("all but segment small",)}
    assert _found(text, {"segment": "small"}) == {}
    assert _found(text, {"segment": "mid"}) == {"stage/legal": ()}
    assert _found(text, {"small": ""}) == {}


def test_variants_that_change_nothing_change_no_finding() -> None:
    """A patch that says what is there already leaves every finding as it is."""
    text = "  small: {scope: {segment: small}, patch: {stages: {evaluation: {owner: ae}}}}\n"
    assert _check(text).findings == _check("  small: {scope: {segment: small}, patch: {}}\n").findings
    assert _found(text) == {"stage/legal": ()}


def test_the_order_of_variants_changes_nothing() -> None:
    """Which variant stands first in a file is no precedence."""
    lines = [
        "  a: {scope: {segment: small}, patch: {stages: {evaluation: {owner: }}}}\n",
        "  b: {scope: {region: emea}, patch: {stages: {discovery: {owner: }}}}\n",
    ]
    said = [
        {one.fingerprint: (one.message, one.scopes) for one in _check("".join(text)).findings}
        for text in (lines, lines[::-1])
    ]
    assert said[0] == said[1]
    assert {one[1] for one in said[0].values()} == {(), ("segment small",), ("region emea",)}


def test_a_result_counts_each_entity_once() -> None:
    """However many sets there are, the model has as many entities as the largest of them, and each is checked once."""
    text = "  small: {scope: {segment: small}, patch: {stages: {legal: {remove: true}}}}\n"
    result = _check(text)
    assert result.entities == 8
    assert result.outcomes[0].checked <= result.entities


def test_what_is_for_other_records_is_not_blamed() -> None:
    """A plan for large customers may name what small ones do not have, and what only small ones have may be theirs."""
    text = """\
  small: {scope: {segment: small}, patch: {stages: {legal: {remove: true}, trial: {type: open, owner: ae}}}}
kpis: {in_legal: {aggregation: count}, in_trial: {aggregation: count}}
lifecycles:
  large_path: {object: deal, stages: [evaluation, legal], scope: {segment: large}}
  small_path: {object: deal, stages: [evaluation, trial], scope: {segment: small}}
"""
    model = model_of({MANIFEST: "opmodel: 1\n", "model.yaml": BASE + text})
    found = check_model(model, Settings(), DAY, only=("unknown-reference",)).findings
    assert [one.message for one in found] == []


def test_owners_by_scope_stay_one_owner_each() -> None:
    """What names owners for two segments is no list of owners because a variant is for one of them."""
    text = """\
  small: {scope: {segment: small}, patch: {stages: {legal: {owner: [closer, seller]}}}}
"""
    roles = "roles: {ae: {}, closer: {scope: {segment: small}}, seller: {scope: {segment: [mid, large]}}}\n"
    owners = "evaluation: {type: open, owner: [closer, seller]}"
    base = BASE.replace("roles: {ae: {}}\n", roles).replace("evaluation: {type: open, owner: ae}", owners)
    model = model_of({MANIFEST: "opmodel: 1\n", "model.yaml": base + text})
    for scope in ({}, {"segment": "small"}, {"segment": "large"}):
        assert check_model(model, Settings(), DAY, scope, only=("two-accountable-owners",)).findings == ()
