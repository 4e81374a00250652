"""Feedback says more than a code."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Kind, Reference
from opmodel.finding import Severity
from opmodel.model import Condition
from opmodel.model.sections.feedback import Feedback


@rule(Severity.WARNING, needs=("feedback.fields",))
def check(context: Context) -> Iterator[Problem]:
    """Yield feedback that names no column, only texts, or a single code; several texts are a note."""
    for feedback in context.each(Feedback):
        if not feedback.fields:
            said = "names no column, so everybody tells what comes to mind"
        else:
            said = _thin([_kind(field, feedback, context) for field in feedback.fields])
        if said:
            yield Problem(
                feedback.where("fields") if feedback.fields else feedback.where(),
                f"feedback '{feedback.id}' {said}",
                f"ask {context.graph.people.named(feedback.to)} what would change the next decision, and list the "
                "columns: `fields: [...]`",
                severity=Severity.NOTE if len(feedback.fields) > 1 else None,
            )


def _kind(field: Condition, feedback: Feedback, context: Context) -> Kind | None:
    if not isinstance(field.tree, Reference):
        return None
    for name in feedback.objects((), context.model):
        column = context.graph.records.columns(name).find(field.tree.path)
        if column:
            return column.kind
    return None


def _thin(kinds: list[Kind | None]) -> str:
    """Say why columns of some kinds tell too little; nothing where they tell enough or one is not known."""
    if kinds == [Kind.ENUM]:
        return "is one code from a list, which says that something happened and not why"
    if all(kind is Kind.TEXT for kind in kinds):
        return "is free text only, which nobody can count or compare"
    return ""
