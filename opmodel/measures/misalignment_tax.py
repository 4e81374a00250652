"""Hours and money a month that go into declared workarounds and reconciling cadences."""

from collections.abc import Iterator

from opmodel.engine import Scene
from opmodel.measures._month import EVERYBODY, ONE, RHYTHM, attending, heads, times, working_hours
from opmodel.measures._number import Contribution, Figure, Missing, Number, ranked
from opmodel.model import is_draft
from opmodel.model.sections.cadences import Cadence, Purpose
from opmodel.model.sections.workarounds import Workaround

FORMULA = (
    "sum over workarounds of minutes / 60 x times a month x people, and over cadences whose purpose is reconcile of "
    "length x times a month x people; money is hours x hourly cost"
)
HOURS = "hours a month"
AVERAGE = "work without an hourly cost costs what the workarounds that declare one cost on average"


def measure(scene: Scene) -> Number:
    """Add up what the model declares; what nobody declared is not in it."""
    workarounds = [one for one in scene.model.of(Workaround) if not is_draft(one)]
    meetings = [one for one in scene.model.of(Cadence) if one.purpose is Purpose.RECONCILE and not is_draft(one)]
    costs = [one.hourly_cost for one in workarounds if one.hourly_cost is not None]
    average = Figure("hourly cost", sum(costs) / len(costs), _money(scene), assumed=True) if costs else None
    parts = ranked((*_worked(workarounds, average, scene), *_met(meetings, average, scene)))
    missing = tuple(_missing(workarounds, meetings, scene))
    if not parts:
        return Number(FORMULA, missing=missing)
    return Number(FORMULA, tuple(_totals(parts, scene)), parts, tuple(_assumptions(parts)), missing)


def _worked(workarounds: list[Workaround], average: Figure | None, scene: Scene) -> Iterator[Contribution]:
    for one in workarounds:
        known = None if one.hourly_cost is None else Figure("hourly cost", one.hourly_cost, _money(scene))
        each = Figure("each time", one.minutes, "minutes")
        often = Figure("times a month", times(one.every), "times")
        yield _part(one.ref, one.minutes / 60, each, often, _people(one.by, scene), known or average)


def _met(meetings: list[Cadence], average: Figure | None, scene: Scene) -> Iterator[Contribution]:
    for one in meetings:
        if one.length:
            hours = working_hours(one.length)
            each, often = Figure("length", hours, "hours"), Figure("times a month", times(one.every), "times")
            yield _part(one.ref, hours, each, often, _people((*one.chair, *one.attendees), scene), average)


def _people(names: tuple[str, ...], scene: Scene) -> Figure:
    return heads(attending(names, scene.graph.people), scene.graph.people)


def _part(
    ref: str, hours_each: float, each: Figure, often: Figure, people: Figure, cost: Figure | None
) -> Contribution:
    hours = Figure("hours", hours_each * often.value * people.value, HOURS, people.assumed)
    if cost is None:
        return Contribution(ref, (hours, each, often, people))
    money = Figure("money", hours.value * cost.value, f"{cost.unit} a month", people.assumed or cost.assumed)
    return Contribution(ref, (hours, money, each, often, people, cost))


def _totals(parts: tuple[Contribution, ...], scene: Scene) -> Iterator[Figure]:
    yield Figure("hours", sum(part.value for part in parts), HOURS, any(part.figures[0].assumed for part in parts))
    money = [figure for part in parts for figure in part.figures if figure.what == "money"]
    if money:
        whole = sum(figure.value for figure in money)
        yield Figure("money", whole, f"{_money(scene)} a month", any(figure.assumed for figure in money))


def _assumptions(parts: tuple[Contribution, ...]) -> Iterator[str]:
    yield RHYTHM
    yield EVERYBODY
    guessed = {figure.what for part in parts for figure in part.figures if figure.assumed}
    if "people" in guessed:
        yield ONE
    if "hourly cost" in guessed:
        yield AVERAGE


def _missing(workarounds: list[Workaround], meetings: list[Cadence], scene: Scene) -> Iterator[Missing]:
    if not workarounds:
        yield Missing("", "workarounds")
    elif all(one.hourly_cost is None for one in workarounds):
        yield from (Missing(one.ref, "hourly_cost") for one in workarounds)
    if not scene.model.takes_up(Cadence):
        yield Missing("", "cadences")
    yield from (Missing(one.ref, "length") for one in meetings if not one.length)


def _money(scene: Scene) -> str:
    return (scene.model.about and scene.model.about.currency) or "money"
