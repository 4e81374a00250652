"""Who must agree: from what rows ask for to roles that somebody holds, with how to reach them."""

from collections.abc import Iterable, Iterator, Mapping

from opmodel.changes.change import Approver
from opmodel.changes.edits.settings import named_parts
from opmodel.changes.sides import Asked, Sides
from opmodel.graph import Graph
from opmodel.model.fields import declared_by
from opmodel.model.sections.roles import Contact, Role
from opmodel.wording import bare


def approvers(asked: Iterable[Asked], sides: Sides) -> tuple[Approver, ...]:
    """Return who must agree, each once with all its reasons; for what nobody is named there is one without a role."""
    reasons: dict[str, dict[str, None]] = {}
    missing: dict[str, None] = {}
    for one in asked:
        found = tuple(_roles(one, sides))
        for role in found:
            reasons.setdefault(role, {})[one.reason] = None
        if not found:
            missing[one.reason] = None
    named = tuple(_approver(role, tuple(why), sides) for role, why in reasons.items())
    return (*named, *(Approver("", (reason,)) for reason in missing))


def model_owner(sides: Sides) -> Approver:
    """Return who answers for the model and approves every change: whom the old one names, a new one its own."""
    for graph in (sides.before, sides.after):
        name = (graph.model.about and graph.model.about.owner) or ""
        if name:
            return next(iter(approvers([Asked("owner of the model", (name,))], sides)))
    return Approver("", ("owner of the model",))


def _roles(asked: Asked, sides: Sides) -> Iterator[str]:
    """Yield the ids of the roles that are asked.

    The old model says who holds them and whom its manifest names: nobody names, or moves in for, their own approver.
    """
    names = (named_parts(sides.before.model.about).get(asked.part, ""),) if asked.part else asked.names
    for name in filter(None, names):
        role = _held(sides.before, name) or _held(sides.after, name)
        if role:
            yield role


def _held(graph: Graph, name: str) -> str:
    """Return the nearest role that can agree: people who hold it, else who looks after it, else who leads it."""
    people = graph.people
    candidates = (*people.working((bare(name),)), *people.keepers(name), *people.leaders(bare(name)))
    for one in candidates:
        role = people.role(one)
        if role and people.is_people(role.id) and not people.is_vacant(role.id):
            return role.id
    return ""


def _approver(role: str, reasons: tuple[str, ...], sides: Sides) -> Approver:
    function = sides.after.people.function(role) or sides.before.people.function(role)
    return Approver(role, reasons, function, _contact(role, sides))


def _contact(role: str, sides: Sides) -> Mapping[str, str]:
    """Return how to reach a role: as the old model says, so that a request cannot send its questions elsewhere."""
    for graph in (sides.before, sides.after):
        found = graph.model.get(Role, role)
        if found:
            keys = declared_by(Contact).fields.keys
            return {name: value for name in keys if isinstance(value := getattr(found.contact, name, None), str)}
    return {}
