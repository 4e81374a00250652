"""Whether a model says something at all: an undeclared field never makes a green light."""

from opmodel.model import Entity, Model, sections
from opmodel.source import Mapping, Node, Scalar, Sequence


class Declared:
    """What a model declares, by `section` and `section.key`; what is asked once is remembered."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._known: dict[str, bool] = {}

    def has(self, field: str) -> bool:
        """Tell whether some entity has a key: `stages.stall`, `model.freeze`, or a section has entries: `feedback`.

        Without a section it is a key of any entity: `reviewed.every`.
        """
        if field not in self._known:
            self._known[field] = self._has(field)
        return self._known[field]

    def _has(self, field: str) -> bool:
        name, _, path = field.partition(".")
        if name == "model":
            return bool(self._model.about and getattr(self._model.about, path, None))
        if name not in sections():  # a key that every section has, such as reviewed.every
            return any(_written(entity.node, tuple(field.split("."))) for entity in self._model.entities.values())
        entities: tuple[Entity, ...] = self._model.of(sections()[name].kind)
        return any(_written(entity.node, tuple(path.split("."))) for entity in entities) if path else bool(entities)


def _written(node: Node, keys: tuple[str, ...]) -> bool:
    """Tell whether a way of keys ends in a value; entries of lists and of maps by id lie between."""
    if not keys:
        return not (isinstance(node, Scalar) and node.is_null)
    if isinstance(node, Sequence):
        return any(_written(item, keys) for item in node.items)
    if not isinstance(node, Mapping):
        return False
    if keys[0] in node.values:
        return _written(node.values[keys[0]], keys[1:])
    return any(isinstance(value, Mapping) and _written(value, keys) for value in node.values.values())
