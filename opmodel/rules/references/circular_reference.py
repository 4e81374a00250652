"""Nobody stands above himself, and nothing is made of itself."""

from collections.abc import Iterable, Iterator, Mapping

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import going_round, way_round
from opmodel.model import Entity, Where, named
from opmodel.model.sections.datasets import Dataset
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.functions import Function
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.roles import Role
from opmodel.model.sections.systems import System
from opmodel.wording import bare, listed

_WAYS: Mapping[type[Entity], Mapping[str, str]] = {
    Role: {"reports_to": "reports to", "is_a": "is a kind of", "held_by": "is worked by"},
    Function: {"parent": "is a part of"},
    Dataset: {"derived_from": "is derived from"},
    System: {"replaced_by": "is replaced by"},
    Definition: {"supersedes": "replaces"},
    Kpi: {
        "numerator": "is worked out from",
        "partition_of": "is a slice of",
        "proxy_for": "stands for",
        "quality_of": "is the quality of",
    },
}
"""The keys that lead to what stands above or before an entity, in words; a formula is all that it names."""

_LISTED = 6
"""What else is in a circle is named up to here."""


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Problem]:
    """Yield one problem for each circle."""
    for kind, keys in _WAYS.items():
        context.count(kind)
        every = {entity.id: entity for entity in context.model.of(kind)}
        for key, words in keys.items():
            ways = {name: set(_above(entity, key, context)) & every.keys() for name, entity in every.items()}
            for group in going_round(ways):
                yield _problem([every[name] for name in way_round(group, ways)], key, words)


def _above(entity: Entity, key: str, context: Context) -> Iterable[str]:
    if isinstance(entity, Kpi) and key == "numerator":
        return [bare(part.kpi) for part in (entity.numerator, entity.denominator) if part and part.kpi]
    value: object = getattr(entity, key)
    names = [bare(name) for name in (value if isinstance(value, tuple) else (value,)) if isinstance(name, str)]
    if not isinstance(entity, Role):
        return names
    return [role.id for name in names if (role := context.graph.people.role(name))]


def _problem(circle: list[Entity], key: str, words: str) -> Problem:
    first, others = circle[0], circle[1:]
    through = f", by way of {_some(others)}" if others else ""
    return Problem(
        _place(first, key),
        f"{named(first.ref)} {words} itself{through}",
        "take out the step that is wrong: such a line has to end somewhere",
        notes=tuple((_place(one, key), f"'{one.id}' {words} the next") for one in others[:_LISTED]),
        discriminator=f"{key} {' '.join(sorted(one.id for one in circle))}",
        evidence=tuple(one.ref for one in circle),
    )


def _some(entities: list[Entity]) -> str:
    more = (f"{len(entities) - _LISTED} more",) if len(entities) > _LISTED else ()
    return listed((*(f"'{one.id}'" for one in entities[:_LISTED]), *more))


def _place(entity: Entity, key: str) -> Where:
    if isinstance(entity, Kpi) and key == "numerator" and not (entity.numerator and entity.numerator.kpi):
        return entity.where("denominator")
    return entity.where(key)
