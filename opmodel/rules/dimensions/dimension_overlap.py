"""No record has two values of a dimension."""

from collections.abc import Iterator, Mapping
from itertools import islice

from opmodel.engine import Context, Problem, rule
from opmodel.expressions import Expression, Found, Impossible, Record, Undecided, both, possible
from opmodel.expressions.tree import AtLeast
from opmodel.finding import Severity
from opmodel.graph.records import Records
from opmodel.model.sections.dimensions import Dimension

MOST_COMPARED = 24
"""Values that are compared pair by pair where nobody can say of all together whether two share a record."""
MOST_NAMED = 50
"""Overlaps that are named for one dimension; mending them shows the rest."""


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield pairs of values that one record can have at once."""
    records = context.graph.records
    for dimension in context.each(Dimension):
        conditions = {value.id: value.when.tree for value in dimension.values if value.when and value.when.tree}
        if dimension.object and records.can_judge(dimension.object, tuple(conditions.values())):
            for first, second, witness in islice(_overlaps(conditions, dimension.object, records), MOST_NAMED):
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
    twice = possible(AtLeast(0, 0, 2, tuple(conditions.values())), columns, usual)
    if len(conditions) < 2 or isinstance(twice, Impossible):
        return
    if isinstance(twice, Undecided) and len(conditions) > MOST_COMPARED:
        return
    names, several = list(conditions), records.first_match(name, tuple(conditions.values()))
    for place, second in enumerate(names):
        others = list(range(place))
        while others and (found := several.shared(place, others=others)):
            others.remove(found[0])
            first = names[found[0]]
            shared = both(conditions[first], conditions[second], columns, usual)
            yield first, second, shared.witness if isinstance(shared, Found) else found[1]
