"""Whether the surer category of a forecast has the better chance."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from opmodel.model.sections.parts import ForecastCategory
from opmodel.model.sections.stages import Stage

_SURER = (ForecastCategory.PIPELINE, ForecastCategory.BEST_CASE, ForecastCategory.COMMIT)
"""The categories of open deals, the surest last."""


def chances(stage: Stage) -> tuple[float, ...]:
    """Return the smallest and the largest chance to win that a stage gives in each case."""
    cases = stage.probability.cases if stage.probability else ()
    return tuple(end for case in cases for end in (case.low, case.high))


def swapped(stages: Iterable[Stage]) -> Iterator[tuple[Stage, Stage]]:
    """Yield pairs of open stages of which the second counts as surer and has the smaller chance in every case.

    Of each two neighbouring categories the likeliest stage of the one is held against the least likely of the other.
    """
    graded = [(_SURER.index(stage.forecast_category[0]), stage) for stage in stages if _is_graded(stage)]
    for low, high in pairwise(sorted({grade for grade, _ in graded})):
        likely = max((one for grade, one in graded if grade == low), key=lambda one: (min(chances(one)), one.id))
        surer = min((one for grade, one in graded if grade == high), key=lambda one: (max(chances(one)), one.id))
        if max(chances(surer)) < min(chances(likely)):
            yield likely, surer


def _is_graded(stage: Stage) -> bool:
    says = stage.forecast_category
    return stage.is_open and stage.probability is not None and len(says) == 1 and says[0] in _SURER
