"""Lists of codes."""

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, role
from opmodel.model.shapes import Flag, Length, Text
from opmodel.model.structures import ByForm, Keyed, Many
from opmodel.model.values import Duration


@group(map_key="code")
class Reason:
    """One code and what follows from it."""

    code: str = key(Text(), "the code", required=True)
    label: str | None = key(Text(), "what people see")
    category: str | None = key(Text(), "the group it belongs to")
    terminal: bool = key(Flag(), "the record does not come back", default=False)
    revisit_after: Duration | None = key(Length(), "when the record is looked at again")
    consumer: str | None = key(role(), "who learns from it", edge="consumed_by")


@section(
    "reasons",
    "reason",
    also_called=("reason_codes", "loss_reasons"),
    example="""
    refusals:
      values:
        no_budget: {label: No budget this year, revisit_after: 6mo, consumer: demand_manager}
        wrong_contact: {label: Not the person who decides}
    """,
)
class Reasons(Entity):
    """A list of codes that say why a record was refused, recycled or lost."""

    values: tuple[Reason, ...] | tuple[str, ...] | None = key(
        ByForm[tuple[Reason, ...], tuple[str, ...]](Keyed(Reason), Many(Text()), lists=True),
        "the codes: a list, or a map with what each means",
    )

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes alone."""
        return tuple(value.code if isinstance(value, Reason) else value for value in self.values or ())
