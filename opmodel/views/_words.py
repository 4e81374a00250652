"""How pictures call things: names, amounts, counts, and what could not be read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import TypeVar

from opmodel.model import Duration, Entity, Model, Quantity
from opmodel.wording import counted, listed

E = TypeVar("E", bound=Entity)


def place(entity: Entity) -> str:
    """Return where an entity is declared: `journey.yaml:14`."""
    return f"{entity.head.span.file}:{entity.head.span.line}"


def declared(entities: Iterable[E]) -> tuple[E, ...]:
    """Sort entities by where they are written: files by name, then from top to bottom."""
    return tuple(sorted(entities, key=lambda entity: entity.head.span))


def time(quantity: Quantity[Duration] | None) -> str:
    """Write a length of time on little room: `25d`, `~6w`, from the shortest to the longest case `12–28d`."""
    if quantity is None or not quantity.cases:
        return ""
    low = min((case.low for case in quantity.cases), key=lambda length: length.hours)
    high = max((case.high for case in quantity.cases), key=lambda length: length.hours)
    about = "~" if any(case.about for case in quantity.cases) else ""
    if low == high:
        return f"{about}{low}"
    return f"{about}{low.amount:g}–{high}" if low.unit == high.unit else f"{about}{low}–{high}"


def percent(quantity: Quantity[float] | None) -> str:
    """Write a share on little room: `45%`, `10–20%`."""
    if quantity is None or not quantity.cases:
        return ""
    low, high = min(case.low for case in quantity.cases), max(case.high for case in quantity.cases)
    return f"{low:g}%" if low == high else f"{low:g}–{high:g}%"


def unread(model: Model, sections: Iterable[str], drawn: Set[str] = frozenset()) -> Iterator[str]:
    """Say what is written but could not be read, files first; `drawn` are entities that are shown broken."""
    if model.unread:
        files = counted(len(model.unread), "file")
        yield f"what stands in {files} that could not be read ({', '.join(sorted(model.unread)[:3])})"
    lost = Counter(ref.partition("/")[0] for ref in model.broken - drawn)
    parts = [counted(lost[singular], singular) for singular in sections if lost[singular]]
    if parts:
        yield f"{listed(parts)} that could not be read"
