"""No record has two values of a dimension."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Expression, Found, Impossible, Record, both, holds, possible
from opmodel.expressions.tree import AtLeast
from opmodel.finding import Severity
from opmodel.graph.records import Records
from opmodel.model.sections.dimensions import Dimension

MOST_COMPARED = 24
"""Values that are compared pair by pair; of more of them one overlap is named, and mending it shows the next."""


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of values that one record can have at once."""
    records = context.graph.records
    for dimension in context.each(Dimension):
        conditions = {value.id: value.when.tree for value in dimension.values if value.when and value.when.tree}
        if dimension.object and records.can_judge(dimension.object, tuple(conditions.values())):
            for first, second, witness in _overlaps(conditions, dimension.object, records):
                who = records.one(dimension.object, witness)
                yield Problem(
                    dimension.where("values", second, "when"),
                    f"dimension '{dimension.id}': {who} is both {first} and {second}",
                    "take it out of one of the two conditions",
                    ((dimension.where("values", first, "when"), f"{first} takes it as well"),),
                    discriminator="+".join(sorted((first, second))),
                    data={"witness": dict(witness)},
                )


def _overlaps(conditions: Mapping[str, Expression], name: str, records: Records) -> Iterator[tuple[str, str, Record]]:
    """Yield pairs of values with a record that has both; one question settles the usual case that there is none."""
    columns, usual = records.columns(name), records.usual(name, tuple(conditions.values()))
    twice = (
        possible(AtLeast(0, 0, 2, tuple(conditions.values())), columns, usual) if len(conditions) > 1 else Impossible()
    )
    if isinstance(twice, Impossible):
        return
    if len(conditions) > MOST_COMPARED:
        if isinstance(twice, Found):
            first, second, *_ = (one for one, other in conditions.items() if holds(other, twice.witness, columns))
            yield first, second, twice.witness
        return
    for (first, one), (second, other) in combinations(conditions.items(), 2):
        shared = both(one, other, columns, usual)
        if isinstance(shared, Found):
            yield first, second, shared.witness
