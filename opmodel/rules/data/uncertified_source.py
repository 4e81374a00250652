"""Numbers that leaders decide by come from data that somebody has checked."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.model import Entity, Where, named
from opmodel.model.sections.dashboards import Dashboard
from opmodel.model.sections.datasets import Dataset
from opmodel.model.sections.kpis import Kpi
from opmodel.model.sections.questions import Question
from opmodel.model.sections.roles import Level
from opmodel.model.sections.systems import System
from opmodel.wording import bare, listed

_MOST_NAMED = 3


@rule(Severity.WARNING, needs=("datasets.certified",))
def check(context: Context) -> Iterator[Problem]:
    """Yield datasets without a certificate that leaders read numbers from, once any has one; before, sheets of pay."""
    datasets = {one.id: one for one in context.look(Dataset)}
    read: dict[str, dict[str, str]] = {}
    is_taken_up = any(one.certified for one in datasets.values())
    for entity, name, why in _led_by(context) if is_taken_up else _paid_from_sheets(datasets, context):
        if name and bare(name) in datasets:
            read.setdefault(bare(name), {}).setdefault(entity.ref, why)
    context.judge(datasets[name] for name in read)
    for name, numbers in read.items():
        if not datasets[name].certified:
            yield _problem(datasets[name], numbers, is_sheet=not is_taken_up)


def _led_by(context: Context) -> Iterator[tuple[Entity, str | None, str]]:
    """Yield the KPIs and dashboards that leaders look at, with their dataset and who looks."""
    asked = {
        name: by for one in context.model.of(Question) if (name := _kpi(one)) and (by := _leader(one.asked_by, context))
    }
    for kpi in context.model.of(Kpi):
        leader = _leader(kpi.audience, context) or asked.get(kpi.id, "")
        if not context.known(kpi):
            continue
        if context.graph.is_north_star(kpi):
            yield kpi, kpi.dataset, "the north star"
        elif leader or kpi.important:
            yield kpi, kpi.dataset, f"read by '{leader}'" if leader else "marked as important"
    for board in context.each(Dashboard):
        if leader := _leader(board.audience, context):
            yield board, board.dataset, f"read by '{leader}'"


def _paid_from_sheets(datasets: dict[str, Dataset], context: Context) -> Iterator[tuple[Entity, str | None, str]]:
    """Yield the KPIs of somebody's pay that are read from a spreadsheet, which people keep by hand."""
    systems = {name: context.model.get(System, one.system) for name, one in datasets.items()}
    sheets = {name for name, one in systems.items() if one and "spreadsheet" in (one.type or "").lower()}
    for kpi in context.model.of(Kpi):
        if kpi.dataset and bare(kpi.dataset) in sheets and context.known(kpi):
            for plan in context.graph.numbers.plans(kpi.id)[:1]:
                yield kpi, kpi.dataset, f"paid by '{plan.id}'"


def _kpi(question: Question) -> str:
    named_by = question.answered_by.kpi if question.answered_by else None
    return bare(named_by) if named_by else ""


def _leader(names: tuple[str, ...], context: Context) -> str:
    """Return the first executive among some roles, or nothing."""
    roles = (context.graph.people.role(name) for name in names)
    return next((role.id for role in roles if role and role.level is Level.EXECUTIVE), "")


def _problem(dataset: Dataset, numbers: dict[str, str], *, is_sheet: bool) -> Problem:
    text = f"dataset '{dataset.id}' is not certified, and leaders read {{}} from it"
    if is_sheet:
        text = f"dataset '{dataset.id}' is a spreadsheet that nobody has certified, and pay hangs on {{}}"
    shown = [f"{named(ref)} ({why})" for ref, why in list(numbers.items())[:_MOST_NAMED]]
    more = (f"{len(numbers) - _MOST_NAMED} more",) if len(numbers) > _MOST_NAMED else ()
    return Problem(
        dataset.where(),
        text.format(listed((*shown, *more))),
        "have its steward check it and write `certified: true`, or read the number from a dataset that is certified",
        tuple((Where(ref, ("dataset",)), f"{named(ref)} is read from it") for ref in list(numbers)[:20]),
        data={"numbers": tuple(numbers)},
    )
