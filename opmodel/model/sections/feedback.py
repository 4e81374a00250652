"""What the receiver tells the sender."""

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, Lookup, role
from opmodel.model.reading import Condition, Trail
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition
from opmodel.model.shapes import Length, Ref, Sql
from opmodel.model.structures import Many
from opmodel.model.values import Duration


@section(
    "feedback",
    "feedback",
    also_called=("feedback_loops", "loops"),
    example="""
    lead_quality: {from: account_executive, to: demand_manager, about: hand_to_sales, fields: [need], every: 2w}
    """,
)
class Feedback(Entity):
    """What the receivers of records tell their senders, how often, and what it improves."""

    from_: tuple[str, ...] = key(Many(role(), lone=True), "who tells", required=True, edge="sent_by")
    to: tuple[str, ...] = key(Many(role(), lone=True), "who listens", required=True, edge="sent_to")
    about: str = key(Ref("transitions", "stages", "definitions"), "what it is about", required=True, edge="about")
    fields: tuple[Condition, ...] = key(Many(Sql("column")), "the columns that are told", expected=True)
    every: Duration | None = key(Length(), "how often")
    closes: str | None = key(Ref("definitions", "criteria", "kpis", "levers"), "what it improves", edge="closes")
    reviewed_in: str | None = key(Ref("cadences"), "the meeting that looks at it", edge="reviewed_in")

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:  # noqa: ARG002
        """Return the object of what it is about; the receiver of a record speaks of what became of it too."""
        name = self.about.rpartition("/")[2]
        move = lookup.get(Transition, name)
        if move:
            stages = [stage for one in move.to if (stage := lookup.get(Stage, one))]
            there = (found for stage in stages for found in stage.objects((), lookup))
            return tuple(dict.fromkeys((*move.objects((), lookup), *there)))
        for kind in (Stage, Definition):
            about = lookup.get(kind, name)
            if about:
                return about.objects((), lookup)
        return ()
