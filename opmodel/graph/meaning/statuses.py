"""Statuses that divide records among them, and the record that has none."""

from collections.abc import Iterator
from functools import cached_property

from opmodel.expressions import Expression, Found, Record, none_of
from opmodel.graph.records import Records
from opmodel.model import Model, is_draft
from opmodel.model.sections.statuses import Status
from opmodel.wording import bare


class Statuses:
    """Questions about statuses that exclude each other."""

    def __init__(self, model: Model, records: Records) -> None:
        self._model, self._records = model, records

    @cached_property
    def groups(self) -> tuple[tuple[Status, ...], ...]:
        """The statuses that exclude each other, directly or through others, in the order of their ids; no drafts."""
        return tuple(self._groups())

    def _groups(self) -> Iterator[tuple[Status, ...]]:
        statuses = {status.id: status for status in self._model.of(Status) if not is_draft(status)}
        beside: dict[str, set[str]] = {name: set() for name in statuses}
        for name, status in statuses.items():
            for other in map(bare, status.exclusive_with):
                if other in statuses and other != name:
                    beside[name].add(other)
                    beside[other].add(name)
        seen: set[str] = set()
        for name in statuses:
            waiting, group = [name], set[str]()
            while waiting and name not in seen:
                one = waiting.pop()
                if one not in group:
                    group.add(one)
                    waiting += beside[one]
            seen |= group
            if len(group) > 1:
                yield tuple(statuses[one] for one in sorted(group))

    def left_out(self, group: tuple[Status, ...]) -> tuple[str, Record] | None:
        """Return a record that has none of the statuses, with the object it is one of; None where there is none.

        Nothing is claimed of statuses for records of different objects or stages, nor of those that different columns
        decide: each of these is for cases of its own, where one number that is cut divides all.
        """
        homes = {name for status in group for name in status.objects((), self._model)}
        conditions = tuple(status.when.tree for status in group if status.when and status.when.tree)
        stages = set.intersection(*(set(map(bare, status.applies_in)) for status in group))
        if len(homes) != 1 or len(conditions) < len(group) or not stages:
            return None
        home = homes.pop()
        if not (self._records.can_judge(home, conditions) and self._divide(home, conditions)):
            return None
        found = none_of(conditions, self._records.columns(home), self._records.usual(home, conditions))
        return (home, found.witness) if isinstance(found, Found) else None

    def _divide(self, home: str, conditions: tuple[Expression, ...]) -> bool:
        """Tell whether the same columns decide all of some conditions."""
        behind = {self._records.behind(home, condition) for condition in conditions}
        return len(behind) == 1 and bool(behind.pop())
