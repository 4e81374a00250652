"""Who gets which record."""

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, peer, role
from opmodel.model.reading import Condition
from opmodel.model.sections.parts import Sla
from opmodel.model.shapes import Length, Number, Ref, Sql, Text
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import Group, Many
from opmodel.model.values import Duration, Quantity


@group(short="role")
class Assignee:
    """Who gets a record: a role, or the user a column names."""

    role: str | None = key(role(), "the role that gets it", edge="routes_to")
    field: Condition | None = key(Sql("column"), "the column that names the user")


@group()
class RoutingRule:
    """One line of a routing: which records, and who gets them."""

    when: Condition | None = key(Sql(), "the records it takes; without it, all that are left")
    assign: Assignee | None = key(Group(Assignee), "who gets them")
    method: str | None = key(Text(), "how they are spread, such as round_robin")
    pool: tuple[str, ...] = key(Many(role()), "the roles among whom they are spread", edge="routes_to")
    cap: Quantity[float] | None = key(Varying(Number("records", 0)), "the most open records a head, records")
    sla: Sla | None = key(Group(Sla), "how long the answer may take")


@group(short="role")
class Fallback:
    """Who takes what nobody took."""

    role: str | None = key(role(), "who takes it", edge="falls_back_to")
    within: Duration | None = key(Length(), "how long it may lie before")


@section(
    "routing",
    "routing",
    also_called=("routings", "assignment", "round_robin", "lead_routing"),
    example="""
    inbound_deals:
      object: deal
      rules:
        - {when: amount >= 50000, assign: {role: account_executive}, method: round_robin}
        - {assign: {role: sales_engineer}}
      fallback: {role: head_of_sales, within: 1bd}
    """,
    instead={"steps": "rules", "default": "fallback", "otherwise": "a last rule without when"},
)
class Routing(Entity):
    """How records find their owner: rules in order, of which the first that fits wins."""

    object: str = key(Ref("objects"), "the object whose records are routed", required=True, edge="about")
    when: Condition | None = key(Sql(), "the records it is for")
    trigger: str | None = key(Text(), "what sets it off, in words")
    rules: tuple[RoutingRule, ...] = key(
        Many(Group(RoutingRule), ordered=True), "its rules; the first that fits wins", required=True
    )
    fallback: Fallback | None = key(Group(Fallback), "who takes what nobody took, and when")
    reassign_after: Duration | None = key(Length(), "the time after which an untouched record goes to the next")
    look_back: Duration | None = key(Length(), "how long an earlier owner keeps a claim")
    out_of_office: str | None = key(peer(), "who stands in: a role, or a peer", edge="backed_by")
