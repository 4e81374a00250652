"""Every record has a value of a dimension that is decided by conditions."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Expression, Found, Kind, Record, none_of
from opmodel.finding import Severity
from opmodel.model.columns import ObjectColumns
from opmodel.model.sections.dimensions import Dimension

MOST_LISTED = 5
"""Values that a message names; longer lists are counted."""


@rule(Severity.ERROR, needs=("dimensions.values.when",))
def check(context: Context) -> Iterator[Problem]:
    """Yield dimensions some record of whose object meets no condition."""
    records = context.graph.records
    for dimension in context.each(Dimension):
        conditions = _conditions(dimension)
        if not (dimension.object and conditions and records.can_judge(dimension.object, conditions)):
            continue
        columns = records.columns(dimension.object)
        hole = none_of(conditions, columns, records.usual(dimension.object, conditions))
        if isinstance(hole, Found):
            who = records.one(dimension.object, hole.witness)
            empty = tuple(column for column, value in hole.witness.items() if value is None)
            yield Problem(
                dimension.where("values"),
                f"dimension '{dimension.id}': {who} {_in_none(dimension)}",
                _for_empty(empty) if empty else _for_gap(hole.witness, columns),
                severity=Severity.NOTE if empty else None,
                data={"witness": dict(hole.witness)},
            )


def _conditions(dimension: Dimension) -> tuple[Expression, ...]:
    """Return the conditions of all values, none if one of them has no condition: it may take what is left."""
    conditions = tuple(value.when.tree for value in dimension.values if value.when and value.when.tree)
    return conditions if len(conditions) == len(dimension.values) else ()


def _in_none(dimension: Dimension) -> str:
    *most, last = (value.id for value in dimension.values)
    if len(most) >= MOST_LISTED:
        return f"is in none of its {len(most) + 1} values"
    return f"is neither {', '.join(most)} nor {last}" if most else f"is not {last}"


def _for_empty(columns: tuple[str, ...]) -> str:
    name = columns[0]
    return f"say where it belongs (`or {name} is null`), or declare the column `required: true` if it is never empty"


def _for_gap(witness: Record, columns: ObjectColumns) -> str:
    help_ = "widen one of the conditions, or add a value for what is left"
    for name, value in witness.items():
        column = columns.find(tuple(name.split(".")))
        if isinstance(value, float) and not value.is_integer():
            return f"{help_}; if {name} holds whole numbers only, declare `type: integer`"
        if column and column.kind is Kind.TEXT:
            return f"{help_}; if {name} has a fixed list of values, declare `type: enum`"
    return help_
