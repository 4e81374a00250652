"""Who reports to whom: roles with their function and headcount, vacancies, kinds of a role, queues and programs."""

from collections.abc import Iterator
from dataclasses import replace

from opmodel.drawing import Drawing, Edge, Key, Shape
from opmodel.engine import Scene
from opmodel.finding import Findings
from opmodel.graph import Graph
from opmodel.model import Model, is_draft
from opmodel.model.sections.functions import Function
from opmodel.model.sections.roles import Level, Role
from opmodel.views._line import Line, bosses, is_kind, leads, line
from opmodel.views._words import place, unread
from opmodel.wording import bare, beside, counted

_READ = ("role", "function")
_APART = (Level.QUEUE, Level.POOL, Level.AUTOMATION)
_MOST_DOTTED = 24
_HEADING = Shape("role/", "Queues and programs", "heading")


def draw(scene: Scene, _: Findings) -> Drawing:
    """Draw everybody below whom they report to; who stands alone comes last, queues and programs apart."""
    model, graph = scene.model, scene.graph
    found = line(model, graph)
    shapes = [_shape(role, found, model, graph) for role in found.roles]
    dotted = [_across("dotted", role, lead) for role, lead in leads(model, graph, found)]
    direct = [_across("reports", role, boss) for role, boss in bosses(graph, found)]
    notes = []
    if len(dotted) > _MOST_DOTTED:
        notes.append(f"{counted(len(dotted) - _MOST_DOTTED, 'role')} whose function somebody else leads")
    return Drawing(
        "org",
        f"{model.name}: who reports to whom",
        "tree",
        " ".join(_said(shapes, found, graph)),
        tuple(_ordered(shapes)),
        (*direct, *dotted[:_MOST_DOTTED]),
        legend=(Key("dotted", "works in a function of this lead"),) if dotted else (),
        left_out=(*notes, *unread(model, _READ)),
    )


def _ordered(shapes: list[Shape]) -> Iterator[Shape]:
    """Put charts first, then who stands alone, then queues and programs below a heading of their own."""
    alone = _alone(shapes)
    apart = [shape for shape in alone.values() if shape.kind in _APART]
    yield from (shape for shape in shapes if shape.id not in alone)
    yield from (shape for shape in alone.values() if shape.kind not in _APART)
    if len(apart) > 1:
        yield _HEADING
    for shape in apart:
        yield replace(shape, parent=_HEADING.id if len(apart) > 1 else "")


def _alone(shapes: list[Shape]) -> dict[str, Shape]:
    leading = {shape.parent for shape in shapes}
    return {shape.id: shape for shape in shapes if not shape.parent and shape.id not in leading}


def _shape(role: Role, found: Line, model: Model, graph: Graph) -> Shape:
    parent = found.above[role.id]
    circle, lost = role.id in found.circles, _is_lost(role, model, graph)
    led = (function.ref for function in model.of(Function) if role.id in {bare(name) for name in function.lead})
    return Shape(
        role.ref,
        role.label,
        _kind(role, found, graph),
        "in a circle"
        if circle
        else f"reports to {bare(role.reports_to or '')}?"
        if lost
        else _second(role, model, graph),
        parent=f"role/{parent}" if parent else "",
        place=place(role),
        alarm=circle or lost,
        draft=is_draft(role),
        entities=tuple(led),
    )


def _kind(role: Role, found: Line, graph: Graph) -> str:
    if graph.people.is_vacant(role.id):
        return "vacant"
    if is_kind(role, found):
        return "variant"
    return role.level.value if role.level else "role"


def _second(role: Role, model: Model, graph: Graph) -> str:
    """Write who works a queue, else the function and how many hold the role."""
    if role.level in _APART and role.held_by:
        worker = graph.people.role(role.held_by[0])
        return f"held by {worker.label}" if worker else ""
    function = model.get(Function, graph.people.function(role.id))
    heads = graph.people.headcount(role.id)
    state = "vacant" if graph.people.is_vacant(role.id) else "" if heads in (None, 1) else f"{heads} people"
    return beside(function.label if function else "", state)


def _is_lost(role: Role, model: Model, graph: Graph) -> bool:
    """Tell whether a role reports to something that is not there."""
    above = role.reports_to
    return bool(above and graph.people.role(above) is None and model.get(Function, above) is None)


def _across(kind: str, role: str, other: str) -> Edge:
    return Edge(f"{kind}/{role}/{other}", f"role/{role}", f"role/{other}", kind)


def _is_held(role: Role, graph: Graph) -> bool:
    return role.level not in _APART and not graph.people.is_vacant(role.id)


def _said(shapes: list[Shape], found: Line, graph: Graph) -> Iterator[str]:
    if not shapes:
        yield "No role is declared, so there is nobody to show."
        return
    people = sum(role.headcount or 0 for role in found.roles)
    vacant = sum(shape.kind == "vacant" for shape in shapes)
    unsaid = [role for role in found.roles if graph.people.headcount(role.id) is None and _is_held(role, graph)]
    held = f", held by {counted(people, 'person', 'people')}" if people and not unsaid else ""
    some = f", {len(unsaid)} without a headcount" if people and unsaid else ""
    yield f"{counted(len(shapes), 'role')}{held}{some}{f', {vacant} vacant' if vacant else ''}."
    alone = sum(shape.kind not in _APART for shape in _alone(shapes).values())
    if alone and len(shapes) > 1:
        yield f"{counted(alone, 'role')} with no reporting line up or down."
