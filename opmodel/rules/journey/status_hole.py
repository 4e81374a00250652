"""Statuses that divide records leave no record without one."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Record
from opmodel.finding import Severity
from opmodel.model.sections.statuses import Status
from opmodel.wording import listed


@rule(Severity.WARNING, needs=("statuses.when", "statuses.exclusive_with", "statuses.applies_in"))
def check(context: Context) -> Iterator[Problem]:
    """Yield groups of statuses that exclude each other, are decided by the same columns, and miss a record."""
    known = {status.id for status in context.each(Status)}
    for group in context.graph.statuses.groups:
        if known.issuperset(status.id for status in group):
            left_out = context.graph.statuses.left_out(group)
            if left_out:
                yield _hole(group, *left_out, context)


def _hole(group: tuple[Status, ...], home: str, witness: Record, context: Context) -> Problem:
    empty = next((name for name, value in witness.items() if value is None), "")
    first, names = group[0], listed(f"'{one.id}'" for one in group)
    return Problem(
        first.where("when"),
        f"statuses {names} exclude each other and leave out {context.graph.records.one(home, witness)}: it has none of "
        "them",
        _way_out(empty),
        notes=tuple((one.where("when"), f"what makes a record '{one.id}'") for one in group[1:]),
        severity=Severity.NOTE if empty else None,
        discriminator=" ".join(one.id for one in group),
        data={"witness": dict(witness)},
    )


def _way_out(empty: str) -> str:
    if empty:
        return (
            f"say where it belongs (`or {empty} is null`), or declare the column `required: true` if it is never empty"
        )
    return "widen one of the conditions, or add a status for what is left"
