"""Whether two values of one field mean the same."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from opmodel.expressions import Expression, Found, Impossible, Kind, Record, differ, possible
from opmodel.expressions.kinds import kind_of
from opmodel.expressions.tree import Comparison
from opmodel.graph.people import People
from opmodel.graph.records import Records
from opmodel.model import Case, Condition, Duration, Quantity, singulars
from opmodel.model.fields import declared_by, is_declared
from opmodel.model.shapes.due import Due
from opmodel.source import Mapping as MapNode
from opmodel.source import Scalar, Sequence, plain_value

MONTH_TOLERANCE = 0.03
"""Share by which a time in months may differ from one in days: people call 30d 1mo, 90d 3mo and 365d 1y."""
MOST_ITEMS = 200
"""Items of a list that are compared regardless of their order; nobody writes a longer one into a statement."""
_MONTHS = ("mo", "q", "y")


class Likeness(enum.Enum):
    """How two values compare; of conditions nobody may be able to say."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Comparing:
    """What comparing two values came to; `witness` is a record that two conditions treat differently."""

    likeness: Likeness
    witness: Record | None = None


SAME, DIFFERENT, UNSURE = Comparing(Likeness.SAME), Comparing(Likeness.DIFFERENT), Comparing(Likeness.UNSURE)


class Sameness:
    """Compares values as people mean them: lists in any order, a week and 7 days, a function and its lead."""

    def __init__(self, people: People, records: Records) -> None:
        self._people, self._records = people, records

    def compare(self, one: object, other: object, about: str, *, in_order: bool = False) -> Comparing:
        """Compare two values of one field.

        Args:
            one: a value.
            other: another one.
            about: the object whose columns conditions name, empty without one.
            in_order: whether a list says something by its order.
        """
        match one, other:
            case Condition(), Condition():
                return self._conditions(one, other, about)
            case Quantity(), Quantity():
                return _all(self._cases(first, second) for first, second in _by_value(one, other))
            case Duration(), Duration():
                return _durations(one, other)
            case Due(), Due():
                return _all((self.compare(one.column, other.column, about), self.compare(one.offset, other.offset, "")))
            case tuple(), tuple():
                return self._in_order(one, other, about) if in_order else self._lists(one, other, about)
            case ((Scalar() | Sequence() | MapNode()), (Scalar() | Sequence() | MapNode())):
                return _same(plain_value(one) == plain_value(other))
            case Mapping(), Mapping():
                return self._parts(one, other, about)
            case str(), str():
                return _same(self._is_same_text(one, other))
        if type(one) is type(other) and is_declared(type(one)):
            return self._parts(_values(one), _values(other), about)
        return _same(one == other)

    def _cases(self, one: Case[object] | None, other: Case[object] | None) -> Comparing:
        if one is None or other is None:
            return DIFFERENT
        return _all((self.compare(one.low, other.low, ""), self.compare(one.high, other.high, "")))

    def _lists(self, one: tuple[object, ...], other: tuple[object, ...], about: str) -> Comparing:
        if len(one) != len(other):
            return DIFFERENT
        if len(one) > MOST_ITEMS:
            return SAME if one == other else UNSURE
        left, likest = list(other), []
        for item in one:
            found = [self.compare(item, candidate, about) for candidate in left]
            best = next((comparing for comparing in (SAME, UNSURE) if comparing in found), None)
            if best is None:
                return DIFFERENT
            left.pop(found.index(best))
            likest.append(best)
        return _all(likest)

    def _in_order(self, one: tuple[object, ...], other: tuple[object, ...], about: str) -> Comparing:
        if len(one) != len(other):
            return DIFFERENT
        return _all(self.compare(first, second, about) for first, second in zip(one, other, strict=True))

    def _parts(self, one: Mapping[str, object], other: Mapping[str, object], about: str) -> Comparing:
        if one.keys() != other.keys():
            return DIFFERENT
        return _all(self.compare(one[name], other[name], about) for name in one)

    def _is_same_text(self, one: str, other: str) -> bool:
        first, second = _bare(one), _bare(other)
        held = self._people.role(first), self._people.role(second)
        return _plain(first) == _plain(second) or (held[0] is not None and held[0] is held[1])

    def _conditions(self, one: Condition, other: Condition, about: str) -> Comparing:
        first, second = one.tree, other.tree
        if first == second:
            return SAME
        if "column" in (one.kind, other.kind):
            return DIFFERENT
        if first is None or second is None or not about or not self._records.can_judge(about, (first, second)):
            return UNSURE
        columns, usual = self._records.columns(about), self._records.usual(about, (first, second))
        asks, asks_too = (kind_of(side, columns) is Kind.BOOLEAN for side in (first, second))
        if asks is not asks_too:
            return DIFFERENT
        apart = differ(first, second, columns, usual) if asks else possible(_unequal(first, second), columns, usual)
        if isinstance(apart, Found):
            return Comparing(Likeness.DIFFERENT, apart.witness)
        return SAME if isinstance(apart, Impossible) else UNSURE


def _values(made: object) -> dict[str, object]:
    """Return what a group holds by attribute; what was not written is its default."""
    declared = declared_by(type(made))
    identity = declared.map_key[:1] if declared.map_key else ()
    names = (*identity, *(key.attribute for key in declared.fields.keys.values()))
    return {name: getattr(made, name) for name in names}


def _same(is_same: bool) -> Comparing:  # noqa: FBT001
    return SAME if is_same else DIFFERENT


def _all(comparings: Iterable[Comparing]) -> Comparing:
    found = {comparing.likeness for comparing in comparings}
    return DIFFERENT if Likeness.DIFFERENT in found else UNSURE if Likeness.UNSURE in found else SAME


def _by_value(
    one: Quantity[object], other: Quantity[object]
) -> Iterator[tuple[Case[object] | None, Case[object] | None]]:
    """Pair the cases of two quantities; one without a dimension holds for all values of the other's."""
    first, second = ({case.key: case for case in quantity.cases} for quantity in (one, other))
    for key in dict.fromkeys((*first, *second)):
        if key or not (one.dimension or other.dimension):
            yield first.get(key, first.get("")), second.get(key, second.get(""))


def _durations(one: Duration, other: Duration) -> Comparing:
    """Compare lengths of one kind; how many business hours make a business day is the calendar's affair."""
    if one.unit[0] != other.unit[0] and "b" in (one.unit[0], other.unit[0]):
        return DIFFERENT
    if one.unit[0] == "b" and one.unit != other.unit:
        return UNSURE
    rough = (one.unit in _MONTHS) is not (other.unit in _MONTHS)
    apart = abs(one.hours - other.hours)
    return _same(apart <= max(abs(one.hours), abs(other.hours)) * (MONTH_TOLERANCE if rough else 1e-9))


def _unequal(one: Expression, other: Expression) -> Expression:
    return Comparison(0, 0, "<>", one, other)


def _bare(text: str) -> str:
    """Return an id without the section it may be written with: `role/ae` is `ae`."""
    singular, _, name = text.partition("/")
    return name if name and singular in singulars() else text


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()
