"""No record has two values of a dimension."""

from collections.abc import Iterator
from itertools import combinations

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Expression, Found, both
from opmodel.finding import Severity
from opmodel.model.sections.dimensions import Dimension


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of values that one record can have at once."""
    records = context.graph.records
    for dimension in context.each(Dimension):
        conditions = _conditions(dimension)
        if not (dimension.object and records.can_judge(dimension.object, tuple(conditions.values()))):
            continue
        columns = records.columns(dimension.object)
        for (first, one), (second, other) in combinations(conditions.items(), 2):
            shared = both(one, other, columns, records.usual(dimension.object, (one, other)))
            if isinstance(shared, Found):
                who = records.one(dimension.object, shared.witness)
                yield Problem(
                    dimension.where("values", second, "when"),
                    f"dimension '{dimension.id}': {who} is both {first} and {second}",
                    "take it out of one of the two conditions",
                    ((dimension.where("values", first, "when"), f"{first} takes it as well"),),
                    discriminator="+".join(sorted((first, second))),
                    data={"witness": dict(shared.witness)},
                )


def _conditions(dimension: Dimension) -> dict[str, Expression]:
    return {value.id: value.when.tree for value in dimension.values if value.when and value.when.tree}
