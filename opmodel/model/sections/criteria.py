"""Single checks."""

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, role
from opmodel.model.reading import Condition
from opmodel.model.sections.parts import Evidence
from opmodel.model.shapes import Flag, Ref, Sql, Text
from opmodel.model.structures import Group


@section(
    "criteria",
    "criterion",
    also_called=("checks", "exit_criteria"),
    example="""
    buyer_named: {object: deal, test: buyer is not null, evidence: {system: crm, field: buyer}, buyer_verifiable: true}
    """,
)
class Criterion(Entity):
    """One thing that must hold for a record, and where the proof stands."""

    object: str | None = key(Ref("objects"), "the object whose records are checked", edge="about")
    test: Condition | None = key(Sql(), "the condition that must hold")
    evidence: Evidence | None = key(Group(Evidence), "where the proof stands")
    framework: str | None = key(Text(), "the sales framework it comes from, such as meddpicc")
    element: str | None = key(Text(), "its element there, such as champion")
    buyer_verifiable: bool = key(Flag(), "the buyer can confirm it", default=False)
    verified_by: str | None = key(role(), "the role that checks it", edge="verified_by")
