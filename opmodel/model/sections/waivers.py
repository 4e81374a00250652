"""Findings that somebody lets pass for a while."""

from datetime import date

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, role
from opmodel.model.shapes import Date, Text, Word


@section(
    "waivers",
    "waiver",
    also_called=("exceptions", "exemptions", "suppressions", "ignores"),
    instead={"rules": "rule", "entity": "target", "on": "target", "why": "reason", "by": "approved_by"},
    example="""
    partner_clock:
      rule: stage-without-time-limit
      target: stage/partner_evaluation
      reason: partners agreed to a clock from the second quarter on
      approved_by: head_revops
      until: 2027-03-31
    """,
)
class Waiver(Entity):
    """A finding that does not fail a check until a day, with who let it pass and why."""

    rule: str = key(
        Word("[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*", "the name of a rule such as stage-without-time-limit"),
        "the rule, or family of rules, whose finding passes",
        required=True,
    )
    target: str = key(
        Word("[a-z_]+/[a-z][a-z0-9_]*", "an entity such as stage/evaluation"),
        "the entity the finding is about, as in `stage/evaluation`",
        required=True,
    )
    reason: str = key(Text(), "why it may pass", required=True)
    approved_by: str = key(role(), "the role that let it pass", required=True, edge="approved_by")
    until: date = key(Date(), "the last day it passes", required=True)
