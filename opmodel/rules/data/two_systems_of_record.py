"""Every object has one system whose record is right."""

from collections.abc import Iterator
from itertools import combinations, islice

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.meaning import meet_in_scope
from opmodel.model.entity import State
from opmodel.model.sections.systems import System
from opmodel.wording import bare, listed

_PAIRS = 50


@rule(Severity.ERROR, needs=("systems.master_of",))
def check(context: Context) -> Iterator[Problem]:
    """Yield objects of which several systems are the record for the same scope, unless one takes over from another."""
    masters: dict[str, list[System]] = {}
    for system in context.each(System, where=lambda system: system.master_of):
        if system.state is not State.DEPRECATED:
            for name in dict.fromkeys(map(bare, system.master_of)):
                masters.setdefault(name, []).append(system)
    for name, systems in masters.items():
        rivals: dict[str, System] = {}
        for one, other in islice(combinations(systems, 2), _PAIRS):
            if meet_in_scope(one, other) and not (_gives_way(one, other) or _gives_way(other, one)):
                rivals |= {one.ref: one, other.ref: other}
        if rivals:
            yield _problem(name, list(rivals.values()))


def _gives_way(one: System, other: System) -> bool:
    return one.replaced_by is not None and bare(one.replaced_by) == other.id


def _problem(name: str, systems: list[System]) -> Problem:
    first, second, *more = systems
    names = listed(f"'{one.id}'" for one in systems)
    return Problem(
        second.where("master_of"),
        f"systems {names} are {'both' if len(systems) == 2 else 'all'} the record of object '{name}', so when they "
        "differ nobody can tell which is right",
        f"leave '{name}' in master_of of one, and let the others receive it below `integrates`; where one takes over "
        "from another write replaced_by",
        tuple((one.where("master_of"), f"'{one.id}' is a record of it too") for one in (first, *more)),
        discriminator=name,
        among=tuple(one.ref for one in systems),
        data={"object": name, "systems": tuple(one.id for one in systems)},
    )
