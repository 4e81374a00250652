"""Columns that nobody writes: what the graph answers about an entity, such as who answers for records in a stage."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from opmodel.graph import Graph
from opmodel.model import Entity
from opmodel.model.sections.roles import Level, Role
from opmodel.model.sections.stages import Stage
from opmodel.model.sections.transitions import Transition
from opmodel.tables.cells import Cell, Kind

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Derived:
    """A column that is worked out; it takes the place of a written one of its name."""

    name: str
    kind: Kind
    doc: str
    read: Callable[[Graph, Entity], Cell]


def derived(section: str) -> tuple[Derived, ...]:
    """Return the columns of a section that are worked out; every section has a label."""
    return (_LABEL, *_OF_SECTIONS.get(section, ()))


def joined(names: Iterable[str]) -> str | None:
    """Write several ids into one cell, none as NULL."""
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def functions(graph: Graph, names: Iterable[str]) -> str | None:
    """Write the functions that roles work in into one cell."""
    return joined(graph.people.function(name) for name in names)


def _owners_of_stage(graph: Graph, stage: Stage) -> Cell:
    return joined(graph.journey.owners(stage))


def _function_of_stage(graph: Graph, stage: Stage) -> Cell:
    return functions(graph, graph.journey.owners(stage))


def _by_people(graph: Graph, stage: Stage) -> Cell:
    roles = [graph.people.role(name) for name in graph.journey.owners(stage)]
    return int(not roles or any(role is None or role.level is not Level.AUTOMATION for role in roles))


def _lifecycles_of_stage(graph: Graph, stage: Stage) -> Cell:
    return joined(path.id for path in graph.journey.lifecycles(stage))


def _givers(graph: Graph, transition: Transition) -> tuple[str, ...]:
    """Return who has the record before any of its moves."""
    moves = graph.journey.expand(transition)
    return tuple(one for move in moves for one in graph.journey.givers(move)) or _written(transition.from_owner)


def _receivers(graph: Graph, transition: Transition) -> tuple[str, ...]:
    """Return who has the record after any of its moves."""
    moves = graph.journey.expand(transition)
    return tuple(one for move in moves for one in graph.journey.receivers(move)) or _written(transition.to_owner)


def _written(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def _from_owner(graph: Graph, transition: Transition) -> Cell:
    return joined(_givers(graph, transition))


def _to_owner(graph: Graph, transition: Transition) -> Cell:
    return joined(_receivers(graph, transition))


def _from_function(graph: Graph, transition: Transition) -> Cell:
    return functions(graph, _givers(graph, transition))


def _to_function(graph: Graph, transition: Transition) -> Cell:
    return functions(graph, _receivers(graph, transition))


def _is_handoff(graph: Graph, transition: Transition) -> Cell:
    return int(bool(graph.journey.handoffs_of(transition)))


def _function_of_role(graph: Graph, role: Role) -> Cell:
    return graph.people.function(role.id) or None


def _headcount(graph: Graph, role: Role) -> Cell:
    return graph.people.headcount(role.id)


def _column(name: str, doc: str, read: Callable[[Graph, E], Cell], kind: Kind = "TEXT") -> Derived:
    return Derived(name, kind, doc, cast("Callable[[Graph, Entity], Cell]", read))


_LABEL = Derived("label", "TEXT", "what people call it: its name, else its id in words", lambda _, entity: entity.label)
_OF_SECTIONS: Mapping[str, tuple[Derived, ...]] = {
    "stages": (
        _column("owner", "who answers for records here: its owner, else that of its lifecycle", _owners_of_stage),
        _column("function", "the function of who answers", _function_of_stage),
        _column("by_people", "whether people answer here, or should: 0 where a machine does alone", _by_people, "FLAG"),
        _column("lifecycle", "the lifecycles that hold it", _lifecycles_of_stage),
    ),
    "transitions": (
        _column("from_owner", "who has the record before: written, else who answers for the `from` stage", _from_owner),
        _column("to_owner", "who has the record after: written, else who answers for the `to` stage", _to_owner),
        _column("from_function", "the function of who has the record before", _from_function),
        _column("to_function", "the function of who has the record after", _to_function),
        _column("is_handoff", "whether people take the record over from others", _is_handoff, "FLAG"),
    ),
    "roles": (
        _column("function", "where it works: written, else that of its general role", _function_of_role),
        _column("headcount", "how many hold it, of a general role the sum of its kinds", _headcount, "INTEGER"),
    ),
}
