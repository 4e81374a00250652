"""Statuses that divide records leave no record without one."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Expression, Found, none_of
from opmodel.finding import Severity
from opmodel.model import is_draft
from opmodel.model.sections.statuses import Status
from opmodel.wording import bare, listed


@rule(Severity.WARNING, needs=("statuses.when", "statuses.exclusive_with", "statuses.applies_in"))
def check(context: Context) -> Iterator[Problem]:
    """Yield groups of statuses that exclude each other, are decided by the same columns, and miss a record."""
    known = {status.id: status for status in context.each(Status)}
    for group in _groups(context):
        if all(status.id in known for status in group):
            yield from _hole(group, context)


def _groups(context: Context) -> Iterator[tuple[Status, ...]]:
    """Yield the statuses that exclude each other, directly or through others, in the order of their ids."""
    statuses = {status.id: status for status in context.model.of(Status) if not is_draft(status)}
    beside: dict[str, set[str]] = {name: set() for name in statuses}
    for name, status in statuses.items():
        for other in map(bare, status.exclusive_with):
            if other in statuses and other != name:
                beside[name].add(other)
                beside[other].add(name)
    seen: set[str] = set()
    for name in statuses:
        waiting, group = [name], set[str]()
        while waiting and name not in seen:
            one = waiting.pop()
            if one not in group:
                group.add(one)
                waiting += beside[one]
        seen |= group
        if len(group) > 1:
            yield tuple(statuses[one] for one in sorted(group))


def _hole(group: tuple[Status, ...], context: Context) -> Iterator[Problem]:
    records = context.graph.records
    homes = {name for status in group for name in status.objects((), context.model)}
    conditions = tuple(status.when.tree for status in group if status.when and status.when.tree)
    stages = set.intersection(*(set(map(bare, status.applies_in)) for status in group))
    if len(homes) != 1 or len(conditions) < len(group) or not stages:
        return
    home = homes.pop()
    if not (records.can_judge(home, conditions) and _divide(home, conditions, context)):
        return
    found = none_of(conditions, records.columns(home), records.usual(home, conditions))
    if isinstance(found, Found):
        empty = next((name for name, value in found.witness.items() if value is None), "")
        first, names = group[0], listed(f"'{one.id}'" for one in group)
        yield Problem(
            first.where("when"),
            f"statuses {names} exclude each other and leave out "
            f"{records.one(home, found.witness)}: it has none of them",
            _way_out(empty),
            notes=tuple((one.where("when"), f"what makes a record '{one.id}'") for one in group[1:]),
            severity=Severity.NOTE if empty else None,
            discriminator=" ".join(one.id for one in group),
            data={"witness": dict(found.witness)},
        )


def _divide(home: str, conditions: tuple[Expression, ...], context: Context) -> bool:
    """Tell whether the same columns decide all of them, as where one number is cut; else each is for its own cases."""
    behind = {context.graph.records.behind(home, condition) for condition in conditions}
    return len(behind) == 1 and bool(behind.pop())


def _way_out(empty: str) -> str:
    if empty:
        return (
            f"say where it belongs (`or {empty} is null`), or declare the column `required: true` if it is never empty"
        )
    return "widen one of the conditions, or add a status for what is left"
