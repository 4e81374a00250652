"""Model -> who answers for what stands in each file, and how to reach them: the coarse layer of approval."""

import re
from dataclasses import dataclass

from opmodel.graph import Graph, graph_of
from opmodel.model import Model
from opmodel.wording import bare

_NAME = re.compile(r"@?([A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?)")
"""A person or a team on GitHub."""
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,252}\.[A-Za-z]{2,24}")


@dataclass(frozen=True, slots=True)
class OwnedFile:
    """A file of a model, those whom GitHub can ask about what stands in it, and the roles that it cannot reach."""

    file: str
    handles: tuple[str, ...]
    unreached: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnedFiles:
    """The files of a model by name; `default` may be asked about what nobody else answers for."""

    files: tuple[OwnedFile, ...]
    default: str = ""


def owned_files(model: Model) -> OwnedFiles:
    """Return who answers for what stands in each file: owners of entities, and whoever answers for the model."""
    graph = graph_of(model)
    roles: dict[str, set[str]] = {name: set() for name in model.texts}
    for entity in model.entities.values():
        file = model.span(entity.where()).file
        asked = entity.answering or (graph.asking.about(entity.ref),)
        roles.setdefault(file, set()).update(bare(name) for name in asked if name)
    owner = (model.about.owner if model.about else None) or ""
    if owner:
        roles.setdefault(model.manifest_file, set()).add(bare(owner))
    files = (_owned(file, own, graph) for file, own in sorted(roles.items()))
    return OwnedFiles(tuple(files), _handle(owner, graph))


def _owned(file: str, roles: set[str], graph: Graph) -> OwnedFile:
    asked = {name: _handle(name, graph) for name in sorted(roles)}
    unreached = tuple(name for name, handle in asked.items() if not handle)
    handles = (handle or _leading(name, graph) for name, handle in asked.items())
    return OwnedFile(file, tuple(sorted({*filter(None, handles)})), unreached)


def _leading(name: str, graph: Graph) -> str:
    """Return the nearest of those who lead a role that can be reached."""
    return next((found for leader in graph.people.leaders(name) if (found := _handle(leader, graph))), "")


def _handle(name: str, graph: Graph) -> str:
    """Return what GitHub calls the holder of a role, or an address; nothing where neither is declared and valid."""
    role = graph.people.role(name) if name else None
    if role is None or role.contact is None:
        return ""
    named = _NAME.fullmatch(role.contact.github or "")
    if named:
        return f"@{named[1]}"
    address = _EMAIL.fullmatch(role.contact.email or "")
    return address[0] if address else ""
