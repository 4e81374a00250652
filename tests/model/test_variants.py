"""Variants: what a model is for the records they are for, and which of them hold together."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opmodel.model import Model, sections
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.roles import Role
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition
from opmodel.model.variants.cases import MOST, Case, occurring
from tests.model.documents import IDS, Tree, mutated, source, value
from tests.model.models import faults, model, one, place

BASE = """\
dimensions:
  segment: {values: {small: {}, mid: {}, large: {}}}
  region: {values: {emea: {}, apac: {}}}
roles: {ae: {}, am: {}, rep: {scope: {segment: small}}}
objects: {deal: {}}
lifecycles:
  sales: {object: deal, stages: [evaluation, legal, won]}
stages:
  evaluation: {type: open, owner: ae, stall: {after: 30d, warn_after: 20d}, unknown: [probability]}
  legal: {type: open, owner: ae}
  won: {type: won}
transitions:
  to_legal: {from: evaluation, to: legal, kind: advance}
  win: {from: legal, to: won, kind: advance}
variants:
"""
SMALL = {"segment": "small"}


def _stage(found: Model, name: str = "evaluation") -> Stage:
    stage = found.get(Stage, name)
    assert stage is not None
    return stage


def _patched(patch: str, scope: str = "segment: small") -> Model:
    return model(BASE + f"  v: {{scope: {{{scope}}}, patch: {patch}}}\n").resolve(scope=SMALL)


def _sets(text: str, day: date | None = None) -> list[set[str]]:
    return [set(case.variants) for case in occurring(model(BASE + text), day).cases]


def test_maps_are_merged_and_the_rest_is_replaced() -> None:
    """A patch changes the field it names: of a map only what it says, of a list or single value all."""
    found = _patched("{stages: {evaluation: {owner: am, stall: {after: 10d}}}, lifecycles: {sales: {stages: [won]}}}")
    stage = _stage(found)
    assert stage.owner == ("am",)
    assert stage.stall is not None
    assert (str(stage.stall.after), str(stage.stall.warn_after)) == ("10d", "20d")
    assert [path.stages for path in found.of(Lifecycle)] == [("won",)]
    assert found.faults == ()


def test_the_model_itself_stays_as_it_is() -> None:
    """For other records, and for nobody in particular, nothing has changed."""
    found = model(BASE + "  v: {scope: {segment: small}, patch: {stages: {evaluation: {owner: am}}}}\n")
    assert _stage(found).owner == _stage(found.resolve()).owner == _stage(found.resolve(scope={"segment": "mid"})).owner
    assert _stage(found.resolve(scope=SMALL)).owner == ("am",)
    assert _stage(found.resolve(scope={"v": ""})).owner == ("am",)


def test_conditions_are_judged_anew_where_a_variant_changes_what_they_name() -> None:
    """A column that a variant changes is the changed one in every condition; else the verdicts are those of all."""
    base = BASE.replace("objects: {deal: {}}", "objects: {deal: {fields: {score: {type: integer}}}}")
    base = "definitions: {hot: {term: Hot, object: deal, test: score > 5}}\n" + base
    patches = ("{objects: {deal: {fields: {score: {type: text}}}}}", "{stages: {evaluation: {owner: am}}}")
    text, same = (model(f"{base}  v: {{scope: {{segment: small}}, patch: {patch}}}\n") for patch in patches)
    assert [fault.rule for fault in text.resolve(scope=SMALL).faults] == ["condition-type-mismatch"]
    assert text.resolve().faults == same.resolve(scope=SMALL).faults == ()
    assert same.resolve(scope=SMALL).columns is same.columns
    assert text.resolve(scope=SMALL).columns is not text.columns


def test_fields_are_taken_away() -> None:
    """A field with nothing behind it is not written; in a map of entries one is removed like an entity."""
    found = _patched("{stages: {evaluation: {owner: , stall: {warn_after: {remove: true}}}}}")
    stage = _stage(found)
    assert stage.owner == ()
    assert stage.stall is not None
    assert (str(stage.stall.after), stage.stall.warn_after) == ("30d", None)


def test_absences_follow_the_patch() -> None:
    """What a patch gives is no longer unknown, and what it says is unknown is no longer given."""
    given = _stage(_patched("{stages: {evaluation: {probability: 40}}}"))
    assert given.probability is not None
    assert (given.probability.cases[0].low, dict(given.absences)) == (40, {})
    unknown = _patched("{stages: {evaluation: {unknown: [owner]}}}")
    assert (_stage(unknown).owner, list(_stage(unknown).absences)) == ((), ["owner"])
    assert unknown.faults == ()


def test_a_removed_entity_is_missed_where_it_is_named() -> None:
    """Who still names what a variant takes away is told so, and where that is."""
    found = _patched("{stages: {legal: {remove: true}}, transitions: {to_legal: {remove: true}}}")
    assert found.get(Stage, "legal") is None
    assert found.get(Transition, "to_legal") is None
    told = {fault.path: fault for fault in found.faults}
    assert sorted(told) == ["lifecycles.sales.stages[1]", "transitions.win.from"]
    fault = told["transitions.win.from"]
    assert fault.message == "transition 'win': from names 'legal', which variant 'v' removes"
    assert place(fault) == (14, 15)
    assert [note.message for note in fault.notes] == ["removed here"]


ROWS = """\
dimensions: {segment: {object: account, values: {small: {when: employees < 200}, large: {when: employees >= 200}}}}
roles: {ae: {}, counsel: {}}
objects:
  account: {fields: {employees: {type: integer, required: true}, segment: {type: dimension}}}
  deal: {joins: {account: account}, fields: {stage: {type: stage}}}
lifecycles: {sales: {object: deal, stages: [evaluation, legal, won]}}
stages:
  evaluation: {type: open, owner: ae}
  legal: {type: open, owner: ae}
  won: {type: won}
variants:
  v:
    scope: {segment: small}
    patch:
      stages: {legal: {remove: true}}
      roles: {counsel: {remove: true}}
      lifecycles: {sales: {stages: [evaluation, won]}}
"""


@pytest.mark.parametrize(
    ("when", "silent"),
    [
        ("account.segment = 'large'", True),
        ("account.employees > 500", True),
        ("account.segment <> 'small'", True),
        ("account.employees > 100", False),
        ("account.segment in ('small', 'large')", False),
    ],
)
def test_a_row_for_other_records_may_name_what_is_removed(when: str, silent: bool) -> None:
    """What a `when` keeps out of a scope is no part of the model of that scope, whole or a row of a list."""
    rows = f"""\
transitions:
  to_legal: {{from: evaluation, to: legal, kind: advance, when: "{when}"}}
  from_legal: {{from: legal, to: won, kind: advance, when: "{when}"}}
coverage: {{lawyers: {{role: ae, object: deal, stages: [legal], when: "{when}"}}}}
routing: {{r: {{object: deal, rules: [{{when: "{when}", assign: {{role: counsel}}}}, {{assign: {{role: ae}}}}]}}}}
feedback: {{f: {{from: ae, to: ae, about: to_legal}}}}
"""
    found = model(ROWS + rows).resolve(scope=SMALL)
    missed = [fault.rule for fault in found.faults if "removes" in fault.message]
    assert missed == ([] if silent else ["unknown-reference"] * 4)
    assert (found.get(Transition, "to_legal") is None) is silent
    assert all(link.target in found.entities for link in found.links)
    assert model(ROWS + rows).resolve(scope={"segment": "large"}).get(Transition, "to_legal")


def test_a_condition_may_name_a_stage_that_other_records_have() -> None:
    """A definition is written once for all records; where a variant has a stage less, none of its records is there."""
    patch = "{stages: {legal: {remove: true}}, transitions: {to_legal: {remove: true}, win: {from: evaluation}}, "
    patch += "lifecycles: {sales: {stages: [evaluation, won]}}}"
    text = "definitions: {open_deal: {term: Open, object: deal, test: \"stage in ('evaluation', 'legal')\"}, "
    text += "late: {term: Late, object: deal, test: stage >= 'legal' and stage < 'won'}}\n"
    base = BASE.replace("objects: {deal: {}}", "objects: {deal: {fields: {stage: {type: stage}}}}")
    found = model(base + f"  v: {{scope: {{segment: small}}, patch: {patch}}}\n" + text).resolve(scope=SMALL)
    assert [fault.message for fault in found.faults] == []


def test_what_is_wrong_in_a_patch_is_found_at_its_line() -> None:
    """A patch is read by the reader of its section, so its faults have the same words and their own places."""
    found = _patched("{stages: {evaluation: {ownr: am, stall: {after: soon}}}}")
    unknown, wrong = sorted(found.faults, key=lambda fault: fault.rule)
    assert (unknown.message, unknown.help) == ("stage 'evaluation' has no key 'ownr'", "did you mean 'owner'?")
    assert place(unknown) == (16, 1 + len("  v: {scope: {segment: small}, patch: {stages: {evaluation: {"))
    assert wrong.message.startswith("stage 'evaluation': stall.after must be a duration")
    assert wrong.span.line == 16


@pytest.mark.parametrize(
    ("patch", "rule", "message", "help"),
    [
        (
            "{stages: {evalution: {owner: ae}}}",
            "unknown-reference",
            "variant 'v': patch names 'evalution', but there is no such stage",
            "did you mean 'evaluation'?",
        ),
        (
            "{stages: {pilot: {owner: ae}}}",
            "unknown-reference",
            "variant 'v': patch names 'pilot', but there is no such stage",
            "declare it below stages:, or give all of it here, with type",
        ),
        (
            "{stages: {pilot: {remove: true}}}",
            "unknown-reference",
            "variant 'v': patch names 'pilot', but there is no such stage",
            "declare it below stages:, or give all of it here, with type",
        ),
        (
            "{stagez: {evaluation: {owner: ae}}}",
            "unknown-key",
            "variant 'v': there is no section 'stagez'",
            "did you mean 'stages'?",
        ),
        ("{plans: {}}", "unknown-key", "variant 'v': there is no section 'plans'", "write incentives"),
        (
            "{variants: {v: {state: draft}}}",
            "unknown-key",
            "variant 'v' changes variants",
            "write a variant of its own whose scope names more dimensions",
        ),
        (
            "{stages: {legal: {remove: true, owner: ae}}}",
            "wrong-type",
            "variant 'v': patch.stages.legal is removed and has fields",
            "take either away",
        ),
        (
            "{stages: {legal: }}",
            "wrong-type",
            "variant 'v': patch.stages.legal must be a map of the fields that differ, or {remove: true}, not empty",
            "",
        ),
    ],
)
def test_names_that_mean_nothing_are_found(patch: str, rule: str, message: str, help: str) -> None:
    """Unknown sections and ids of a patch are told from the text alone, whether it holds for anybody or not."""
    fault = one(BASE + f"  v: {{scope: {{segment: small}}, patch: {patch}}}\n", rule)
    assert (fault.message, fault.help, fault.span.line) == (message, help, 16)


def test_an_unknown_value_of_a_scope_is_found() -> None:
    """A scope names values that the dimension has."""
    text = BASE + "  v: {scope: {segment: tiny}, patch: {}}\n"
    assert [fault.message for fault in faults(text)] == ["variant 'v': dimension 'segment' has no value 'tiny'"]


def test_an_entity_declared_whole_is_there_for_these_records() -> None:
    """A patch may hold what only its records have, and a variant on top of it may change that."""
    text = """\
  v: {scope: {segment: small}, patch: {stages: {pilot: {type: open, owner: am}}, roles: {pilot_lead: {}}}}
  w: {scope: {segment: small, region: emea}, patch: {stages: {pilot: {owner: ae}}}}
"""
    found = model(BASE + text)
    assert found.faults == ()
    assert found.get(Stage, "pilot") is None
    assert _stage(found.resolve(scope=SMALL), "pilot").owner == ("am",)
    assert found.resolve(scope=SMALL).get(Role, "pilot_lead") is not None
    assert _stage(found.resolve(scope={**SMALL, "region": "emea"}), "pilot").owner == ("ae",)


def test_the_variant_with_more_dimensions_comes_on_top() -> None:
    """Precedence is the number of dimensions that a scope names, whatever the ids."""
    text = """\
  a: {scope: {segment: small, region: emea}, patch: {stages: {evaluation: {owner: am}}}}
  b: {scope: {segment: small}, patch: {stages: {evaluation: {owner: rep, probability: 10}}}}
"""
    found = model(BASE + text)
    assert _stage(found.resolve(scope=SMALL)).owner == ("rep",)
    both = _stage(found.resolve(scope={"a": ""}))
    assert both.owner == ("am",)
    assert both.probability is not None


def test_a_finer_variant_keeps_what_a_coarser_one_removes() -> None:
    """A patch of fields on top of a removal says that the entity is there after all."""
    text = """\
  a: {scope: {segment: small}, patch: {stages: {legal: {remove: true}}}}
  b: {scope: {segment: small, region: emea}, patch: {stages: {legal: {owner: am}}}}
"""
    assert _stage(model(BASE + text).resolve(scope={"b": ""}), "legal").owner == ("am",)


def test_sets_are_those_that_some_record_has() -> None:
    """Two values of one dimension never hold together; two dimensions make four sets."""
    apart = "  a: {scope: {segment: small}, patch: {}}\n  b: {scope: {segment: large}, patch: {}}\n"
    assert _sets(apart) == [set(), {"a"}, {"b"}]
    crossed = "  a: {scope: {segment: small}, patch: {}}\n  b: {scope: {region: emea}, patch: {}}\n"
    assert _sets(crossed) == [set(), {"a"}, {"b"}, {"a", "b"}]
    inside = "  a: {scope: {segment: small}, patch: {}}\n  b: {scope: {segment: small, region: emea}, patch: {}}\n"
    assert _sets(inside) == [set(), {"a"}, {"a", "b"}]


def test_a_model_that_no_record_has_is_no_case() -> None:
    """Where each value of a dimension has its variant, the text without any of them is nobody's model."""
    text = "  a: {scope: {segment: [small, mid]}, patch: {}}\n  b: {scope: {segment: large}, patch: {}}\n"
    assert _sets(text) == [{"a"}, {"b"}]


def test_a_dimension_without_values_has_others() -> None:
    """What is not declared may have any value, also one that no variant names."""
    text = "dimensions: {motion: {}}\nvariants: {a: {scope: {motion: partner}, patch: {}}}\n"
    assert [set(case.variants) for case in occurring(model(text), None).cases] == [set(), {"a"}]


def test_variants_have_days_and_drafts() -> None:
    """A variant holds on its days, and a draft only for who asks for it."""
    text = """\
  a: {scope: {segment: small}, effective: {from: 2027-01-01}, patch: {stages: {evaluation: {owner: am}}}}
  b: {scope: {region: emea}, state: draft, patch: {stages: {evaluation: {owner: rep}}}}
"""
    assert _sets(text, date(2026, 12, 31)) == [set()]
    assert _sets(text, date(2027, 1, 1)) == [set(), {"a"}]
    found = model(BASE + text)
    assert _stage(found.resolve(date(2026, 12, 31), SMALL)).owner == ("ae",)
    assert _stage(found.resolve(scope={"region": "emea"})).owner == ("ae",)
    assert _stage(found.resolve(scope={"b": ""})).owner == ("rep",)


def test_a_scope_leaves_out_what_is_for_other_records() -> None:
    """For the records of a scope an entity is there that is for some of them, and none that is for others."""
    found = model(BASE + "  a: {scope: {segment: [small, mid]}, patch: {}}\n")
    assert {role.id for role in found.resolve(scope={"a": ""}).of(Role)} == {"ae", "am", "rep"}
    assert {role.id for role in found.resolve(scope={"segment": "mid"}).of(Role)} == {"ae", "am"}


def test_sets_beyond_the_limit_are_cut() -> None:
    """Seven variants over seven dimensions make 128 sets, of which the smallest 64 are listed."""
    numbers = range(7)
    text = "dimensions:\n" + "".join(f"  d{number}: {{values: {{x: {{}}, y: {{}}}}}}\n" for number in numbers)
    text += "variants:\n" + "".join(f"  v{number}: {{scope: {{d{number}: x}}, patch: {{}}}}\n" for number in numbers)
    found = occurring(model(text), None)
    assert (len(found.cases), found.more) == (MOST, True)
    assert max(len(case.variants) for case in found.cases) == 3


def test_many_dimensions_cost_no_more_than_their_sets() -> None:
    """Variants that never hold together are told apart at once, however many other dimensions they name."""
    numbers = range(40)
    text = "dimensions:\n  kind: {values: {" + ", ".join(f"k{number}: {{}}" for number in numbers) + "}}\n"
    text += "".join(f"  d{number}: {{values: {{x: {{}}, y: {{}}}}}}\n" for number in numbers)
    text += "variants:\n"
    text += "".join(f"  v{number}: {{scope: {{kind: k{number}, d{number}: x}}, patch: {{}}}}\n" for number in numbers)
    found = occurring(model(text), None)
    assert (len(found.cases), found.more) == (41, False)


def test_a_model_without_variants_has_one_case() -> None:
    """All records are one case, in which nothing is changed."""
    found = model("roles: {ae: {}}")
    assert occurring(found, None).cases == (Case(),)
    assert found.variation is None
    assert found.resolve(None, Case()) is found


def test_more_sets_than_anybody_could_count_are_cut() -> None:
    """Two hundred dimensions that cross each other end like seven do."""
    numbers = range(200)
    text = "dimensions:\n" + "".join(f"  d{number}: {{values: {{x: {{}}, y: {{}}}}}}\n" for number in numbers)
    text += "variants:\n" + "".join(f"  v{number}: {{scope: {{d{number}: x}}, patch: {{}}}}\n" for number in numbers)
    found = occurring(model(text), None)
    assert (len(found.cases), found.more) == (MOST, True)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_patch_raises(data: st.DataObject) -> None:
    """Whatever a patch lays over whatever section, it becomes a model or a finding."""
    name = data.draw(st.sampled_from(sorted(sections())))
    bodies = value(sections()[name].body)
    entities = data.draw(mutated(st.dictionaries(IDS, bodies, min_size=1, max_size=2)))
    patch = data.draw(mutated(st.dictionaries(st.just(name), st.dictionaries(IDS, bodies, max_size=2), min_size=1)))
    variants: Tree = {"v": {"scope": {"segment": "small"}, "patch": patch}}
    text = source({**({name: entities} if name not in ("variants", "dimensions") else {}), "variants": variants})
    found = model(f"{text}\n", more="dimensions: {segment: {values: {small: {}, large: {}}}}\n")
    for case in occurring(found, None).cases:
        resolved = found.resolve(date(2026, 11, 21), case)
        assert all(fault.span.line >= 1 for fault in resolved.faults)
        assert [resolved.span(entity.where()) for entity in resolved.entities.values()]
