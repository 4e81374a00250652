"""Conditions: which object a condition is about, in every section that has one."""

import pytest

from tests.model.models import faults, model, one, place

HEAD = """
objects:
  deal: {fields: {amount: {type: money}, signed_at: {type: date}, goal: {type: text}}, joins: {account: account}}
  account: {fields: {employees: {type: integer}}}
  contract: {fields: {health: {type: integer}, live_at: {type: date}}}
roles: {ae: {}, csm: {}}
systems: {crm: {}}
stages: {open_deal: {type: open}, won: {type: won}, onboarding: {type: open}}
lifecycles:
  sales: {object: deal, stages: [open_deal, won]}
  life: {object: contract, stages: [onboarding]}
definitions:
  big: {term: Big, object: deal, test: amount > 5}
  bigger: {term: Bigger, refines: big, test: amount > 9}
  biggest: {term: Biggest, population: bigger}
kpis:
  arr: {aggregation: sum, object: deal}
"""
"""A model in which every condition below is right about one object and wrong about the others."""


@pytest.mark.parametrize(
    "text",
    [
        "criteria: {c: {object: deal, test: COLUMN is not null}}",
        "lifecycles: {other: {object: deal, stages: [won], when: COLUMN is not null}}",
        "stages: {x: {type: open, stall: {when: COLUMN is not null}}}\nlifecycles: {o: {object: deal, stages: [x]}}",
        "transitions: {t: {from: open_deal, to: won, kind: advance, when: COLUMN is not null}}",
        "transitions: {t: {from: any, to: won, kind: advance, when: COLUMN is not null}}",
        "definitions: {d: {term: D, population: big, test: COLUMN is not null}}",
        "definitions: {d: {term: D, population: biggest, test: COLUMN is not null}}",
        "definitions: {d: {term: D, object: deal, criteria: [{test: COLUMN is not null}]}}",
        "kpis: {k: {aggregation: count, object: deal, filter: COLUMN is not null}}",
        "kpis: {k: {aggregation: count, definition: big, filter: COLUMN is not null}}",
        "kpis: {k: {aggregation: ratio, population: bigger, numerator: {sql: COLUMN is not null}}}",
        "incentives: {p: {payee: ae, measures: {arr: {weight: 100, counts: COLUMN is not null}}}}",
        "feedback: {f: {from: ae, to: csm, about: big, fields: [COLUMN]}}",
        "decisions: {d: {object: deal, limits: COLUMN is not null}}",
        "dimensions: {size: {object: deal, values: {any_size: {when: COLUMN is not null}}}}",
    ],
)
def test_condition_is_about_the_object_of_its_entity(text: str) -> None:
    """A column of the object is known, one of another object is not."""
    good, bad = (model(HEAD, more=text.replace("COLUMN", column)).faults for column in ("amount", "nonsense"))
    assert good == (), [fault.message for fault in good]
    assert {fault.rule for fault in bad} == {"unknown-column"}


def test_derived_column_is_about_its_own_object() -> None:
    """A column is computed from its neighbours."""
    text = "objects: {lead: {fields: {score: {type: number}, double: {type: number, derived: COLUMN + COLUMN}}}}"
    assert model(text.replace("COLUMN", "score")).faults == ()
    assert {fault.rule for fault in faults(text.replace("COLUMN", "amount"))} == {"unknown-column"}


def test_what_travels_may_stand_on_either_side() -> None:
    """A handoff from a deal to a contract is timed and filled in columns of both."""
    text = "transitions: {t: {from: won, to: onboarding, kind: handoff, sla: {within: 1d, starts: COLUMN}}}"
    for column in ("signed_at", "live_at"):
        assert model(HEAD, more=text.replace("COLUMN", column)).faults == ()
    (fault,) = model(HEAD, more=text.replace("COLUMN", "nonsense")).faults
    assert fault.rule == "unknown-column"


def test_guard_stands_on_the_side_it_leaves() -> None:
    """The condition of a move is about the record that moves, not the one it becomes."""
    text = "transitions: {t: {from: won, to: onboarding, kind: handoff, when: health > 5}}"
    (fault,) = model(HEAD, more=text).faults
    assert (fault.rule, fault.path) == ("unknown-column", "transitions.t.when")


def test_joined_columns_and_definitions_are_columns() -> None:
    """A neighbour is reached through its join, a definition is a boolean of its object."""
    text = "criteria: {c: {object: deal, test: account.employees > 5 and not big}}"
    assert model(HEAD, more=text).faults == ()


def test_circle_of_definitions_ends() -> None:
    """Definitions that are drawn from each other have no object, and nothing hangs."""
    text = "definitions: {a: {term: A, population: b, test: x > 1}, b: {term: B, population: a, refines: b}}"
    assert faults(text) == ()


def test_object_without_fields_judges_nothing() -> None:
    """Where the columns are not declared, no column is known to be wrong."""
    assert faults("objects: {o: {}}\ncriteria: {c: {object: o, test: anything > 5}}") == ()


def test_place_of_a_column_is_its_word() -> None:
    """The fault points into the text of the YAML line, also below a key and in quotes."""
    text = HEAD + "criteria:\n  c:\n    object: deal\n    test: >-\n      amount > 5 and\n      goall is null\n"
    fault = one(text, "unknown-column")
    line = text.splitlines().index("      goall is null") + 1
    assert place(fault) == (line, 7)
    assert fault.help == "did you mean 'goal'?"


def test_condition_that_never_holds_is_found() -> None:
    """Two parts that exclude each other are an error, one that excludes nothing a mild finding."""
    never = one(HEAD + "criteria: {c: {object: deal, test: amount > 5 and amount < 3}}", "condition-never-true")
    assert not never.mild
    always = one(
        HEAD + "criteria: {c: {object: deal, test: amount > 5 or amount <= 5 or amount is null}}",
        "condition-never-true",
    )
    assert always.mild
