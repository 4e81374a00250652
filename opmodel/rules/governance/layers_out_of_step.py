"""Pay, numbers, process and data are looked at in one rhythm."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity
from opmodel.model.sections.datasets import Dataset
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.transitions import Transition
from opmodel.model.values import HOURS_PER_UNIT, Duration
from opmodel.wording import listed

_LAYERS: Mapping[str, type[Entity]] = {
    "incentives": Incentive,
    "kpis": Kpi,
    "transitions": Transition,
    "datasets": Dataset,
}
_DAYS_PER_MONTH = HOURS_PER_UNIT["mo"] / 24


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer with its entity that was reviewed last, on which day, and how often that is due."""

    name: str
    entity: Entity
    day: date
    every: Duration


@rule(Severity.WARNING, needs=tuple(f"{name}.reviewed" for name in _LAYERS))
def check(context: Context, *, apart_months: float = 6) -> Iterator[Problem]:
    """Yield one problem with the layers whose last review lies far before that of another one."""
    found = (_last_review(name, kind, context) for name, kind in _LAYERS.items())
    layers = sorted((layer for layer in found if layer), key=lambda layer: (layer.day, layer.name))
    late = [one for one in layers if _is_behind(one, layers[-1], apart_months, context.day)]
    if late:
        yield _problem(late, layers[-1])


def _last_review(name: str, kind: type[Entity], context: Context) -> _Layer | None:
    reviews = [
        _Layer(name, one, one.reviewed.date, one.reviewed.every)
        for one in context.each(kind)
        if one.reviewed and one.reviewed.every and one.reviewed.date and one.reviewed.date <= context.day
    ]
    return max(reviews, key=lambda one: one.day, default=None)


def _is_behind(layer: _Layer, newest: _Layer, apart_months: float, day: date) -> bool:
    """Tell whether a layer was reviewed long before the newest, and longer ago than its own rhythm says."""
    apart = (newest.day - layer.day).days / _DAYS_PER_MONTH
    return apart > apart_months and (day - layer.day).days * 24 > layer.every.hours


def _problem(late: list[_Layer], newest: _Layer) -> Problem:
    names = listed(one.name for one in late)
    return Problem(
        late[0].entity.where("reviewed"),
        f"{names} were last reviewed on {listed(str(one.day) for one in late)}, long before {newest.name} on "
        f"{newest.day}, so they may describe different companies",
        "review them together, pay first: a change in one of the four asks for a look at the others",
        notes=(
            *((one.entity.where("reviewed"), f"last review of {one.name}") for one in late[1:]),
            (newest.entity.where("reviewed"), f"last review of {newest.name}"),
        ),
        discriminator=names,
    )
