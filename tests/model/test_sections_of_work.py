"""Sections beside the journey: coverage, duties, statuses, routing, meetings, promises, workarounds, questions."""

import pytest

from opmodel.model.sections.cadences import Cadence, Purpose
from opmodel.model.sections.responsibilities import Responsibility
from opmodel.model.sections.routing import Routing
from opmodel.model.sections.statuses import Status
from opmodel.model.sections.transitions import Transition
from opmodel.model.values import Duration
from tests.model.models import faults, model, one, place

HEAD = """
roles: {csm: {}, ae: {}}
objects: {contract: {fields: {health: {type: integer}, ends_on: {type: date}, rep: {type: user}, stage: {type: stage}}}}
lifecycles: {life: {object: contract, stages: [live, gone]}}
stages: {live: {type: open, owner: csm}, gone: {type: lost}}
definitions: {sick: {term: Sick, object: contract, test: health < 40}}
questions: {how_many: {text: How many are sick?, answered_by: {definition: sick}}}
"""


def test_a_duty_is_due_around_a_date() -> None:
    """A date column alone, or a duration before or after it; the column is judged like any other."""
    found = model(HEAD + "responsibilities: {check: {object: contract, at: [ends_on - 90d, ends_on + 2w, ends_on]}}")
    duty = found.get(Responsibility, "check")
    assert duty is not None
    assert [(one.column.text, one.offset) for one in duty.at] == [
        ("ends_on", Duration(-90, "d")),
        ("ends_on", Duration(2, "w")),
        ("ends_on", None),
    ]
    assert [str(one) for one in duty.at] == ["ends_on - 90d", "ends_on + 2w", "ends_on"]
    fault = one(HEAD + "responsibilities: {check: {object: contract, at: end_on - 90d}}", "unknown-column")
    assert place(fault) == (8, 50)


@pytest.mark.parametrize("text", ["ends_on -", "ends_on - soon", "- 90d", "90 days before", "ends_on - 90d - 1d"])
def test_a_due_date_that_is_none_says_how_to_write_it(text: str) -> None:
    """Whatever does not fit gets one sentence with an example."""
    fault = one(f"{HEAD}responsibilities: {{check: {{object: contract, at: '{text}'}}}}", "condition-not-understood")
    assert fault.help == "write `renewal_date - 90d`"


def test_a_status_is_a_column_of_the_objects_it_applies_to() -> None:
    """Conditions may name it, and moves may set and clear it."""
    text = HEAD + (
        "statuses: {ill: {applies_in: live, owner: current, when: health < 40}}\n"
        "transitions: {flag: {kind: join, sets: {ill: true}}, cure: {kind: leave, clears: [ill], when: not ill}}\n"
    )
    assert faults(text) == ()
    status, move = model(text).get(Status, "ill"), model(text).get(Transition, "cure")
    assert status is not None
    assert move is not None
    assert (status.owner, status.answering, move.changed) == (("current",), (), ("ill",))
    fault = one(text.replace("not ill", "not sik"), "unknown-column")
    assert fault.entity == "transition/cure"


def test_routing_rules_keep_their_order() -> None:
    """The first that fits wins; the user of a column may be the assignee."""
    text = HEAD + (
        "routing: {r: {object: contract, rules: [{when: rep is not null, assign: {field: rep}},"
        " {assign: {role: csm}, cap: 30..40}], fallback: {role: ae, within: 1bd}, out_of_office: peer}}"
    )
    routing = model(text).get(Routing, "r")
    assert routing is not None
    assert [one.assign and (one.assign.role, one.assign.field and one.assign.field.text) for one in routing.rules] == [
        (None, "rep"),
        ("csm", None),
    ]
    assert faults(text) == ()


def test_a_meeting_reads_inspects_and_decides() -> None:
    """References may come from several sections."""
    text = HEAD + (
        "dashboards: {board: {owner: ae, answers: how_many}}\n"
        "cadences: {review: {every: 1w, chair: ae, length: 45min, covers: {object: contract, when: sick},"
        " inputs: [board], inspects: [live], outputs: [a list], purpose: decide}}"
    )
    meeting = model(text).get(Cadence, "review")
    assert meeting is not None
    assert (meeting.length, meeting.purpose) == (Duration(45, "min"), Purpose.DECIDE)
    assert faults(text) == ()


def test_answers_of_a_survey_are_about_what_answers_the_question() -> None:
    """Their conditions are judged by the object of the definition that answers it."""
    text = (
        HEAD + "surveys: {s: {question: how_many, answers: [{by: ae, test: health < 50}, {by: csm, test: helth < 9}]}}"
    )
    assert one(text, "unknown-column").entity == "survey/s"
    fault = one(HEAD + "surveys: {s: {question: how_mny}}", "unknown-reference")
    assert fault.help == "did you mean 'how_many'?"
