"""What people said when asked."""

from opmodel.model.declaration import group, key, section
from opmodel.model.entity import Entity, Lookup, role
from opmodel.model.reading import Condition, Trail
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.questions import Question
from opmodel.model.shapes import Ref, Sql, Text
from opmodel.model.structures import Group, Many


@group()
class Response:
    """What one respondent said."""

    by: str | None = key(role(), "the role or function that answered", edge="answered_by")
    text: str | None = key(Text(), "the answer in its words")
    test: Condition | None = key(Sql(), "the answer as a condition")


@section(
    "surveys",
    "survey",
    also_called=("interviews",),
    example="""
    pipeline_survey:
      question: what_is_pipeline
      answers:
        - {by: head_of_sales, test: amount >= 5000}
        - {by: account_executive, text: Everything with a next step.}
    """,
)
class Survey(Entity):
    """One question put to several people; answers are compared with each other and with the model."""

    question: str = key(Ref("questions"), "the question that was asked", required=True, edge="asks")
    answers: tuple[Response, ...] = key(Many(Group(Response)), "what people said")

    def objects(self, trail: Trail, lookup: Lookup) -> tuple[str, ...]:  # noqa: ARG002
        """Return the object of what answers the question."""
        question = lookup.get(Question, self.question)
        named = question.answered_by if question else None
        meaning = lookup.get(Definition, named.definition) if named and named.definition else None
        number = lookup.get(Kpi, named.kpi) if named and named.kpi else None
        return (meaning and meaning.objects((), lookup)) or (number and number.objects((), lookup)) or ()
