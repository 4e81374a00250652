"""Every definition says which version of the wording is meant, or from when on it holds."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.definitions import Definition
from opmodel.wording import counted, listed

_MOST_NAMED = 5
_MOST_NOTES = 20


@rule(Severity.WARNING, needs=("definitions.version", "definitions.effective"))
def check(context: Context) -> Iterator[Problem]:
    """Yield one finding for all definitions with neither a version nor a first day nor a dated approval."""
    undated = [one for one in context.each(Definition) if not _is_dated(one)]
    if not undated:
        return
    first, *others = undated
    names = [f"'{one.id}'" for one in undated[:_MOST_NAMED]]
    more = (f"{len(undated) - _MOST_NAMED} more",) if len(undated) > _MOST_NAMED else ()
    have = "has" if len(undated) == 1 else "have"
    yield Problem(
        first.where(),
        f"{counted(len(undated), 'definition')} {have} no version and no first day, so nobody can tell by which "
        f"wording last quarter was counted: {listed((*names, *more))}",
        "number the wording with `version: 1`, or write `effective: {from: ...}`",
        tuple((one.where(), f"'{one.id}' has neither") for one in others[:_MOST_NOTES]),
        discriminator="undated",
        data={"definitions": tuple(one.id for one in undated)},
    )


def _is_dated(one: Definition) -> bool:
    begins = one.effective and one.effective.from_
    return bool(one.version or begins or any(approval.date for approval in one.approvers))
