"""What can hold beside a stage."""

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, Lookup, role
from opmodel.model.reading import Condition, Trail
from opmodel.model.sections.stages import CrmField, Stage
from opmodel.model.shapes import Ref, Sql, Text
from opmodel.model.structures import Group, Many

CURRENT = "current"


@section(
    "statuses",
    "status",
    also_called=("flags", "health_states"),
    example="""
    at_risk:
      applies_in: [live, renewing]
      owner: current
      set_by: success_manager
      when: health < 60
      playbook: https://wiki.example/at-risk
      escalate: customer_ladder
    """,
)
class Status(Entity):
    """A mark that records carry beside their stage; several can hold at a time."""

    owner: tuple[str, ...] = key(
        Many(Ref("roles", "functions", words=(CURRENT,)), lone=True),
        "the role that answers for it; `current` is whoever owns the stage",
        edge="owned_by",
    )
    applies_in: tuple[str, ...] = key(Many(Ref("stages"), lone=True), "the stages it may hold in", edge="applies_in")
    set_by: tuple[str, ...] = key(Many(role(), lone=True), "who sets it", edge="set_by")
    when: Condition | None = key(Sql(), "the records that carry it")
    playbook: str | None = key(Text(), "what to do, in words or as an address")
    escalate: str | None = key(Ref("escalations"), "the escalation it starts", edge="escalates_to")
    exclusive_with: tuple[str, ...] = key(
        Many(Ref("statuses"), lone=True), "the statuses that cannot hold at the same time", edge="excludes"
    )
    crm: CrmField | None = key(Group(CrmField), "how the CRM shows it")

    @property
    def answering(self) -> tuple[str, ...]:
        """The accountable roles that are named; whoever owns the stage is not."""
        return tuple(name for name in self.owner if name != CURRENT)

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:  # noqa: ARG002
        """Return the objects of the stages it may hold in."""
        stages = [lookup.get(Stage, name) for name in self.applies_in]
        return tuple(dict.fromkeys(name for stage in stages if stage for name in stage.objects((), lookup)))
