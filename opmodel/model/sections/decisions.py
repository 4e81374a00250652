"""Who decides."""

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, accountable, role
from opmodel.model.reading import Condition
from opmodel.model.sections.parts import Discretion
from opmodel.model.shapes import Length, Ref, Sql
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import Group, Many
from opmodel.model.values import Duration, Quantity


@group(short="to")
class Escalate:
    """Where an undecided case goes."""

    to: str = key(
        Ref("escalations", "roles", "functions"), "the escalation or role", required=True, edge="escalates_to"
    )
    after: Duration | None = key(Length(), "after how long")


@section(
    "decisions",
    "decision",
    accountable="decide",
    also_called=("approvals", "decision_rights"),
    example="""
    discount:
      recommend: account_executive
      agree: [head_of_finance]
      decide: head_of_sales
      within: 1bd
      escalate: {to: sales_ladder, after: 2bd}
    """,
)
class Decision(Entity):
    """A recurring decision: who recommends, agrees, is heard, decides and carries it out."""

    object: str | None = key(Ref("objects"), "the object whose records are decided on", edge="about")
    recommend: tuple[str, ...] = key(Many(role(), lone=True), "who proposes", edge="recommended_by")
    agree: tuple[str, ...] = key(Many(role(), lone=True), "who must agree", edge="agreed_by")
    input: tuple[str, ...] = key(Many(role(), lone=True), "who is heard", edge="heard_from")
    perform: tuple[str, ...] = key(Many(role(), lone=True), "who carries it out", edge="performed_by")
    decide: tuple[str, ...] = key(accountable(), "the one role that decides", expected=True, edge="decided_by")
    not_: tuple[str, ...] = key(Many(role()), "roles that must not decide", edge="not_decided_by")
    limits: Condition | None = key(Sql(), "the cases it covers")
    within: Quantity[Duration] | None = key(Varying(Length()), "the time it may take")
    discretion: Discretion | None = key(Group(Discretion), "case-by-case decisions and their register")
    escalate: Escalate | None = key(Group(Escalate), "where an undecided case goes")
