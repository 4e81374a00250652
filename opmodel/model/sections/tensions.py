"""Conflicts that are wanted."""

from datetime import date

from opmodel.model.declaration import key, section
from opmodel.model.entity import Entity, role
from opmodel.model.shapes import Date, Ref, Text, Word
from opmodel.model.structures import Many


@section(
    "tensions",
    "tension",
    also_called=("trade_offs", "tradeoffs", "conflicts"),
    instead={"roles": "between", "reason": "rationale", "until": "review_by"},
    example="""
    renewal_prices:
      rule: opposed-incentives
      between: [pricing_manager, success_manager]
      kpi: gross_retention
      rationale: prices follow value, and somebody has to argue for them
      arbiter: head_of_revenue
      guardrail: gross_retention
      review_by: 2027-06-30
    """,
)
class Tension(Entity):
    """A conflict between two roles that is accepted on purpose, with who settles it and what shows that it goes bad."""

    rule: str = key(
        Word("[a-z][a-z0-9]*(?:-[a-z0-9]+)*", "the name of a rule such as opposed-incentives"),
        "the rule whose finding is accepted",
        required=True,
    )
    between: tuple[str, ...] = key(
        Many(role(), exactly=2), "the two roles that pull apart", required=True, edge="held_between"
    )
    kpi: str | None = key(Ref("kpis", "levers"), "the KPI or lever they pull at", edge="about")
    rationale: str = key(Text(), "why the conflict is wanted", required=True)
    arbiter: str = key(role(), "the role that settles it, neither of the two", required=True, edge="settled_by")
    guardrail: str = key(Ref("kpis"), "the KPI that shows when it goes bad", required=True, edge="watched_by")
    review_by: date = key(Date(), "the day until which it is accepted", required=True)
