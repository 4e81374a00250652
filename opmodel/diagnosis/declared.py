"""Whether a model says something at all: an undeclared field never makes a green light."""

from opmodel.model import Entity, Model, is_draft, section_of, sections
from opmodel.model.shapes import Shape
from opmodel.model.structures import Group, Keyed
from opmodel.source import Mapping, Node, Sequence


class Declared:
    """What a model declares, by `section` and `section.key`; what is asked once is remembered."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._known: dict[str, bool] = {}

    def has(self, field: str) -> bool:
        """Tell whether some entity has a key: `stages.stall`, `model.freeze`, or a section has entries: `feedback`.

        Without a section it is a key of any entity: `reviewed.every`. Drafts declare nothing.
        """
        if field not in self._known:
            self._known[field] = self._has(field)
        return self._known[field]

    def _has(self, field: str) -> bool:
        name, _, path = field.partition(".")
        if name == "model":
            return bool(self._model.about and getattr(self._model.about, path, None))
        if name not in sections():  # a key that every section has, such as reviewed.every
            return any(_says(entity, field) for entity in self._model.entities.values())
        entities: tuple[Entity, ...] = self._model.of(sections()[name].kind)
        return any(_says(entity, path) for entity in entities)


def _says(entity: Entity, path: str) -> bool:
    if is_draft(entity):
        return False
    return _written(entity.node, section_of(type(entity)).body, tuple(path.split("."))) if path else True


def _written(node: Node, shape: Shape[object] | None, keys: tuple[str, ...]) -> bool:
    """Tell whether a way of keys ends in a value; the entries of lists and of maps by id lie between."""
    if isinstance(node, Sequence):
        return any(_written(item, shape, keys) for item in node.items)
    if not keys:
        return not node.is_null and not (isinstance(node, Mapping) and not node.values)
    if not isinstance(node, Mapping) or shape is None:
        return False
    below = shape.inner(keys[0])
    if keys[0] in node.values and not isinstance(shape, Keyed) and below is not None:
        return _written(node.values[keys[0]], below, keys[1:])
    is_by_id = isinstance(shape, Keyed) or not isinstance(shape, Group)
    return is_by_id and any(_written(value, shape.inner(name), keys) for name, value in node.values.items())
