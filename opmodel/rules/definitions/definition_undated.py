"""Every definition says which version of the wording is meant, or from when on it holds."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model.sections.definitions import Definition
from opmodel.wording import listed

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
    which = f"{len(undated)} definitions have" if others else f"definition {names[0]} has"
    yield Problem(
        first.where(),
        f"{which} no version and no first day, so nobody can tell by which wording last quarter was counted"
        + (f": {listed((*names, *more))}" if others else ""),
        "number the wording with `version: 1`, or write `effective: {from: ...}`",
        tuple((one.where(), f"'{one.id}' has neither") for one in others[:_MOST_NOTES]),
        discriminator="undated",
        among=tuple(one.ref for one in undated),
        data={"definitions": tuple(one.id for one in undated)},
    )


def _is_dated(one: Definition) -> bool:
    begins = one.effective and one.effective.from_
    return bool(one.version or begins or any(approval.date for approval in one.approvers))
