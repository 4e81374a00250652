"""How often a model changed: a table of fiscal quarters, what chance would say, and what changed again and again."""

from collections.abc import Iterator

from opmodel.history import Chance, Counts, Frequent, Topic
from opmodel.reports import Options, Paint, grid, shown, wrapped
from opmodel.wording import counted, listed

_OFTEN = 8
_LIKELY = 0.05
_HEADINGS = {Topic.OWNER: "owners", Topic.MEANING: "definitions", Topic.PLAN: "plans", Topic.FORMULA: "KPI formulas"}
_LAST_WEEKS = 13


def text(model: str, counts: Counts, options: Options) -> str:
    """Write a history for people at a terminal."""
    return "".join(f"{line}\n" for line in _lines(model, counts, options))


def _lines(model: str, counts: Counts, options: Options) -> Iterator[str]:
    paint, history = Paint(options.color), counts.history
    days = counted(len(history.days), "day")
    first = f"{model}: the model changed on {days} from {history.since} to {history.until}."
    yield from (paint.strong(line) for line in wrapped(shown(first), options.width))
    if history.cut:
        yield from wrapped(f"Nothing older is known: {history.cut}.", options.width)
    if not history.days:
        return
    yield ""
    yield from grid(_quarters(counts), options.width, paint)
    yield from wrapped(f"In brackets: how many of them in {counts.closing}.", options.width)
    yield ""
    yield from grid(_weeks(counts), options.width, paint)
    for topic, chance in counts.chances.items():
        if chance.days:
            yield ""
            yield from wrapped(_chance(topic, chance, counts), options.width)
    if counts.often:
        yield ""
        yield paint.strong("Changed again and again")
        for one in counts.often[:_OFTEN]:
            yield from wrapped(shown(f"  {_often(one)}"), options.width)
        if len(counts.often) > _OFTEN:
            yield f"  and {len(counts.often) - _OFTEN} more; --format json lists all"


def _quarters(counts: Counts) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("quarter", "ends", "days with changes", *_HEADINGS.values())]
    for one in counts.quarters:
        own = (_cell(one.counts.get(topic, 0), one.counts_near.get(topic, 0)) for topic in _HEADINGS)
        rows.append((one.name, str(one.last), _cell(one.days, one.near), *own))
    return rows


def _cell(number: int, near: int) -> str:
    return f"{number} ({near})" if near else str(number)


def _weeks(counts: Counts) -> list[tuple[str, ...]]:
    """Return how many changes lie how many weeks before the end of their quarter."""
    bands = ((0, 1), (2, 3), (4, 8), (9, _LAST_WEEKS))
    rows: list[tuple[str, ...]] = [("weeks before the end", *_HEADINGS.values())]
    for low, high in bands:
        own = (sum(n for week, n in counts.distances[topic].items() if low <= week <= high) for topic in _HEADINGS)
        name = f"{low} to {high + 1}" if high < _LAST_WEEKS else f"{low} and more"
        rows.append((name if low else f"less than {high + 1}", *map(str, own)))
    return rows


def _chance(topic: Topic, chance: Chance, counts: Counts) -> str:
    what = _HEADINGS[topic]
    said = f"{what[0].upper()}{what[1:]} changed on {counted(chance.days, 'day')}"
    if not chance.near:
        return f"{said}, none of them in {counts.closing}."
    all_days = counted(chance.all_days, "day")
    said += f", {chance.near} of them in {counts.closing}; of all {all_days} with changes {chance.all_near} were."
    meant = "this is more than chance" if chance.likelihood <= _LIKELY else "this may be chance"
    return f"{said} By chance it would be at least so many {chance.spoken}: {meant}."


def _often(one: Frequent) -> str:
    return f"{one.entity}: {_HEADINGS[one.topic]} on {listed(map(str, one.days))}"
