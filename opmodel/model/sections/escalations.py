"""Who is asked next."""

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, role
from opmodel.model.shapes import Length
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import Group, Many
from opmodel.model.values import Duration, Quantity


@group()
class Step:
    """A role and the time it has."""

    role: str = key(role(), "who is asked", required=True)
    within: Quantity[Duration] | None = key(Varying(Length()), "the time it has to answer")


@section(
    "escalations",
    "escalation",
    also_called=("ladders", "escalation_paths"),
    example="""
    sales_ladder: {steps: [{role: head_of_sales, within: 1bd}], ends_with: head_of_revenue}
    """,
)
class Escalation(Entity):
    """A ladder of roles that are asked in turn until somebody decides."""

    steps: tuple[Step, ...] = key(Many(Group(Step), ordered=True), "the roles in turn", required=True, edge="goes_to")
    ends_with: str | None = key(role(), "the role that decides at last", edge="ends_with")
