"""Who answers, who works where and who leads."""

from collections.abc import Iterable, Iterator

from opmodel.changes.change import Weight
from opmodel.changes.edits.edit import Edit
from opmodel.changes.sides import Asked, Sides
from opmodel.changes.table.row import Row, several
from opmodel.graph import Graph
from opmodel.model import Entity, named, section_of
from opmodel.model.sections.coverage import Coverage, Involvement
from opmodel.model.sections.functions import Function
from opmodel.model.sections.roles import Role
from opmodel.wording import bare, listed


def _is_accountable(edit: Edit) -> bool:
    """Tell whether the key that names who answers for an entity changes, whatever the section calls it."""
    entity = edit.after or edit.before
    if entity is None or edit.is_whole or len(edit.trail) != 1 or edit.kind in ("decision", "function"):
        return False
    if isinstance(entity, Coverage):
        return edit.top == "role" and entity.part in (Involvement.ACCOUNTABLE, None)
    return edit.top in (section_of(type(entity)).accountable, "owner")


def _names(entity: Entity | None) -> tuple[str, ...]:
    if isinstance(entity, Coverage):
        return (bare(entity.role),) if entity.role else ()
    return tuple(map(bare, entity.answering)) if entity else ()


def _out_and_in(edit: Edit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who answers no longer and who answers now; of a role that moves, itself."""
    old, new = _names(edit.before), _names(edit.after)
    return tuple(one for one in old if one not in new), tuple(one for one in new if one not in old)


def _is_between_functions(edit: Edit, sides: Sides) -> bool:
    if not _is_accountable(edit):
        return False
    out, into = _out_and_in(edit)
    functions = {sides.before.people.function(one) for one in out}, {sides.after.people.function(one) for one in into}
    return bool(functions[0] - {""}) and bool(functions[1] - {""}) and functions[0].isdisjoint(functions[1])


def _movers(edit: Edit, sides: Sides) -> Iterator[Asked]:  # noqa: ARG001
    """Ask who answers no longer and who does now."""
    out, into = _out_and_in(edit)
    yield from (Asked(f"outgoing owner of {named(edit.entity)}", out),) if out else ()
    yield from (Asked(f"incoming owner of {named(edit.entity)}", into),) if into else ()


def _common_manager(edit: Edit, sides: Sides) -> Iterator[Asked]:
    out, into = _out_and_in(edit)
    yield common_manager(sides, out, into)


def common_manager(sides: Sides, out: Iterable[str], into: Iterable[str]) -> Asked:
    """Ask the nearest role that leads people on both sides of a move."""
    lines = [*(_line(sides.before, one) for one in out), *(_line(sides.after, one) for one in into)]
    shared = (one for one in (lines[0] if lines else ()) if all(one in line for line in lines))
    names = listed(f"'{one}'" for one in (*out, *into))
    return Asked(f"common manager of {names}", tuple(shared)[:1])


def _line(graph: Graph, name: str) -> tuple[str, ...]:
    """Return who leads a role: its own line, then the leads of the functions around it, of a function also its own."""
    people = graph.people
    functions = (graph.model.get(Function, one) for one in people.functions_above(name))
    leads = (bare(lead) for function in functions if function for lead in function.lead)
    role = people.role(name)
    own = (role.id,) if role and people.is_function(name) else ()
    return tuple(dict.fromkeys((*own, *people.line(name), *leads)))


def _is_role_moved(edit: Edit, sides: Sides) -> bool:
    """Tell whether a role changes its function and takes what it answers for along."""
    if not edit.at("role", "function") or edit.old is None or edit.new is None or edit.before is None:
        return False
    return any(_answers(graph, edit.before.id) for graph in (sides.before, sides.after))


def _answers(graph: Graph, role: str) -> bool:
    return any(role in map(bare, names) for _, names in graph.answering)


def _role_moves(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask the leads of the function a role leaves and of the one it joins, and who leads both."""
    functions = tuple(bare(str(one)) for one in (edit.old, edit.new) if one)
    yield from sides.heads(functions, "between which the role moves")
    pair = [_lead(graph, one) for graph, one in zip((sides.before, sides.after), functions, strict=False)]
    if len(pair) == 2 and all(pair):
        yield common_manager(sides, pair[0], pair[1])


def _lead(graph: Graph, function: str) -> tuple[str, ...]:
    found = graph.model.get(Function, function)
    return tuple(map(bare, found.lead)) if found else ()


def _is_lead(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    return edit.at("function", "lead", "parent") or (edit.kind == "function" and edit.is_removed)


def _leads(edit: Edit, sides: Sides) -> Iterator[Asked]:
    names = sides.gather(edit, lambda _, one: one.lead if isinstance(one, Function) else ())
    if names:
        yield Asked(f"lead of {named(edit.entity)}", names)
    above = sides.gather(
        edit,
        lambda graph, one: [up for name in graph.people.functions_above(one.ref)[1:2] for up in _lead(graph, name)],
    )
    if above:
        yield Asked(f"lead of the function around {named(edit.entity)}", above)


def _is_work(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    """Tell whether other people get records or help with them."""
    if edit.kind in ("routing", "coverage"):
        return not edit.is_added and edit.top not in ("name", "description", "nobody")
    return edit.at("stage", "coverage") or edit.at("responsibility", "when", "at", "stand_in")


def _workers(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask the roles that stand in what changed, before and after."""
    names = sides.gather(edit, lambda graph, one: _named_in(edit, graph, one))
    if names:
        yield Asked(f"works by {named(edit.entity)}", names)
    yield from sides.owners(edit) if not names else ()


def _named_in(edit: Edit, graph: Graph, entity: Entity) -> Iterator[str]:
    for link in graph.reach.named_by(entity.ref):
        if link.trail[: len(edit.trail)] == edit.trail and link.target.startswith(("role/", "function/")):
            yield link.target


_ROLE = ("function", "reports_to", "is_a", "level", "held_by", "backup", "vacant", "levers", "quota_carrying")


def _is_role(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    return edit.at("role", *_ROLE) or (edit.kind == "role" and edit.is_removed)


def _managers(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask who leads a role, before and after."""
    names = sides.gather(edit, lambda graph, one: graph.people.leaders(one.id)[:1] if isinstance(one, Role) else ())
    if names:
        yield Asked(f"manager of {named(edit.entity)}", names)


ROWS = (
    Row(
        "owner-moved-between-functions",
        Weight.BREAKING,
        "another function answers for something",
        "outgoing and incoming owner, their common manager",
        _is_between_functions,
        several(_movers, _common_manager),
    ),
    Row(
        "role-moved-between-functions",
        Weight.BREAKING,
        "a role that answers for something changes its function",
        "heads of both functions, their common manager",
        _is_role_moved,
        _role_moves,
    ),
    Row(
        "owner-changed",
        Weight.RISKY,
        "somebody else answers for something, or nobody any more",
        "outgoing and incoming owner",
        lambda edit, _: _is_accountable(edit),
        _movers,
    ),
    Row(
        "lead-changed",
        Weight.RISKY,
        "somebody else leads a function, or it belongs to another",
        "outgoing and incoming lead, the lead of the function around it",
        _is_lead,
        _leads,
    ),
    Row(
        "work-changed",
        Weight.RISKY,
        "other people get records, or help with them",
        "everybody who is named there before or after",
        _is_work,
        _workers,
    ),
    Row(
        "role-changed",
        Weight.RISKY,
        "where a role stands, who holds it or what it can move changes",
        "its manager before and after",
        _is_role,
        _managers,
    ),
)
"""What changes about people and accountability."""
