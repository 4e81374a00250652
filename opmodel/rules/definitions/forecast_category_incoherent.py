"""Every stage that the forecast knows counts in one category, and its chance to win fits it."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph.journey.forecast import chances, swapped
from opmodel.model import Where, is_draft
from opmodel.model.sections.lifecycles import Lifecycle
from opmodel.model.sections.parts import ForecastCategory
from opmodel.model.sections.stages import Stage, StageType
from opmodel.wording import listed

_OWES = (StageType.OPEN, StageType.WON)
_GONE = (StageType.LOST, StageType.DISQUALIFIED, StageType.VOID)
_FIELD = "forecast_category"


@rule(Severity.ERROR, needs=("lifecycles.forecast_categories", "stages.forecast_category", "stages.probability"))
def check(context: Context) -> Iterator[Problem]:
    """Yield stages that do not say in one voice how they count, in lifecycles that list categories.

    One has two categories, one that is not in use, or none; or its type or its chance says something else.
    """
    told: set[str] = set()
    for path in context.each(Lifecycle, where=lambda path: path.forecast_categories):
        stages = [stage for stage in context.graph.journey.stages(path) if context.known(stage) and not is_draft(stage)]
        for stage in stages:
            if stage.ref not in told and (problem := _of_stage(stage, path)):
                told.add(stage.ref)
                yield problem
        if missing := [stage for stage in stages if _owes(stage)]:
            yield _missing(path, missing)
        for likely, surer in swapped(stage for stage in stages if stage.ref not in told):
            yield _swapped(path, likely, surer)


def _of_stage(stage: Stage, path: Lifecycle) -> Problem | None:
    says = stage.forecast_category
    if len(set(says)) > 1:
        text, help = f"counts as {listed(says)} at once", "keep the one by which its deals are counted"
    elif says and says[0] not in path.forecast_categories:
        text = f"counts as {says[0]}, which lifecycle '{path.id}' does not use"
        help = f"it uses {listed(path.forecast_categories)}: take one of them, or add it to forecast_categories"
    elif wrong := says and _wrong_category(stage, says[0]):
        text, help = wrong, "change its category, or its type"
    elif wrong := _wrong_chance(stage):
        return Problem(stage.where("probability"), f"stage '{stage.id}' {wrong}", "change its probability, or its type")
    else:
        return None
    return Problem(stage.where(_FIELD), f"stage '{stage.id}' {text}", help)


def _wrong_category(stage: Stage, category: ForecastCategory) -> str:
    if stage.type is StageType.WON and category is not ForecastCategory.CLOSED:
        return f"is won and counts as {category}, so deals that are signed are missing from what is closed"
    if stage.is_open and category is ForecastCategory.CLOSED:
        return "is open and counts as closed, so deals that may still be lost are booked"
    if stage.type in _GONE and category is not ForecastCategory.OMITTED:
        return f"is {stage.type} and counts as {category}, so what is gone stays in the forecast"
    return ""


def _wrong_chance(stage: Stage) -> str:
    found = chances(stage)
    if stage.type is StageType.WON and any(chance < 100 for chance in found):
        return f"is won with a chance of {min(found):g}%"
    if stage.type in _GONE and any(chance > 0 for chance in found):
        return f"is {stage.type} with a chance of {max(found):g}%"
    return ""


def _owes(stage: Stage) -> bool:
    """Tell whether a stage should say how it counts; where people dispute it that is another finding."""
    is_disputed = any(said.field == _FIELD for said in stage.statements)
    return stage.type in _OWES and not stage.forecast_category and not is_disputed


def _missing(path: Lifecycle, stages: list[Stage]) -> Problem:
    names = listed(f"'{stage.id}'" for stage in stages)
    which = f"stages {names} have" if len(stages) > 1 else f"stage {names} has"
    return Problem(
        path.where("forecast_categories"),
        f"lifecycle '{path.id}' forecasts by category, and {which} none",
        f"write forecast_category for each; deals that do not count yet are {ForecastCategory.OMITTED}",
        tuple((stage.where(), f"stage '{stage.id}' has no forecast_category") for stage in stages),
        severity=Severity.WARNING,
        discriminator="none",
        data={"stages": tuple(stage.id for stage in stages)},
    )


def _swapped(path: Lifecycle, likely: Stage, surer: Stage) -> Problem:
    place, other = Where(surer.ref, ("probability",)), Where(likely.ref, ("probability",))
    return Problem(
        place,
        f"stage '{surer.id}' counts as {surer.forecast_category[0]} with a chance of {surer.probability}%, and stage "
        f"'{likely.id}' only as {likely.forecast_category[0]} with {likely.probability}%",
        "change one of the chances, or one of the categories",
        ((other, f"stage '{likely.id}' has the better chance"),),
        severity=Severity.WARNING,
        discriminator=f"{path.id} {likely.id}",
    )
