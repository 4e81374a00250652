"""Two definitions of one word, and two KPIs of one name, for the same records."""

from dataclasses import dataclass

from opmodel.expressions import Found, Impossible, holds
from opmodel.graph.meaning.meaning import Meaning, meet_in_scope
from opmodel.graph.records import Records
from opmodel.model import Condition, Model
from opmodel.model.columns import whole_test
from opmodel.model.sections.definitions import Definition
from opmodel.model.sections.kpis import Formula, Kpi
from opmodel.wording import bare

_FORMULA = ("aggregation", "definition", "population", "value", "numerator", "denominator", "filter")
"""What says how a KPI is computed."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two definitions of one word for the same records, and what tells them apart as far as anybody can know.

    `homes` are the objects they are about where these differ. Else `is_same` tells that they take the same records
    today, or `record` names one that `takes` has and the other has not. `is_exception` tells that one of them is for
    some records only.
    """

    one: Definition
    other: Definition
    is_exception: bool
    homes: tuple[str, ...] = ()
    is_same: bool = False
    record: str = ""
    takes: Definition | None = None

    @property
    def is_told(self) -> bool:
        """Whether it can be said how they compare."""
        return bool(self.homes or self.is_same or self.record)

    @property
    def leaves(self) -> Definition:
        """The one that has not the record."""
        return self.other if self.takes is self.one else self.one


class Rivals:
    """Questions about words with two meanings."""

    def __init__(self, model: Model, meaning: Meaning, records: Records) -> None:
        self._model, self._meaning, self._records = model, meaning, records

    def clash(self, one: Definition, other: Definition) -> Clash | None:
        """Compare two definitions of one word; None where scope, `same_word_as` or `refines` keeps them apart."""
        meaning = self._meaning
        if not meet_in_scope(one, other) or meaning.are_told_apart(one, other):
            return None
        if one.scope != other.scope and (meaning.narrows(one, other) or meaning.narrows(other, one)):
            return None
        return self._compared(one, other, is_exception=bool(one.scope) is not bool(other.scope))

    def _compared(self, one: Definition, other: Definition, *, is_exception: bool) -> Clash:
        homes = tuple(bare(next(iter(each.objects((), self._model)), "")) for each in (one, other))
        if all(homes) and homes[0] != homes[1]:
            return Clash(one, other, is_exception, homes)
        first, second = whole_test(one), whole_test(other)
        if not homes[0] or first is None or second is None:
            return Clash(one, other, is_exception)
        apart = self._records.apart(homes[0], first, second)
        if isinstance(apart, Found):
            record = self._records.one(homes[0], apart.witness)
            is_taken = holds(first, apart.witness, self._records.columns(homes[0])) is True
            return Clash(one, other, is_exception, record=record, takes=one if is_taken else other)
        is_whole = all(part.uses or part.test for each in (one, other) for part in each.criteria)
        return Clash(one, other, is_exception, is_same=isinstance(apart, Impossible) and is_whole)

    def computed_apart(self, one: Kpi, other: Kpi) -> str:
        """Return the key of the formula in which two KPIs differ; empty for slices of a number and other records."""
        kin = (name for kpi in (one, other) for name in (kpi.partition_of, kpi.proxy_for, kpi.quality_of))
        if not meet_in_scope(one, other) or {bare(name) for name in kin if name} & {one.id, other.id}:
            return ""
        if one.partition_of and one.partition_of == other.partition_of:
            return ""
        return next((key for key in _FORMULA if _written(one, key) != _written(other, key)), "")


def _written(kpi: Kpi, key: str) -> object:
    value: object = getattr(kpi, key)
    if isinstance(value, Formula):
        return value.kpi, value.sql and value.sql.tree
    return value.tree if isinstance(value, Condition) else value
