"""The clocks of one stage run in an order that makes sense."""

from collections.abc import Iterator

from opmodel.engine import Context, Problem, rule
from opmodel.finding import Severity
from opmodel.graph import Move
from opmodel.model import is_draft
from opmodel.model.sections.parts import Sla
from opmodel.model.sections.stages import Since, Stage
from opmodel.model.values import Case, Duration, Quantity

_ABOUT = 1.25
"""How far an amount that is only about may be off, as a factor."""
_WORKED = {"bh": (1.0, 4.2, 72.0), "bd": (24.0, 33.6, 72.0)}
"""Calendar hours of a business unit: at least, at most over many of them, and what a weekend adds at most."""


@rule(Severity.WARNING, needs=("stages.stall.after", "stages.stall.warn_after", "stages.sla"))
def check(context: Context) -> Iterator[Problem]:
    """Yield warnings that come too late, and limits of a stage that end before the time limit of a move out of it."""
    for stage in context.each(Stage):
        yield from _late_warning(stage)
        yield from _short_limit(stage, context)


def _late_warning(stage: Stage) -> Iterator[Problem]:
    stall = stage.stall
    if stall is None or stall.after is None or stall.warn_after is None:
        return
    found = _certain(stall.after, stall.warn_after, or_equal=True)
    if found:
        after, warned = found
        yield Problem(
            stage.where("stall", "warn_after"),
            f"stage '{stage.id}' warns after {warned}, when a record counts as stalled after {after} already",
            f"let the warning come before the {after} are over, while there is something left to do",
            notes=((stage.where("stall", "after"), "stalled by then"),),
            discriminator="warning",
        )


def _short_limit(stage: Stage, context: Context) -> Iterator[Problem]:
    for move in context.graph.journey.moves_out(stage):
        sla = move.transition.sla
        limit = _limit(stage, sla) if sla and not is_draft(move.transition) else None
        found = _certain(limit[1], sla.within) if sla and limit else None
        if limit and found:
            yield _problem(stage, move, limit[0], found, context.graph.journey.a_record(stage))


def _limit(stage: Stage, sla: Sla) -> tuple[str, Quantity[Duration]] | None:
    """Return the limit that all records of a stage have while a move out of it waits for its receiver."""
    stall = stage.stall
    if stall and stall.after and not stall.when and stall.since is not Since.ACTIVITY:
        return "stall", stall.after
    if stage.sla and _ends(stage.sla) == _ends(sla):
        return "sla", stage.sla.within
    return None


def _ends(sla: Sla) -> tuple[str, str]:
    return (sla.starts.text if sla.starts else "", sla.stops.text if sla.stops else "")


def _problem(stage: Stage, move: Move, field: str, found: tuple[str, str], record: str) -> Problem:
    limit, within = found
    name = move.transition.id
    key = "after" if field == "stall" else "within"
    goes = f" and goes to '{stage.stall.to}'" if field == "stall" and stage.stall and stage.stall.to else ""
    over = f"counts as stalled after {limit}{goes}" if field == "stall" else f"must be done after {limit}"
    return Problem(
        stage.where(field, key),
        f"{record} in stage '{stage.id}' {over}, while transition '{name}' gives its receiver {within} to take it",
        f"give the stage more time than the move out of it, or shorten `sla.within` of transition '{name}'",
        notes=((move.transition.where("sla", "within"), "the receiver has until then"),),
        discriminator=f"limit {name}",
    )


def _certain(
    shorter: Quantity[Duration], longer: Quantity[Duration], *, or_equal: bool = False
) -> tuple[str, str] | None:
    """Return two amounts, as written, of which the first is shorter for certain; equal counts where asked for."""
    for one in shorter.cases:
        for other in longer.cases:
            comparable = shorter.dimension != longer.dimension or one.key == other.key
            if comparable and not (shorter.dimension and longer.dimension and shorter.dimension != longer.dimension):
                most, least = _bounds(one, other)
                if most < least or (or_equal and most == least):
                    of = f" ({one.key or other.key})" if one.key or other.key else ""
                    return f"{one}{of}", f"{other}{of}"
    return None


def _bounds(shorter: Case[Duration], longer: Case[Duration]) -> tuple[float, float]:
    """Return the most the first and the least the second can come to, hours; like units compare as they are."""
    off = (_ABOUT if shorter.about else 1.0, _ABOUT if longer.about else 1.0)
    if shorter.high.unit == longer.low.unit:
        return shorter.high.hours * off[0], longer.low.hours / off[1]
    return _most(shorter.high) * off[0], _least(longer.low) / off[1]


def _most(length: Duration) -> float:
    _, often, weekend = _WORKED.get(length.unit, (0.0, 0.0, 0.0))
    return length.amount * often + weekend if often else length.hours


def _least(length: Duration) -> float:
    return length.amount * _WORKED[length.unit][0] if length.unit in _WORKED else length.hours
