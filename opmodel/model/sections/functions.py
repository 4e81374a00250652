"""Parts of the company."""

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity
from opmodel.model.shapes import Ref
from opmodel.model.structures import Many


@section(
    "functions",
    "function",
    accountable="lead",
    also_called=("teams", "departments"),
    example="""
    sales: {lead: head_of_sales, parent: company}
    """,
)
class Function(Entity):
    """A part of the company with a lead, such as marketing or customer success."""

    lead: tuple[str, ...] = key(
        Many(Ref("roles"), lone=True), "the role that leads and answers for it", expected=True, edge="led_by"
    )
    parent: str | None = key(Ref("functions"), "the function it belongs to", edge="part_of")
