"""Plans: what people are paid for, in a period that runs and in one that is still to come."""

from collections.abc import Iterator
from datetime import date

from opmodel.changes.change import Weight
from opmodel.changes.edits.edit import Edit
from opmodel.changes.sides import Asked, Sides, named_for
from opmodel.changes.table.row import Row
from opmodel.graph import Graph
from opmodel.model import Entity
from opmodel.model.entity import Period
from opmodel.model.sections.crediting import Crediting
from opmodel.model.sections.incentives import Incentive, Measure
from opmodel.wording import bare

_PAID = (
    *("payee", "pay_mix", "measures", "quota", "payout", "guarantee", "ramp", "draw", "floor", "discretion"),
    *("effective", "scope", "sunset"),
)
_CREDITED = ("event", "splits", "winner", "exclusive", "windows", "boundaries", "effective", "scope")


def _is_pay(edit: Edit, sides: Sides) -> bool:  # noqa: ARG001
    whole = edit.kind in ("incentive", "crediting") and edit.is_whole and edit.action != "renamed"
    return whole or edit.at("incentive", *_PAID) or edit.at("crediting", *_CREDITED)


def _is_retroactive(edit: Edit, sides: Sides) -> bool:
    """Tell whether people are already working for what is changed: by the old words, or by new ones since before."""
    if not _is_pay(edit, sides):
        return False
    if edit.path.endswith(("effective", "effective.from", "effective.to")) or edit.path == "sunset":
        return _reaches_back(edit, sides.on)
    if edit.is_added:
        return False
    return all(_runs(one, edit, sides.on) for one in (edit.before, edit.after) if one)


def _runs(entity: Entity, edit: Edit, on: date) -> bool:
    """Tell whether a plan, and the measure that is changed in it, is in force on a day."""
    measure = _measure(entity, edit)
    return entity.in_force(on) and not (measure and measure.effective and not measure.effective.holds(on))


def _measure(entity: Entity, edit: Edit) -> Measure | None:
    name = bare(str(edit.trail[1])) if edit.top == "measures" and len(edit.trail) > 1 else ""
    measures = entity.measures if isinstance(entity, Incentive) and name else ()
    return next((one for one in measures if bare(one.kpi) == name), None)


def _reaches_back(edit: Edit, on: date) -> bool:
    """Tell whether other dates put days that are over into a plan, or take them out of it."""
    begins, ends = zip(*(_dates(value, edit.path) for value in (edit.old, edit.new)), strict=True)
    earlier, later = sorted(one or date.min for one in begins), sorted(one or date.max for one in ends)
    return (earlier[0] != earlier[1] and earlier[0] <= on) or (later[0] != later[1] and later[0] < on)


def _dates(value: object, path: str) -> tuple[date | None, date | None]:
    if isinstance(value, Period):
        return value.from_, value.to
    day = value if isinstance(value, date) else None
    return (day, None) if path.endswith("from") else (None, day)


def _since_when(edit: Edit, sides: Sides) -> str:  # noqa: ARG001
    """Say why a change is retroactive: the plan has begun, or does not say when it begins."""
    plan = edit.before or edit.after
    dated = plan is not None and (plan.effective or ((measure := _measure(plan, edit)) and measure.effective))
    why = "the period it pays for has begun" if dated else "the plan names no days, so it counts as running"
    return f"retroactive: {why}, and nobody can waive it"


def _asks(edit: Edit, sides: Sides) -> Iterator[Asked]:
    yield from named_for("compensation", "finance")
    yield from sides.heads(sides.functions(sides.gather(edit, _paid)), "whose people it pays")


def _paid(graph: Graph, entity: Entity) -> Iterator[str]:
    """Yield who is paid by a plan, or by the plans that credit by a rule."""
    if isinstance(entity, Incentive):
        yield from entity.payee
    if isinstance(entity, Crediting):
        yield from (name for plan in graph.model.holders(Incentive, entity.ref) for name in plan.payee)


ROWS = (
    Row(
        "pay-changed-in-running-period",
        Weight.BREAKING,
        "the measures, weights, rates, caps or credit of a plan change while people already work for it",
        "compensation owner, finance, heads of the functions whose people are paid; cannot be waived",
        _is_retroactive,
        _asks,
        _since_when,
        waivable=False,
    ),
    Row(
        "pay-changed",
        Weight.RISKY,
        "a plan changes, comes or goes for a period that has not begun",
        "compensation owner, finance, heads of the functions whose people are paid",
        lambda edit, sides: _is_pay(edit, sides) or edit.at("incentive", "approved_by", "calculated_by"),
        _asks,
    ),
)
"""What changes about pay."""
