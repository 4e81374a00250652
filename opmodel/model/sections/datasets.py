"""Tables that numbers come from."""

import enum

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, accountable
from opmodel.model.shapes import Choice, Flag, Length, Ref, Text
from opmodel.model.structures import Many
from opmodel.model.values import Duration


class Changes(enum.StrEnum):
    """Whether readers of a dataset hear of a change beforehand."""

    ANNOUNCED = "announced"
    SILENT = "silent"


@section(
    "datasets",
    "dataset",
    accountable="steward",
    also_called=("reports", "tables"),
    example="""
    deals: {system: warehouse, table: mart.deals, grain: one row per deal, steward: revops, refresh: 1d}
    """,
)
class Dataset(Entity):
    """A table or sheet that KPIs are computed from."""

    system: str = key(Ref("systems"), "the system that holds it", required=True, edge="held_in")
    steward: tuple[str, ...] = key(
        accountable(), "the role that answers for its numbers", expected=True, edge="owned_by"
    )
    table: str | None = key(Text(), "its name in the system")
    grain: str | None = key(Text(), "what one row is")
    measures: tuple[str, ...] = key(Many(Text()), "the numbers it holds")
    refresh: Duration | None = key(Length(), "how often it is computed")
    certified: bool = key(Flag(only_true=True), "checked and fit for decisions", default=False)
    derived_from: tuple[str, ...] = key(Many(Ref("datasets")), "the datasets it is built from", edge="derived_from")
    changes: Changes | None = key(Choice(Changes), "whether its readers hear of changes beforehand")
