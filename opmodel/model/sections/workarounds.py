"""Work people do because the model does not."""

from datetime import date

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, role
from opmodel.model.shapes import Date, Length, Number, Ref, Text
from opmodel.model.structures import Many
from opmodel.model.values import Duration


@section(
    "workarounds",
    "workaround",
    also_called=("shadow_work", "tax"),
    example="""
    copied_lists:
      what: copying site lists from mails into the CRM
      by: [success_manager]
      minutes: 40
      every: 1w
      caused_by: transition/hand_to_success
      remove_by: 2027-03-31
    """,
    instead={"time": "minutes", "frequency": "every", "who": "by", "cause": "caused_by"},
)
class Workaround(Entity):
    """Work that repairs a gap between teams, with what it costs: the ledger of the misalignment tax."""

    what: str = key(Text(), "what people do", required=True)
    by: tuple[str, ...] = key(Many(role(), lone=True), "who does it", required=True, edge="done_by")
    minutes: float = key(Number("minutes", 0), "how long it takes one person each time, minutes", required=True)
    every: Duration = key(Length(), "how often", required=True)
    caused_by: str | None = key(Ref(), "what makes it necessary, written as stage/evaluation", edge="caused_by")
    remove_by: date | None = key(Date(), "the day by which it is to end")
    hourly_cost: float | None = key(Number("money", 0), "what an hour costs, in the model's currency")
