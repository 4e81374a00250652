"""A number or time that differs by a dimension is given for each of its values."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, Varied, dotted, named
from opmodel.model.sections.dimensions import Dimension
from opmodel.wording import listed, nearest


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield numbers and times that leave out a value of their dimension for which their entity is."""
    for varied in context.model.varied:
        entity = context.model.entities.get(varied.where.entity)
        dimension = context.model.get(Dimension, varied.quantity.dimension)
        is_said = varied.where.trail[:1] == ("statements",)
        if entity is None or dimension is None or is_said or not context.known(entity):
            continue
        if missing := _missing(varied, entity, dimension):
            field = ".".join(part for part in varied.where.trail if isinstance(part, str))
            yield Problem(
                varied.where,
                f"{named(entity.ref)}: {field} says nothing for {dimension.id} {listed(missing)} ({varied.quantity})",
                f"add {listed(f'`{value}: ...`' for value in missing)}, or say with `scope` for whom it is",
                ((dimension.where("values"), f"the values of {dimension.id}"),),
                discriminator=dotted(varied.where.trail),
                data={"missing": missing},
            )


def _missing(varied: Varied, entity: Entity, dimension: Dimension) -> tuple[str, ...]:
    """Return the values that are given neither a quantity nor a reason for having none; a slip has its own finding."""
    values = tuple(value.id for value in dimension.values)
    concerned = (entity.scope or {}).get(dimension.id, values) if values else ()
    given = {case.key for case in varied.quantity.cases}
    absent = {absence.path for absence in entity.absences.values()}
    place = dotted(varied.where.trail)
    misspelt = {nearest(key, values) for key in given if key and key not in values}
    without = (value for value in concerned if value not in given and value not in misspelt)
    return tuple(value for value in without if f"{place}.{value}" not in absent)
