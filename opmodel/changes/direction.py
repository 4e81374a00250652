"""Tightened or loosened: which records change sides, and who has more time or less."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opmodel.changes.edits.edit import Edit
from opmodel.changes.sides import Sides
from opmodel.expressions import Expression, Found, Record, Shadowed, all_of, negated
from opmodel.expressions.tree import Reference
from opmodel.graph import Graph
from opmodel.model import Condition, Duration, Entity, Quantity
from opmodel.model.reading import Trail
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.parts import Requirement, Sla, Strength
from opmodel.wording import bare, with_article


class Direction(enum.StrEnum):
    """Which way something was changed."""

    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    BOTH = "tightened and loosened"
    SAME = "the same in other words"
    UNSURE = "changed"


@dataclass(frozen=True, slots=True)
class Turned:
    """Which way a condition turned: a record that it no longer takes and one that it takes now, in words."""

    direction: Direction
    lost: str = ""
    gained: str = ""


UNSURE = Turned(Direction.UNSURE)


def condition(edit: Edit, sides: Sides) -> Turned:
    """Say which records a condition takes no longer and which it takes now; nothing said takes all."""
    values = (edit.old, edit.new)
    if not all(one is None or isinstance(one, Condition) for one in values) or edit.after is None:
        return UNSURE
    trees = [one.tree if isinstance(one, Condition) else all_of(()) for one in values]
    if None in trees or any(isinstance(one, Condition) and one.kind != "condition" for one in values):
        return UNSURE
    old, new = (one for one in trees if one is not None)
    if edit.path != "excludes":
        return _turned(sides, edit.after, edit.trail, old, new)
    never = negated(all_of(()))
    excluded = (never if value is None else one for value, one in zip(values, (old, new), strict=True))
    return _turned(sides, edit.after, edit.trail, *reversed(tuple(excluded)))  # what is excluded more is taken less


def requirements(edit: Edit, sides: Sides) -> Turned:
    """Say which records meet all of a list of things that must hold no longer, and which meet it now."""
    listed = [one for value in (edit.old, edit.new) if isinstance(value, tuple) for one in value]
    if edit.after is None or not all(isinstance(one, Requirement) for one in listed):
        return UNSURE
    sets = [tuple(_tests(value)) for value in (edit.old, edit.new)]
    if any(tree is None for trees in sets for tree in trees):
        return _counted(edit)
    old, new = (all_of(tuple(one for one in trees if one is not None)) for trees in sets)
    found = _turned(sides, edit.after, edit.trail, old, new)
    return _counted(edit) if found is UNSURE else found


def _counted(edit: Edit) -> Turned:
    """Judge by what a list gained and lost, where no record can be told."""
    items = edit.items
    gained, lost = (bool(items and items.gained) or edit.old is None, bool(items and items.lost) or edit.new is None)
    both = gained is lost
    return Turned(Direction.BOTH if both else Direction.TIGHTENED if gained else Direction.LOOSENED)


def _tests(value: object) -> Iterator[Expression | None]:
    """Yield what each requirement asks; None where that is nowhere said."""
    for one in value if isinstance(value, tuple) else ():
        if isinstance(one, Requirement) and one.uses:
            yield Reference(0, 0, (bare(one.uses),), asked=True)
        elif isinstance(one, Requirement):
            yield one.test.tree if one.test else None


def _turned(sides: Sides, entity: Entity, trail: Trail, old: Expression, new: Expression) -> Turned:
    """Judge by the columns of the new model, of the old one where these do not fit."""
    for graph in (sides.after, sides.before):
        names = entity.objects(trail, graph.model)
        if len(names) == 1 and graph.records.can_judge(names[0], (old, new)):
            return _apart(graph, names[0], old, new)
    return UNSURE


def _apart(graph: Graph, name: str, old: Expression, new: Expression) -> Turned:
    lost, gained = (graph.records.first_match(name, pair).reaching(1) for pair in ((new, old), (old, new)))
    told = [_spelled(graph, name, one.witness, (old, new)) if isinstance(one, Found) else "" for one in (lost, gained)]
    if all(isinstance(one, Shadowed) for one in (lost, gained)):
        return Turned(Direction.SAME)
    if not all(isinstance(one, Found | Shadowed) for one in (lost, gained)) and not all(told):
        return Turned(Direction.UNSURE, *told)
    both = isinstance(lost, Found) and isinstance(gained, Found)
    way = Direction.BOTH if both else Direction.TIGHTENED if isinstance(lost, Found) else Direction.LOOSENED
    return Turned(way, *told)


def _spelled(graph: Graph, name: str, witness: Record, conditions: tuple[Expression, Expression]) -> str:
    """Write a record with every column that decides, those that hold nothing included."""
    empty = dict.fromkeys(sorted({one for each in conditions for one in graph.records.behind(name, each)}))
    return graph.records.one(
        name,
        {
            **graph.records.telling(name, witness, conditions),
            **{column: None for column in empty if column not in witness},
        },
    )


def told(turned: Turned, edit: Edit) -> str:
    """Write which way something turned, with the record that changes sides; nothing where nobody can tell."""
    if turned is UNSURE:
        return ""
    entity = edit.after
    verb = "counts" if edit.kind == "kpi" else "passes"
    thing = with_article(entity.term) if isinstance(entity, Definition) else ""
    parts = []
    if turned.lost:
        parts.append(f"{turned.lost} was {thing} and no longer is" if thing else f"{turned.lost} no longer {verb}")
    if turned.gained:
        parts.append(f"{turned.gained} was not {thing} and now is" if thing else f"{turned.gained} now {verb}")
    return ": ".join(filter(None, (str(turned.direction), "; ".join(parts))))


def time(edit: Edit) -> Direction:
    """Say whether whoever must deliver has less time (tightened) or more: by durations, shares, and what is added."""
    if edit.old is None or edit.new is None:
        return Direction.TIGHTENED if edit.old is None else Direction.LOOSENED
    name = edit.path.rpartition(".")[2]
    if name == "share" and isinstance(edit.old, float) and isinstance(edit.new, float):
        return Direction.TIGHTENED if edit.new > edit.old else Direction.LOOSENED
    if name == "strength":
        return Direction.TIGHTENED if edit.new is Strength.MUST else Direction.LOOSENED
    if isinstance(edit.old, int) and isinstance(edit.new, int):
        return Direction.TIGHTENED if edit.new < edit.old else Direction.LOOSENED
    pairs = tuple(_hours(edit.old, edit.new))
    if not pairs or all(one == other for one, other in pairs):
        return Direction.BOTH
    if all(other <= one for one, other in pairs):
        return Direction.TIGHTENED
    return Direction.LOOSENED if all(other >= one for one, other in pairs) else Direction.BOTH


def _hours(old: object, new: object) -> Iterable[tuple[float, float]]:
    if isinstance(old, Sla) and isinstance(new, Sla):
        return _hours(old.within, new.within)
    if isinstance(old, Duration) and isinstance(new, Duration):
        return ((old.hours, new.hours),)
    if isinstance(old, Quantity) and isinstance(new, Quantity):
        first, second = ({case.key: case.high for case in one.cases} for one in (old, new))
        keys = dict.fromkeys((*first, *second))
        found = ((first.get(key, first.get("")), second.get(key, second.get(""))) for key in keys)
        return tuple(
            (one.hours, other.hours)
            for one, other in found
            if isinstance(one, Duration) and isinstance(other, Duration)
        )
    return ()
