"""The entries of a section as the conditions of a policy see them."""

from collections.abc import Callable
from datetime import date

from opmodel.engine.policies.columns import columns_of_section
from opmodel.engine.policies.policy import Requirement
from opmodel.expressions import Expression, Kind, Value, columns_of, holds
from opmodel.expressions.tree import TODAY
from opmodel.graph import Graph
from opmodel.model import Entity
from opmodel.tables import sights
from opmodel.wording import plain


class Entries:
    """What a requirement says about one entity after the other; only the columns that it names are worked out.

    `step` is called for each part of a condition that is looked at.
    """

    def __init__(self, asks: Requirement, graph: Graph, day: date, step: Callable[[], None]) -> None:
        self._asks, self._graph, self._day, self._step = asks, graph, day, step
        self._columns, self._sights = columns_of_section(asks.section), sights(asks.section)
        self.asked = _names(asks.where)
        """The columns that `where` names."""

    def picks(self, entity: Entity) -> bool | None:
        """Tell whether a policy is about an entity; None where that cannot be told."""
        return True if self._asks.where is None else self._holds(self._asks.where, entity)

    def passes(self, entity: Entity) -> bool:
        """Tell whether an entity does what is required: what is empty or cannot be told does not."""
        return self._holds(self._asks.require, entity) is True

    def told(self, name: str, entity: Entity) -> str:
        """Return what stands in a column, in the words of a sentence."""
        value = self._value(name, entity)
        if value is None:
            return "none"
        if isinstance(value, bool):
            return "yes" if value else "no"
        return f"{value:g}" if isinstance(value, float) else plain(str(value))

    def _holds(self, condition: Expression, entity: Entity) -> bool | None:
        record = {name: self._value(name, entity) for name in _names(condition)}
        return holds(condition, {**record, TODAY: self._day.isoformat()}, self._columns, self._step)

    def _value(self, name: str, entity: Entity) -> Value | None:
        cell = self._sights[name].read(self._graph, entity)
        column = self._columns.find((name,))
        return bool(cell) if cell is not None and column and column.kind is Kind.BOOLEAN else cell


def _names(condition: Expression | None) -> frozenset[str]:
    return frozenset(one.name for one in columns_of(condition)) if condition else frozenset()
