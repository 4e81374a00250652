"""How much a role can carry."""

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, Lookup, role
from opmodel.model.reading import Condition, Trail
from opmodel.model.sections.parts import RampStep, percent
from opmodel.model.shapes import Length, Number, Ref, Sql, Text
from opmodel.model.shapes.varying import Varying
from opmodel.model.structures import Group, Keyed, Many
from opmodel.model.values import Duration, Quantity


@group(map_key="name", short="value")
class Assumption:
    """A number that the capacity was computed with."""

    name: str = key(Text(), "what it is called", required=True)
    value: float = key(Number("the unit its name says"), "the number", required=True)


@group()
class Demand:
    """Work that arrives."""

    from_: str = key(Ref("transitions", "kpis"), "the move or KPI that brings records", required=True, edge="loaded_by")
    per_month: Quantity[float] | None = key(Varying(Number("records", 0)), "how many arrive, records a month")
    duration: Quantity[Duration] | None = key(Varying(Length()), "how long one record takes up its holder")


@section(
    "capacities",
    "capacity",
    also_called=("capacity", "staffing", "workloads"),
    example="""
    books:
      role: success_manager
      unit: contract
      per_head: {by: segment, small: 120, large: 12..18}
      headcount: 6
      utilization: 85
      ramp: [{month: 1, percent: 30}, {month: 4, percent: 100}]
      demand: {from: go_live, per_month: 9, duration: 3y}
    """,
)
class Capacity(Entity):
    """How many records of one kind the people of a role can carry at a time, and how many arrive."""

    role: str = key(role(), "the role that carries them", required=True, edge="carried_by")
    unit: str = key(Ref("objects"), "the object whose records are carried", required=True, edge="about")
    per_head: Quantity[float] | None = key(
        Varying(Number("records", 0)), "how many one person carries at a time, records", expected=True
    )
    max: Quantity[float] | None = key(Varying(Number("records", 0)), "the most one person may carry, records")
    must: Condition | None = key(Sql(), "what each carried record meets")
    headcount: float | None = key(Number("people", 0), "how many people carry them, full-time posts")
    utilization: float | None = key(percent(), "the share of time that is free for this work, percent")
    ramp: tuple[RampStep, ...] = key(Many(Group(RampStep)), "shares of the full number while new")
    assumptions: tuple[Assumption, ...] = key(Keyed(Assumption), "the numbers it was computed with")
    demand: tuple[Demand, ...] = key(Many(Group(Demand), lone=True), "what brings the records, one or a list")

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:  # noqa: ARG002
        """Return the object that is carried."""
        return (self.unit,)
