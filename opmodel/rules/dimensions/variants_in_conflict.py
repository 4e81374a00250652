"""Of two variants that hold for the same records and say different things, one comes before the other."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Where
from opmodel.model.reading import Trail, told
from opmodel.model.sections import sections
from opmodel.model.sections.variants import Variant
from opmodel.model.variants.cases import Cell
from opmodel.model.variants.conflicts import Conflict, conflicts
from opmodel.wording import counted, listed


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of variants that set a field differently and name equally many dimensions."""
    for conflict in conflicts(context.each(Variant)):
        yield _problem(conflict)


def _problem(conflict: Conflict) -> Problem:
    (first, second), (own, theirs) = conflict.variants, conflict.fields[0]
    more = len(conflict.fields) - 1
    what = _told(max(own, theirs, key=len)) + (f" and {counted(more, 'more field')}" if more else "")
    records = _written(conflict.records)
    return Problem(
        first.where("patch", *own),
        f"variants '{first.id}' and '{second.id}' both hold for {records} and set {what} differently",
        f"take it out of one of them, or add a variant with `scope: {_scope(conflict.records)}` that says what holds",
        ((second.where("patch", *theirs), f"variant '{second.id}' says otherwise"),),
        discriminator=second.id,
    )


def _told(field: Trail) -> str:
    """Name a field that a patch sets: `stage 'evaluation': owner`."""
    section, name, *rest = map(str, field)
    return told(Where(f"{sections()[section].singular}/{name}", tuple(rest)))


def _written(records: Cell) -> str:
    return listed(f"{name} {' or '.join(sorted(values))}" for name, values in sorted(records.items()))


def _scope(records: Cell) -> str:
    parts = ((name, sorted(values)) for name, values in sorted(records.items()))
    return f"{{{', '.join(f'{name}: {_one_or_list(values)}' for name, values in parts)}}}"


def _one_or_list(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"
