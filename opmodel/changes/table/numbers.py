"""KPIs and where they are read."""

from collections.abc import Iterator

from opmodel.changes import direction
from opmodel.changes.change import Weight
from opmodel.changes.edits.edit import MANIFEST, Edit
from opmodel.changes.sides import Asked, Sides, earning, named_for
from opmodel.changes.table.row import Row, owner, several
from opmodel.graph import Graph
from opmodel.model import Duration, Entity, Quantity, named
from opmodel.model.sections.incentives import Incentive
from opmodel.model.sections.kpis import Kpi, KpiKind
from opmodel.wording import bare

_FORMULA = (
    *("aggregation", "object", "definition", "population", "value", "numerator", "denominator", "filter"),
    *("dated_by", "cohort", "windows", "unit", "dataset", "good", "partition_of"),
)
_REVENUE = frozenset((KpiKind.VALUE, KpiKind.OUTCOME, KpiKind.MARGIN))


def _is_formula(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    return edit.at("kpi", *_FORMULA) or (edit.kind == "kpi" and edit.is_removed)


def _earners(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask who is paid or targeted on a KPI."""
    names = sides.gather(edit, earning)
    if names:
        yield Asked(f"paid or targeted on {named(edit.entity)}", names)


def _finance(edit: Edit, sides: Sides) -> Iterator[Asked]:  # noqa: ARG001
    return named_for("finance")


def _sponsor(edit: Edit, sides: Sides) -> Iterator[Asked]:  # noqa: ARG001
    return named_for("sponsor")


def _turned(edit: Edit, sides: Sides) -> str:
    if edit.path not in ("filter", "numerator.sql", "denominator.sql"):
        return ""
    turned = direction.condition(edit, sides)
    return direction.told(turned, edit)


def _is_target(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    return edit.at("kpi", "target", "limit", "joint", "target_set_by", "guardrail")


def _setters(graph: Graph, entity: Entity) -> tuple[str, ...]:  # noqa: ARG001
    return (*entity.target_set_by, *entity.approved_by) if isinstance(entity, Kpi) else ()


def _target_asks(edit: Edit, sides: Sides) -> Iterator[Asked]:
    yield from sides.owners(edit)
    names = sides.gather(edit, _setters)
    if names:
        yield Asked("sets or approves its target", names)
    yield from _earners(edit, sides)


def _is_shared_lost(edit: Edit, sides: Sides) -> bool:
    """Tell whether a revenue measure that several functions share is dropped or lowered."""
    if edit.kind == MANIFEST:
        return edit.path == "model.north_star" and edit.old is not None
    if edit.kind == "kpi":
        lowered = edit.at("kpi", "joint", "target") and _is_lower(edit)
        return (edit.is_removed or lowered) and _is_shared(sides, edit.before)
    if edit.kind == "incentive":
        return any(_is_shared(sides, kpi) for kpi in _lowered(edit, sides))
    return False


def _lowered(edit: Edit, sides: Sides) -> Iterator[Kpi | None]:
    """Yield the KPIs that a plan pays for no longer, or less."""
    plan = edit.before
    if not isinstance(plan, Incentive):
        return
    if edit.is_removed:
        yield from (sides.before.model.get(Kpi, one.kpi) for one in plan.measures)
    elif edit.top == "measures" and len(edit.trail) > 1:
        is_less = edit.path in ("measures.weight", "measures.rate", "measures.expected") and _is_lower(edit)
        if is_less or (edit.path == "measures" and edit.new is None):
            yield sides.before.model.get(Kpi, bare(str(edit.trail[1])))


def _is_lower(edit: Edit) -> bool:
    """Tell whether there is less than before of what somebody is to reach or earn; a list that lost somebody is."""
    if edit.new is None or (edit.items and edit.items.lost):
        return edit.old is not None
    if isinstance(edit.old, float) and isinstance(edit.new, float):
        return edit.new < edit.old
    if isinstance(edit.old, Quantity) and isinstance(edit.new, Quantity):
        return _size(edit.new) < _size(edit.old)
    return False


def _size(quantity: Quantity[object]) -> float:
    highs = (case.high for case in quantity.cases)
    return sum(
        high.hours if isinstance(high, Duration) else high for high in highs if isinstance(high, float | Duration)
    )


def _is_shared(sides: Sides, kpi: object) -> bool:
    """Tell whether a KPI shows what the company earns and several functions answer for it or are paid on it."""
    graph = sides.before
    if not isinstance(kpi, Kpi) or not (graph.is_north_star(kpi) or kpi.kind in _REVENUE):
        return False
    return graph.is_north_star(kpi) or len(sides.functions((*kpi.owner, *earning(graph, kpi)))) > 1


def _readers(edit: Edit, sides: Sides) -> Iterator[Asked]:
    """Ask who answers for the KPIs that are read from a dataset."""
    names = sides.gather(edit, _reading)
    if names:
        yield Asked(f"owner of a KPI that is read from {named(edit.entity)}", names)


def _reading(graph: Graph, entity: Entity) -> Iterator[str]:
    kpis = (graph.model.entities[ref] for ref in graph.reach.hanging_on(entity.ref).kpis)
    return (name for kpi in kpis for name in kpi.answering)


ROWS = (
    Row(
        "kpi-changed",
        Weight.BREAKING,
        "the formula, filter or dataset of a KPI changes, or it is removed",
        "its owner, everybody paid or targeted on it, finance",
        _is_formula,
        several(owner, _earners, _finance),
        _turned,
    ),
    Row(
        "shared-revenue-measure-lowered",
        Weight.BREAKING,
        "a revenue measure that functions share is dropped, or less hangs on it",
        "executive sponsor",
        _is_shared_lost,
        _sponsor,
    ),
    Row(
        "target-changed",
        Weight.RISKY,
        "a target or limit, or who answers for it together, changes",
        "its owner, who sets or approves its target, everybody paid or targeted on it",
        _is_target,
        _target_asks,
    ),
    Row(
        "dataset-changed",
        Weight.RISKY,
        "where numbers are read changes",
        "its steward, owners of the KPIs that are read from it",
        lambda edit, _: (
            edit.kind == "dataset"
            and (
                edit.is_removed
                or edit.at("dataset", "system", "table", "grain", "measures", "derived_from", "certified")
            )
        ),
        several(owner, _readers),
    ),
)
"""What changes about numbers."""
