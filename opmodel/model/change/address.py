"""Which value somebody means by `incentive/plan_sdr/measures/mqls/weight`, and where it stands."""

from dataclasses import dataclass

from opmodel.errors import UsageError
from opmodel.model.declaration import section_of
from opmodel.model.entity import Entity
from opmodel.model.model import Model
from opmodel.model.reading import Fielded, Where, dotted, named
from opmodel.model.sections import sections, singulars
from opmodel.model.structures import Group, Keyed, Many
from opmodel.source import Mapping, Node, Scalar, Sequence
from opmodel.wording import bare, did_you_mean

_FORM = "write ENTITY/PATH=VALUE, as in incentive/plan_sdr/measures/mqls/weight=60"
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Change:
    """A value to write: the entity (`incentive/plan_sdr`), the way to the value, and its text."""

    entity: str
    path: tuple[str, ...]
    value: str

    def __str__(self) -> str:
        """Return it as it was asked for."""
        return f"{'/'.join((self.entity, *self.path))}={self.value}"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands, or, while it is not written yet, the map it belongs into and its keys from there on."""

    node: Node | None
    parent: Mapping | Sequence
    key: str
    below: tuple[str, ...] = ()


def change(text: str) -> Change:
    """Read `ENTITY/PATH=VALUE`; the steps of the path are parted by slashes or dots.

    Raises:
        UsageError: it has another form.
    """
    target, equals, value = text.partition("=")
    singular, _, rest = target.strip().partition("/")
    name, *path = rest.replace(".", "/").split("/")
    value = value.strip()
    if not (equals and singular and name and path and all(path) and value) or not value.isprintable():
        raise UsageError(f"'{text[:80]}' is no change; {_FORM}")
    return Change(f"{singular}/{name}", tuple(path), value)


def find(model: Model, wanted: Change) -> Spot:
    """Return where the value of a change stands.

    Raises:
        UsageError: with file, line and column, where there is no such place in the model.
    """
    entity = _entity(model, wanted)
    node: Node = entity.node
    shape: Fielded | None = section_of(type(entity)).body
    parent: Mapping | Sequence = entity.node
    for place, step in enumerate(wanted.path):
        if isinstance(node, Scalar):
            raise _nowhere(model, entity, wanted, place, node, shape)
        inside = node.inside(step)
        if inside is None:
            if isinstance(node, Mapping) and _may_be_added(model, shape, wanted.path[place:]):
                return Spot(None, node, step, wanted.path[place + 1 :])
            raise _nowhere(model, entity, wanted, place, node, shape)
        parent, node, shape = node, inside, _below(shape, step)
    if not isinstance(node, Scalar):
        raise _many(entity, wanted, node)
    return Spot(node, parent, wanted.path[-1])


def _entity(model: Model, wanted: Change) -> Entity:
    entity = model.entities.get(wanted.entity)
    if entity is not None:
        return entity
    singular, _, name = wanted.entity.partition("/")
    if wanted.entity in model.broken:
        raise UsageError(f"{named(wanted.entity)} could not be read; `opmodel check` says why")
    if singular not in singulars():
        plural = sections()[singular].singular if singular in sections() else ""
        hint = f"did you mean '{plural}/{name}'?" if plural else did_you_mean(singular, singulars()) or _FORM
        raise UsageError(f"an entity starts with the singular of its section, and '{singular}' is none; {hint}")
    known = [ref for ref in model.entities if ref.startswith(f"{singular}/")]
    hint = did_you_mean(wanted.entity, known) or (f"there are {_some(known)}" if known else "the model has none")
    raise UsageError(f"there is no {named(wanted.entity)}; {hint}")


def _may_be_added(model: Model, shape: Fielded | None, path: tuple[str, ...]) -> bool:
    """Tell whether keys that are not written yet may be: the language knows them, and the model the ids among them."""
    for step in path[:-1]:
        if not _fits(model, shape, step):
            return False
        shape = _below(shape, step)
    is_short = not isinstance(shape, Keyed) or shape.group.short is not None
    return is_short and _fits(model, shape, path[-1])


def _fits(model: Model, shape: Fielded | None, step: str) -> bool:
    """Tell whether the language knows a key, or the model an id that may stand as one."""
    if isinstance(shape, Keyed) and not shape.is_free and not any(bare(ref) == step for ref in model.entities):
        return False
    return not isinstance(shape, Many) and _below(shape, step) is not None


def _below(shape: Fielded | None, step: str) -> Fielded | None:
    """Return the shape below a key, an id or a number in a list."""
    if isinstance(shape, Many) and step.isdecimal():
        return shape.item
    return shape.inner(step) if shape else None


def _nowhere(
    model: Model, entity: Entity, wanted: Change, place: int, node: Node | None, shape: Fielded | None
) -> UsageError:
    """Return what to say of a path whose step at a place leads nowhere from a node."""
    path = wanted.path
    span = model.span(Where(entity.ref, path[:place])) if place else entity.head.span
    start = f"{span.file}:{span.line}:{span.column}: {named(entity.ref)}"
    while not isinstance(node, Scalar | Sequence) and place < len(path) - 1 and _fits(model, shape, path[place]):
        node, shape, place = None, _below(shape, path[place]), place + 1
    step, what = path[place], f": {dotted(path[:place])}" if place else ""
    if isinstance(node, Scalar) or shape is None:
        return UsageError(f"{start}{what} holds a single value: there is no '{step}' below it")
    if isinstance(node, Sequence) or isinstance(shape, Many):
        last = len(node.items) - 1 if isinstance(node, Sequence) else -1
        if last < 0:
            whole = "/".join((entity.ref, *path[:place]))
            return UsageError(f"{start}{what} is a list with nothing in it; write all of it, as in {whole}=[...]")
        numbers = f"from 0 to {last}" if last else "which is 0"
        return UsageError(f"{start}{what} is a list of {last + 1}: name an item by its number, {numbers}")
    there = list(node.values) if isinstance(node, Mapping) else []
    keys = _keys(shape)
    ids = (bare(ref) for ref in model.entities) if isinstance(shape, Keyed) else ()
    hint = did_you_mean(step, [*there, *keys]) or did_you_mean(step, ids)
    hint = hint or (f"there are {_some(there or list(keys))}" if there or keys else "it is empty")
    return UsageError(f"{start}{what} has no '{step}'; {hint}")


def _keys(shape: Fielded | None) -> tuple[str, ...]:
    """Return the keys that the language knows in a map; a map from ids has none."""
    return tuple(shape.fields.keys) if isinstance(shape, Group) else ()


def _many(entity: Entity, wanted: Change, node: Mapping | Sequence) -> UsageError:
    span = node.span
    names = list(node.values) if isinstance(node, Mapping) else [str(place) for place in range(len(node.items))]
    is_map = isinstance(node, Mapping)
    what = "a map" if is_map else "a list"
    below = f"; name one {'value in it' if is_map else 'item by its number'}: {_some(names)}" if names else ""
    text = f"{named(entity.ref)}: {dotted(wanted.path)} is {what}{below}"
    return UsageError(f"{span.file}:{span.line}:{span.column}: {text}")


def _some(names: list[str]) -> str:
    return f"{', '.join(names[:_NAMED])}{' and others' if len(names) > _NAMED else ''}"
