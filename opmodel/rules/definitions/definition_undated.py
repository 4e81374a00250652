"""Every definition says which version of the wording is meant, or from when on it holds."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.definitions import Definition


@rule(Severity.WARNING, needs=("definitions.version", "definitions.effective"))
def check(context: Context) -> Iterator[Problem]:
    """Yield definitions with neither a version nor a first day; dated approvals tell when a wording was agreed."""
    for one in context.each(Definition):
        begins = one.effective and one.effective.from_
        if one.version is None and not begins and not any(approval.date for approval in one.approvers):
            yield Problem(
                one.where(),
                f"definition '{one.id}' has no version and no first day, so nobody can tell by which wording last "
                "quarter was counted",
                "number the wording with `version: 1`, or write `effective: {from: ...}`",
            )
