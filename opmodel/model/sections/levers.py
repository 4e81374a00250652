"""What somebody can decide."""

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity
from opmodel.model.shapes import Flag


@section(
    "levers",
    "lever",
    also_called=("actions", "knobs", "choices"),
    example="""
    campaign_mix: {description: which channels and companies get budget}
    renewal_prices: {description: how far and in which month renewal prices rise, timing: true}
    """,
)
class Lever(Entity):
    """Something a role decides by itself and by which it moves numbers: a budget, an hour of work, a price.

    Who moves it lists it below `levers` of the role. A lever that no role lists is moved by its `owner`. What lies with
    a queue or pool is moved by those who work it, what lies with a function by its lead.
    """

    timing: bool = key(Flag(only_true=True), "it can shift the day on which a result lands", default=False)
