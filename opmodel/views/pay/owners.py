"""Who answers for what stands on a picture: names, and one colour for each of those with most to answer for."""

from collections import Counter
from collections.abc import Iterable, Mapping

from opmodel.drawing import Key
from opmodel.graph import Graph
from opmodel.model import Model
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.levers import Lever
from opmodel.wording import bare, listed, spelled

KINDS = tuple(f"owner{at}" for at in range(1, 9))
"""Kinds of boxes that pictures give a colour each."""


def owners(model: Model, graph: Graph) -> Mapping[str, tuple[str, ...]]:
    """Return the labels of who owns each KPI and who moves each lever, by entity."""
    found: dict[str, list[str]] = {}
    for kpi in model.of(Kpi):
        found[kpi.ref] = [name_of(name, graph) for name in kpi.owner]
    for lever in model.of(Lever):
        found[lever.ref] = [name_of(name, graph) for name in graph.entrusted.to(lever.ref)]
    return {ref: tuple(dict.fromkeys(names)) for ref, names in found.items()}


def name_of(name: str, graph: Graph) -> str:
    """Return what a role is called; a function is called by its lead, a stranger by its id."""
    role = graph.people.role(name)
    return role.label if role else spelled(bare(name))


def short(names: tuple[str, ...]) -> str:
    """Write names on little room: `CRO, VP sales and 3 more`."""
    return listed(names) if len(names) < 3 else f"{names[0]}, {names[1]} and {len(names) - 2} more"


def colours(first: Iterable[str]) -> tuple[Mapping[str, str], tuple[Key, ...]]:
    """Give those who own most a colour, by name; also return the entries of the legend."""
    often = Counter(name for name in first if name)
    chosen = [name for name, _ in often.most_common(len(KINDS))]
    kinds = dict(zip(chosen, KINDS, strict=False))
    return kinds, tuple(Key(kind, name) for name, kind in kinds.items())
