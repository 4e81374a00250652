"""Lines of an organisation: who stands below whom, without circles, and who belongs to another lead besides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opmodel.graph import Graph, opened
from opmodel.model import Model
from opmodel.model.sections.functions import Function
from opmodel.model.sections.roles import Role
from opmodel.views._words import declared
from opmodel.wording import bare


@dataclass(frozen=True, slots=True)
class Line:
    """The role or general role above each role by its id, empty at the top; `circles` are those cut loose."""

    roles: tuple[Role, ...]
    above: Mapping[str, str]
    circles: frozenset[str]


def line(model: Model, graph: Graph) -> Line:
    """Find who stands above everybody; a circle is opened at the role that is written first."""
    roles = declared(model.of(Role))
    above = {role.id: _above(role, model, graph) for role in roles}
    return Line(roles, *opened(above))


def leads(model: Model, graph: Graph, found: Line) -> Iterator[tuple[str, str]]:
    """Yield roles with the lead of their function where that lead is nowhere above them; the topmost of a line only."""
    other = {role.id: _other_lead(role, model, graph, found) for role in found.roles}
    for role in found.roles:
        lead = other[role.id]
        if lead and other.get(found.above[role.id]) != lead:
            yield role.id, lead


def bosses(graph: Graph, found: Line) -> Iterator[tuple[str, str]]:
    """Yield roles that hang below their general role and report to somebody that role does not report to."""
    for role in found.roles:
        boss = graph.people.role(role.reports_to) if role.reports_to else None
        general = found.above[role.id]
        if boss and is_kind(role, found) and boss.id not in (role.id, general, found.above[general]):
            yield role.id, boss.id


def is_kind(role: Role, found: Line) -> bool:
    """Tell whether a role hangs below the general role it is one kind of."""
    return bool(role.is_a) and found.above[role.id] in {bare(name) for name in role.is_a}


def _above(role: Role, model: Model, graph: Graph) -> str:
    general = next((one.id for name in role.is_a if (one := model.get(Role, name))), "")
    if general and general != role.id:
        return general
    boss = graph.people.role(role.reports_to) if role.reports_to else None
    return boss.id if boss else ""


def _other_lead(role: Role, model: Model, graph: Graph, found: Line) -> str:
    function = model.get(Function, graph.people.function(role.id))
    lead = graph.people.role(function.lead[0]) if function and function.lead else None
    if lead is None or lead.id == role.id or not graph.people.is_people(role.id) or is_kind(role, found):
        return ""
    name = role.id
    while name not in ("", lead.id):
        name = found.above[name]
    return "" if name else lead.id
