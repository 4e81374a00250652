"""What customers are told they will get."""

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, role
from opmodel.model.shapes import Ref, Text
from opmodel.model.structures import Group, Many


@group(short="role")
class Keeper:
    """Who keeps a promise, and where."""

    stage: str | None = key(Ref("stages"), "the stage in which it is kept", edge="kept_in")
    role: str | None = key(role(), "the role that keeps it", edge="kept_by")


@section(
    "promises",
    "promise",
    also_called=("claims", "commitments"),
    example="""
    quick_start:
      claim: Live within six weeks
      made_in: [proposal]
      made_by: account_executive
      kept_by: {stage: onboarding, role: success_manager}
      proven_by: time_to_live
    """,
)
class Promise(Entity):
    """What somebody tells customers before the signature, and who keeps it after."""

    claim: str = key(Text(), "the promise in the words customers hear", required=True)
    made_in: tuple[str, ...] = key(Many(Ref("stages"), lone=True), "where it is made", edge="made_in")
    made_by: tuple[str, ...] = key(Many(role(), lone=True), "who makes it", edge="made_by")
    kept_by: Keeper | None = key(Group(Keeper), "who keeps it, and in which stage", expected=True)
    proven_by: str | None = key(Ref("kpis"), "the KPI that shows it is kept", edge="measured_by")
