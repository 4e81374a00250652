"""What stands in the tables: everything a model says, under names that follow from the declarations."""

import re

import pytest

from opmodel.finding import Finding
from opmodel.model import sections
from opmodel.tables import tables as layout
from opmodel.tables.page import tables_page
from tests.tables.asking import of_folder, rows, tables


def test_every_section_has_a_table() -> None:
    """A section gets its table by being declared."""
    assert set(sections()) <= set(layout())


def test_columns_have_names_of_their_own() -> None:
    """No key, derived column or place of a table takes the name of another."""
    for table in layout().values():
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names)), table.name


@pytest.mark.parametrize("name", ["northwind", "lumen"])
def test_every_table_can_be_read(name: str) -> None:
    """Whatever a model says fits the strict types of its columns."""
    asked = of_folder(name)
    for table in layout():
        asked.ask(f"select * from {table}")


def test_examples_of_the_page_are_answered() -> None:
    """What the page about tables shows can be copied."""
    examples = re.findall(r"```sql\n(.*?)```", tables_page(), re.DOTALL)[0].splitlines()
    assert len(examples) > 4
    for example in examples:
        of_folder("lumen").ask(example)


def test_owner_is_who_answers() -> None:
    """A stage without an owner of its own has that of its lifecycle, with the function it works in."""
    found = rows("select id, owner, function, lifecycle from stages where type = 'open' order by id")
    assert found == [
        ("new", "ae", "sales", "sale"),
        ("onboarding", "csm", "success", "sale"),
        ("talking", "ae", "sales", "sale"),
    ]


def test_units_stand_in_names() -> None:
    """Durations are hours, shares are percent; a business day counts as a day."""
    assert rows("select probability_percent from stages where id = 'new'") == [(10.0,)]
    assert rows("select sla_within_hours from transitions where id = 'hand'") == [(48.0,)]


def test_amounts_that_vary() -> None:
    """The column holds the highest, the table of its own every case with both ends."""
    assert rows("select id, stall_after_hours from stages where stall_after_hours is not null order by id") == [
        ("new", 168.0),
        ("onboarding", 720.0),
    ]
    told = "select parent_id, dimension, value, low_hours, high_hours, about from stages_stall_after order by 1, 3"
    assert rows(told) == [
        ("new", "segment", "large", 168.0, 168.0, 0),
        ("new", "segment", "small", 48.0, 48.0, 0),
        ("onboarding", None, None, 288.0, 720.0, 0),
    ]


def test_amount_or_duration() -> None:
    """A number stands in one column, a duration in the one beside it."""
    assert rows("select id, target_value, target_value_hours from kpis where good is not null order by id") == [
        ("bookings", 500.0, None),
        ("new", None, None),
        ("speed", None, 2.0),
    ]


def test_a_word_in_place_of_a_number() -> None:
    """`cap: none` is not a missing cap."""
    assert rows("select kpi, cap_percent, cap_none from incentives_measures order by kpi") == [
        ("bookings", None, 1),
        ("speed", 150.0, 0),
    ]


def test_lists_stand_in_a_column_and_a_table() -> None:
    """A list of words is one cell with commas, and rows in its order."""
    assert rows("select \"from\" from transitions where id = 'sign'") == [("new, talking",)]
    assert rows("select position, \"from\" from transitions_from where parent_id = 'sign'") == [
        (1, "new"),
        (2, "talking"),
    ]


def test_lists_in_maps_name_the_row_they_stand_in() -> None:
    """What stands below an entry of a map is joined to it by its path."""
    told = """
      select p.id, u.used_in from transitions_payload p
      join transitions_payload_used_in u on u.parent_id = p.parent_id and u.parent_path = p.path order by u.position
    """
    assert rows(told) == [("goal", "onboarding"), ("goal", "won")]


def test_functions_on_both_sides_of_a_move() -> None:
    """A move between functions is found without a join."""
    found = rows("select id, from_function, to_function, is_handoff from transitions order by id")
    assert found == [("hand", "sales", "success", 1), ("sign", "sales", "sales", 0), ("start", "sales", "sales", 0)]
    assert rows("select from_stage from moves where transition = 'sign' order by 1") == [("new",), ("talking",)]


HANDED = """
functions: {sales: {lead: ae}, success: {lead: csm}}
roles:
  ae: {function: sales}
  csm: {function: success}
  pool: {function: success, level: queue, held_by: [csm]}
lifecycles: {sale: {object: deal, stages: [new, waiting, live, won, lost, plan]}}
objects: {deal: {}}
stages:
  new: {type: open, owner: ae}
  waiting: {type: open, owner: pool}
  live: {type: open, owner: csm}
  won: {type: won, owner: ae}
  lost: {type: lost}
  plan: {type: open, owner: csm, state: draft}
transitions:
  accepted: {from: new, to: won, kind: handoff, accept: {by: csm}}
  worked: {from: waiting, to: live, kind: advance}
  again: {from: lost, to: live, kind: reopen, by: [ae]}
  given: {from: new, to: live, kind: handoff, to_owner: ae}
  inside: {from: live, to: live, kind: handoff, to_owner: ae}
  drafted: {from: new, to: plan, kind: handoff}
  written: {from: live, to: waiting, kind: handoff, from_owner: ae, to_owner: csm, forbidden: true}
"""


def test_who_has_a_record_is_answered_once() -> None:
    """Before and after a move are the same people in both tables as in the handoff that they make of it."""
    told = "select {}, from_owner, to_owner, is_handoff from {} order by 1"
    found = rows(told.format("transition", "moves"), HANDED)
    assert found == [
        ("accepted", "ae", "csm", 1),
        ("again", "ae", "csm", 1),
        ("drafted", "ae", "csm", 0),
        ("given", "ae", "ae", 0),
        ("inside", "csm", "ae", 1),
        ("worked", "pool", "csm", 0),
    ]
    assert rows(told.format("id", "transitions"), HANDED) == [*found, ("written", "ae", "csm", 0)]


def test_tables_about_all_sections() -> None:
    """Tags, scopes, absences and edges of every section stand in one table each."""
    assert rows("select entity, tags from tags") == [("stage/talking", "hot"), ("stage/talking", "cold")]
    assert rows("select entity, dimension, value from scope order by value") == [
        ("stage/talking", "segment", "large"),
        ("stage/talking", "segment", "small"),
    ]
    assert rows("select entity, path, why from absences") == [("stage/talking", "stall", "unknown")]
    assert rows("select target, path, file, line from edges where source = 'transition/start' and edge = 'leaves'") == [
        ("stage/new", "from", "a.yaml", 13)
    ]


def test_effects_have_a_sign_and_a_strength() -> None:
    """An influence can be sorted by its strength."""
    assert rows('select "to", effect, effect_sign, lag_hours from influences_effects order by 1') == [
        ("bookings", "+strong", 1, None),
        ("speed", "-0.3", -1, 730.5),
    ]


@pytest.mark.parametrize(
    ("source", "target", "answer"),
    [
        ("stage/new", "onboarding", 1),
        ("onboarding", "won", 0),
        ("talking", "talking", 0),
        ("discount", "speed", 1),
        ("speed", "discount", 0),
    ],
)
def test_reaches(source: str, target: str, answer: int) -> None:
    """Stages follow each other by moves, levers and KPIs by influences; the start is not reached by itself."""
    assert rows(f"select reaches('{source}', '{target}')") == [(answer,)]


def test_the_day_is_the_one_asked_about() -> None:
    """Nothing looks at the clock."""
    assert rows("select as_of(), current_date, julianday('2026-11-22') - julianday(as_of())") == [
        ("2026-11-21", "2026-11-21", 1.0)
    ]


def test_findings_are_asked_for_only_when_named() -> None:
    """To check a model costs more than to read it."""
    asked: list[str] = []

    def findings() -> tuple[Finding, ...]:
        asked.append("checked")
        return ()

    found = tables(findings=findings)
    found.ask("select id from stages where id <> 'findings'")
    assert asked == []
    assert found.ask("select count(*) from findings").rows == ((0,),)
    assert asked == ["checked"]
