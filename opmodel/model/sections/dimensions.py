"""Ways to split records."""

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity
from opmodel.model.reading import Condition
from opmodel.model.shapes import Ref, Sql, Text
from opmodel.model.structures import Keyed


@group(map_key="id")
class DimensionValue:
    """One value of a dimension and the records that have it."""

    id: str = key(Text(), "the value", required=True)
    when: Condition | None = key(Sql(), "the records that have this value")
    description: str | None = key(Text(), "what it means")


@section(
    "dimensions",
    "dimension",
    also_called=("segments", "segmentation", "regions"),
    example="""
    segment:
      object: account
      values:
        small: {when: employees < 100 or employees is null}
        large: {when: employees >= 100}
    """,
)
class Dimension(Entity):
    """A way to split records, such as segment or region; ranges are tested for holes and overlaps."""

    object: str | None = key(
        Ref("objects"), "the object whose columns decide; others reach it through a join", edge="splits"
    )
    values: tuple[DimensionValue, ...] = key(Keyed(DimensionValue, ordered=True), "its values in order")
