"""Questions leaders ask."""

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, role
from opmodel.model.shapes import Ref, Text
from opmodel.model.structures import Group, Many


@group()
class AnsweredBy:
    """What answers a question."""

    definition: str | None = key(Ref("definitions"), "the definition of what is counted", edge="answered_by")
    kpi: str | None = key(Ref("kpis"), "the KPI that is the number", edge="answered_by")


@section(
    "questions",
    "question",
    also_called=("faq",),
    example="""
    what_is_pipeline:
      text: What counts as pipeline?
      answered_by: {definition: real_deal, kpi: win_rate}
      asked_by: [head_of_sales]
    """,
)
class Question(Entity):
    """A question that leaders ask, and what answers it; dashboards point here."""

    text: str = key(Text(), "the question in their words", required=True)
    answered_by: AnsweredBy | None = key(Group(AnsweredBy), "the definition and the KPI that answer it")
    asked_by: tuple[str, ...] = key(Many(role()), "who asks it", edge="asked_by")
