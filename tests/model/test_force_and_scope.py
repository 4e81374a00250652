"""The model as it is on a day and for some records."""

from datetime import date

import pytest

from opmodel.model import Model
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.roles import Role
from tests.model.models import model

ROLES = """
roles:
  old: {sunset: 2026-06-30}
  new: {effective: {from: 2026-07-01}}
  short: {effective: {from: 2026-03-01, to: 2026-03-31}}
"""


def _roles(found: Model) -> set[str]:
    return {role.id for role in found.of(Role)}


@pytest.mark.parametrize(
    ("day", "roles"),
    [
        (date(2026, 2, 28), {"old"}),
        (date(2026, 3, 1), {"old", "short"}),
        (date(2026, 3, 31), {"old", "short"}),
        (date(2026, 4, 1), {"old"}),
        (date(2026, 6, 30), {"old"}),
        (date(2026, 7, 1), {"new"}),
    ],
)
def test_days_count_with_both_ends(day: date, roles: set[str]) -> None:
    """An entity holds from its first to its last day, a deprecated one until its sunset, both included."""
    assert _roles(model(ROLES).resolve(day)) == roles


def test_without_a_day_everything_is_there() -> None:
    """Resolving for no day and no scope changes nothing."""
    found = model(ROLES)
    assert found.resolve() is found


def test_reference_to_what_is_not_in_force_is_found() -> None:
    """An entity in force that names one that is not says where, and where the other's dates stand."""
    text = "roles:\n  boss: {effective: {to: 2025-12-31}}\n  ae: {reports_to: boss}\n"
    found = model(text).resolve(date(2026, 1, 1))
    (fault,) = found.faults
    assert fault.rule == "reference-not-in-force"
    assert fault.message == "role 'ae': reports_to names role 'boss', which is not in force on 2026-01-01"
    assert (fault.span.line, fault.span.column, fault.path) == (3, 20, "roles.ae.reports_to")
    assert [note.span.line for note in fault.notes] == [2]
    assert not found.links


def test_reference_between_two_that_are_gone_is_fine() -> None:
    """What is not in force may name what is not in force."""
    text = "roles: {a: {sunset: 2025-12-31, reports_to: b}, b: {sunset: 2025-12-31}}"
    assert model(text).resolve(date(2026, 1, 1)).faults == ()


def test_broken_entity_makes_no_fault_about_dates() -> None:
    """An entity that could not be read has been reported already."""
    text = "roles: {b: {sunset: 2025-12-31}}\nstages: {e: {owner: b}}"
    rules = [fault.rule for fault in model(text).resolve(date(2026, 1, 1)).faults]
    assert rules == ["missing-key"]


def test_faults_of_what_is_gone_are_gone() -> None:
    """Nobody mends an entity that no longer holds."""
    found = model("roles: {a: {sunset: 2025-12-31, function: nowhere}}")
    assert [fault.rule for fault in found.faults] == ["unknown-reference"]
    assert found.resolve(date(2026, 1, 1)).faults == ()


def test_measure_of_a_plan_has_its_own_days() -> None:
    """A measure that is not in force is no part of the plan on that day, nor are its edges."""
    text = """
roles: {ae: {}}
kpis: {wins: {aggregation: count}, arr: {aggregation: sum}}
incentives:
  plan:
    payee: ae
    measures:
      wins: {weight: 100, effective: {to: 2026-06-30}}
      arr: {weight: 100, effective: {from: 2026-07-01}}
"""
    found = model(text).resolve(date(2026, 8, 1))
    plan = found.get(Incentive, "plan")
    assert plan
    assert [measure.kpi for measure in plan.measures] == ["arr"]
    assert {link.target for link in found.links if link.edge == "paid_on"} == {"kpi/arr"}


SCOPED = """
dimensions: {segment: {values: {small: {}, large: {}}}, region: {values: {emea: {}, apac: {}}}}
roles:
  everybody: {}
  smb: {scope: {segment: small}}
  large_emea: {scope: {segment: [large], region: emea}}
"""


@pytest.mark.parametrize(
    ("scope", "roles"),
    [
        ({}, {"everybody", "smb", "large_emea"}),
        ({"segment": "small"}, {"everybody", "smb"}),
        ({"segment": "large"}, {"everybody", "large_emea"}),
        ({"segment": "large", "region": "apac"}, {"everybody"}),
        ({"region": "emea"}, {"everybody", "smb", "large_emea"}),
    ],
)
def test_scope_narrows_by_the_dimensions_it_names(scope: dict[str, str], roles: set[str]) -> None:
    """A dimension that an entity does not name does not narrow it."""
    assert _roles(model(SCOPED).resolve(scope=scope)) == roles


def test_scope_names_values_that_exist() -> None:
    """A misspelled value is found at its place, with the values there are."""
    (fault,) = model(SCOPED + "  ghost: {scope: {region: emaa}}\n").faults
    assert (fault.rule, fault.span.line, fault.span.column) == ("unknown-reference", 7, 27)
    assert fault.help == "did you mean 'emea'?"


def test_reference_out_of_scope_is_no_fault() -> None:
    """Who is for other records is left out quietly."""
    text = SCOPED + "functions: {f: {lead: smb}}\n"
    found = model(text).resolve(date(2026, 1, 1), {"segment": "large"})
    assert found.faults == ()
