"""Work with an owner and a clock that is no stage."""

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, accountable, peer
from opmodel.model.reading import Condition
from opmodel.model.sections.parts import Sla
from opmodel.model.shapes import Due, DueDate, Ref, Sql
from opmodel.model.structures import Group, Many


@section(
    "responsibilities",
    "responsibility",
    also_called=("duties", "tasks"),
    example="""
    renewal_check: {owner: success_manager, object: contract, at: [renewal_date - 90d], stand_in: peer}
    """,
)
class Responsibility(Entity):
    """Work that somebody answers for and that is no stage: a support answer, a contract review, a health check."""

    owner: tuple[str, ...] = key(accountable(), "the role that answers for it", expected=True, edge="owned_by")
    object: str | None = key(Ref("objects"), "the object whose records it is about", edge="about")
    when: Condition | None = key(Sql(), "the records it is for")
    at: tuple[Due, ...] = key(Many(DueDate(), lone=True), "the dates on which it is due, as in renewal_date - 90d")
    sla: Sla | None = key(Group(Sla), "how long it may take")
    stand_in: str | None = key(peer(), "who does it when the owner is away: a role, or a peer", edge="backed_by")
