"""Who works where along the path, for which records."""

import enum

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, role
from opmodel.model.reading import Condition
from opmodel.model.shapes import Choice, Ref, Sql, Text
from opmodel.model.structures import Many


class Involvement(enum.StrEnum):
    """What a role does for the records it covers."""

    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"
    CONSULTED = "consulted"
    INFORMED = "informed"
    OVERLAY = "overlay"


@section(
    "coverage",
    "coverage",
    also_called=("assignments", "raci"),
    example="""
    trials: {role: sales_engineer, object: deal, when: amount >= 20000, stages: [proposal], part: responsible}
    small_trials: {nobody: the product guides small trials, object: deal, when: amount < 20000, stages: [proposal]}
    """,
    instead={"owner": "role", "segment": "when", "stage": "stages"},
)
class Coverage(Entity):
    """One row of the table companies write: which role works on which records in which stages.

    `nobody` with its reason says that a part of the table is empty on purpose.
    """

    role: str | None = key(role(), "who works on them", edge="covered_by")
    nobody: str | None = key(Text(), "why nobody does, on purpose")
    object: str | None = key(Ref("objects"), "the object whose records are covered", edge="about")
    when: Condition | None = key(Sql(), "the records it is for")
    stages: tuple[str, ...] = key(Many(Ref("stages")), "the stages in which it is expected", edge="covers")
    optional: tuple[str, ...] = key(Many(Ref("stages")), "the stages in which it may help", edge="covers")
    part: Involvement | None = key(Choice(Involvement), "what the role does there")
