"""The four kinds of absence: nothing written, unknown, withheld, and none on purpose."""

import pytest

from opmodel.model import Why
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.reasons import Reason, Reasons
from opmodel.model.sections.stages import Stage
from tests.model.models import model, one, place

PAY = "roles: {ae: {}}\nkpis: {new_arr: {aggregation: sum}, wins: {aggregation: count}}\n"


def _stage(body: str) -> Stage:
    found = model(f"stages: {{e: {{type: open, {body}}}}}").get(Stage, "e")
    assert found
    return found


def test_nothing_written_is_no_absence() -> None:
    """A key that is left out, or left empty, is only missing."""
    stage = _stage("owner: , name: null")
    assert (stage.owner, stage.name, dict(stage.absences)) == ((), None, {})


@pytest.mark.parametrize(
    ("body", "why", "reason"),
    [
        ("unknown: [owner]", Why.UNKNOWN, ""),
        ("withheld: [owner]", Why.WITHHELD, ""),
        ("none: {owner: the product does it}", Why.NONE, "the product does it"),
    ],
)
def test_each_kind_says_why_a_field_is_empty(body: str, why: Why, reason: str) -> None:
    """The field has no value, and the entity knows why."""
    absence = _stage(body).absences["owner"]
    assert (absence.why, absence.path, absence.field, absence.reason) == (why, "owner", "owner", reason)


def test_absence_inside_a_map_has_its_path() -> None:
    """A nested map names its own keys."""
    absence = _stage("stall: {to: lost, none: {warn: nobody needs to know}}").absences["stall.warn"]
    assert (absence.field, absence.reason) == ("stall.warn", "nobody needs to know")


def test_absence_below_an_id_has_a_field_without_the_id() -> None:
    """Rules name `measures.weight`, whichever KPI it is."""
    text = PAY + "incentives: {p: {payee: ae, measures: {new_arr: {unknown: [weight]}}}}"
    plan = model(text).get(Incentive, "p")
    assert plan
    absence = plan.absences["measures.new_arr.weight"]
    assert absence.field == "measures.weight"


def test_map_of_ids_names_absent_entries() -> None:
    """An entry that exists without its value is no entry and is known to be missing."""
    text = PAY + "incentives: {p: {payee: ae, measures: {new_arr: {weight: 60}, withheld: [wins]}}}"
    plan = model(text).get(Incentive, "p")
    assert plan
    assert [measure.kpi for measure in plan.measures] == ["new_arr"]
    assert plan.absences["measures.wins"].why is Why.WITHHELD


def test_dimension_names_absent_values() -> None:
    """A number by dimension says for which value nobody knows it."""
    stage = _stage("stall: {after: {by: segment, small: 10d, unknown: [large]}}")
    assert stage.stall
    assert stage.stall.after
    assert [case.key for case in stage.stall.after.cases] == ["small"]
    assert stage.absences["stall.after.large"].why is Why.UNKNOWN


def test_entry_may_be_called_like_an_absence() -> None:
    """A reason with the code `unknown` or `none` is a reason: its map has the keys of one."""
    text = "reasons: {r: {values: {unknown: {label: Nobody asked}, none: {label: No reason given}}}}"
    found = model(text).get(Reasons, "r")
    assert found
    assert [value.label for value in found.values or () if isinstance(value, Reason)] == [
        "Nobody asked",
        "No reason given",
    ]
    assert not found.absences


def test_value_and_absence_contradict_each_other() -> None:
    """A field that is written and absent at once is an error at the absence."""
    fault = one("stages: {e: {type: open, name: E, unknown: [name]}}", "wrong-type")
    assert fault.message == "stage 'e' has a value for 'name' and lists it under 'unknown'"
    assert place(fault) == (1, 45)


def test_absence_names_only_known_fields() -> None:
    """A field that the map does not have cannot be missing."""
    fault = one("stages: {e: {type: open, unknown: [ownr]}}", "unknown-key")
    assert (fault.path, fault.help) == ("stages.e.ownr", "did you mean 'owner'?")


def test_absence_of_a_required_field_does_not_replace_it() -> None:
    """What an entity cannot be understood without stays a shape error."""
    fault = one("stages: {e: {unknown: [type]}}", "missing-key")
    assert fault.message == "stage 'e' lacks 'type'"


@pytest.mark.parametrize(
    ("body", "help"),
    [
        ("unknown: owner", "write unknown: [field]"),
        ("withheld: {owner: secret}", "write withheld: [field]"),
        ("none: [owner]", "write none: {field: why, and who watches}"),
        ("none: {owner: }", "write none: {field: why, and who watches}"),
    ],
)
def test_form_of_an_absence_is_explained(body: str, help: str) -> None:
    """Lists for what is unknown or withheld, a reason for what is absent on purpose."""
    assert one(f"stages: {{e: {{type: open, {body}}}}}", "wrong-type").help == help


def test_broken_value_is_noted_as_broken() -> None:
    """Rules see that something is written that could not be read, and do not ask for it."""
    found = model("stages: {e: {type: open, probability: lots}}")
    stage = found.get(Stage, "e")
    assert stage
    assert stage.absences["probability"].why is Why.BROKEN
